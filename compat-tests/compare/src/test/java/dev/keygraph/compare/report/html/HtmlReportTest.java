package dev.keygraph.compare.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.compare.report.ContenderInfo;
import dev.keygraph.compare.report.Distribution;
import dev.keygraph.compare.report.Figure;
import dev.keygraph.compare.report.Finding;
import dev.keygraph.compare.report.HostileReport;
import dev.keygraph.compare.report.Key;
import dev.keygraph.compare.report.Recommendation;
import dev.keygraph.compare.report.Report;
import dev.keygraph.compare.report.ReportFixture;
import dev.keygraph.compare.report.Section;
import dev.keygraph.compare.report.baseline.Changes;
import dev.keygraph.compare.report.flame.CallTree;
import dev.keygraph.compare.report.flame.Flame;
import dev.keygraph.compare.report.view.Quantity;
import dev.keygraph.compare.report.view.Words;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** The page has every figure of the report, as a picture and as a number, and loads nothing. */
final class HtmlReportTest {
  @Test
  void everyFigureIsInTheTableOfItsSection() throws Exception {
    Report report = ReportFixture.report();
    Document page = parse(HtmlReport.text(report, null, List.of()));
    for (Section section : Section.values()) {
      Element table = table(page, section.title());
      List<List<String>> rows = rows(table);
      List<String> heads = rows.get(0);
      Map<String, List<String>> byTitle = new HashMap<>();
      rows.forEach(row -> byTitle.merge(row.get(0), row, (first, second) -> first));
      for (Figure figure : report.figures(section)) {
        List<String> row = byTitle.get(Words.title(figure.key().of("")));
        assertThat(row).as("%s", figure.key()).isNotNull();
        assertThat(row.get(heads.indexOf(figure.contender())))
            .as("%s", figure.key())
            .startsWith(Quantity.text(figure.median(), figure.unit()))
            .endsWith(Words.spread(figure))
            .contains(figure.passes().map(passes -> passes ? "✓" : "✗").orElse(""));
      }
    }
  }

  @Test
  void everyDistributionIsInATable() throws Exception {
    Report report = ReportFixture.report();
    Document page = parse(HtmlReport.text(report, null, List.of()));
    Map<List<String>, List<String>> rows = new HashMap<>();
    rows(table(page, "Distributions and sizes of answers"))
        .forEach(row -> rows.put(row.subList(0, 2), row));
    for (Distribution distribution : report.distributions()) {
      Key key = distribution.key();
      assertThat(rows.get(List.of(Words.title(key), key.contender())))
          .as("%s", key)
          .contains(
              Quantity.count(distribution.count()),
              Quantity.count(distribution.edges().max()),
              Quantity.number(distribution.results().mean()),
              Quantity.text(distribution.max(), distribution.unit()));
    }
  }

  @Test
  void everySectionHasChartsThatSayWhatTheyShow() throws Exception {
    Document page = parse(HtmlReport.text(ReportFixture.report(), null, List.of()));
    for (Section section : Section.values()) {
      Element element = byId(page, HtmlSections.id(section));
      List<Element> charts = elements(element, "svg");
      assertThat(charts).as("charts of %s", section).isNotEmpty();
      for (Element chart : charts) {
        assertThat(chart.getAttribute("role")).isEqualTo("img");
        assertThat(chart.getAttribute("aria-label")).contains(": ");
        assertThat(chart.getAttribute("viewBox")).doesNotContain("NaN", "Infinity");
      }
    }
  }

  @Test
  void theAnswerComesFirstThenTheGoalsThenTheFigures() {
    String page = HtmlReport.text(ReportFixture.report(), null, List.of());
    List<Integer> places =
        Stream.of("<h1>Which engine", "Take lmdb:", "id=\"goals\"", "id=\"load\"", "<svg")
            .map(page::indexOf)
            .toList();
    assertThat(places).doesNotContain(-1).isSorted();
  }

  @Test
  void anEngineHasOneColourAndItsTiersDiffer() throws Exception {
    Report report = ReportFixture.report();
    Document page = parse(HtmlReport.text(report, null, List.of()));
    Map<String, Set<String>> swatches = new HashMap<>();
    for (Element span : elements(page.getDocumentElement(), "span")) {
      if (span.getAttribute("class").startsWith("swatch")) {
        swatches
            .computeIfAbsent(span.getParentNode().getTextContent(), any -> new HashSet<>())
            .add(span.getAttribute("class"));
      }
    }
    for (ContenderInfo contender : report.contenders()) {
      assertThat(swatches.get(contender.name())).as(contender.name()).hasSize(1);
    }
    assertThat(HtmlReport.text(report, null, List.of())).contains("swatch c0\"", "swatch c0 hot\"");
  }

  @Test
  void nothingIsLoaded() {
    String page = HtmlReport.text(ReportFixture.report(), null, List.of());
    assertThat(page)
        .doesNotContain("http:", "https:", "src=", "<link", "<script", "@import", "url(", "NaN");
  }

  @Test
  void hostileNamesAreTextAndNothingElse() throws Exception {
    Report report = HostileReport.report();
    String text = HtmlReport.text(report, null, List.of());
    assertThat(text).doesNotContain("<script", "<img", "onload=\"", "\u0000");
    Document page = parse(text);
    assertThat(page.getDocumentElement().getTextContent()).contains(HostileReport.NAME, "\uFFFD");
    assertThat(elements(page.getDocumentElement(), "script")).isEmpty();
  }

  @Test
  void aReportWithoutFiguresIsAPage() throws Exception {
    Report full = ReportFixture.report();
    Report empty =
        new Report(
            full.keygraphVersion(),
            full.arguments(),
            full.environment(),
            full.inputs(),
            List.of(),
            List.of(),
            List.of(),
            List.<Finding>of(),
            List.<Recommendation>of());
    Document page = parse(HtmlReport.text(empty, null, List.of()));
    assertThat(page.getDocumentElement().getTextContent())
        .contains("recommends no engine", "Nothing that was measured has a goal.");
  }

  @Test
  void changesSinceTheBaselineAreNamed() {
    Report report = ReportFixture.report(1.5);
    Changes changes = Changes.between(ReportFixture.report(), report);
    String page = HtmlReport.text(report, changes, List.of());
    assertThat(page).contains("Since the baseline", "+50 %");
    changes.worse().forEach(change -> assertThat(page).contains(change.amount()));
  }

  @Test
  void aFlameIsDrawnBelowItsCallersAndItsMethodsAreInATable() throws Exception {
    CallTree tree = new CallTree();
    tree.add(List.of("dev.keygraph.Main.run", "java.util.HashMap.get"));
    tree.add(List.of("dev.keygraph.Main.run", "java.util.HashMap.get"));
    tree.add(List.of("dev.keygraph.Main.run"));
    tree.add(List.of("<init>"));
    Flame flame = new Flame("lmdb", "Questions", tree.calls("all"));
    Document page = parse(HtmlReport.text(ReportFixture.report(), null, List.of(flame)));
    Element section = byId(page, "profiles");
    List<String> titles = elements(section, "title").stream().map(Element::getTextContent).toList();
    assertThat(titles)
        .containsExactly(
            "all: 100 %",
            "dev.keygraph.Main.run: 75 %", "java.util.HashMap.get: 50 %", "<init>: 25 %");
    assertThat(rows(section))
        .contains(
            List.of("java.util.HashMap.get", "50 %"), List.of("dev.keygraph.Main.run", "25 %"));
    assertThat(elements(section, "svg").get(0).getAttribute("aria-label"))
        .contains("lmdb", "java.util.HashMap.get 50 %");
  }

  /** A page that is XML too is well-formed: each element is closed where it should be. */
  private static Document parse(String page) throws Exception {
    String xml = page.substring("<!DOCTYPE html>".length());
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml.strip())));
  }

  private static Element table(Document page, String label) {
    return elements(page.getDocumentElement(), "div").stream()
        .filter(element -> element.getAttribute("aria-label").equals(label))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no table " + label));
  }

  private static Element byId(Document page, String id) {
    return elements(page.getDocumentElement(), "section").stream()
        .filter(element -> element.getAttribute("id").equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no section " + id));
  }

  private static List<List<String>> rows(Element table) {
    List<List<String>> rows = new ArrayList<>();
    for (Element row : elements(table, "tr")) {
      List<String> cells = new ArrayList<>();
      for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNextSibling()) {
        if (cell instanceof Element) {
          cells.add(cell.getTextContent());
        }
      }
      rows.add(cells);
    }
    return rows;
  }

  /** All elements of a name. A walk, since the lists of the DOM are live, and slow to index. */
  private static List<Element> elements(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    collect(parent, name, found);
    return found;
  }

  private static void collect(Element parent, String name, List<Element> found) {
    for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element element) {
        if (element.getTagName().equals(name)) {
          found.add(element);
        }
        collect(element, name, found);
      }
    }
  }
}
