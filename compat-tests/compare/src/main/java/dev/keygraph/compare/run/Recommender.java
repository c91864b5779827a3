package dev.keygraph.compare.run;

import dev.keygraph.compare.question.QuestionList;
import dev.keygraph.compare.question.Sample;
import dev.keygraph.compare.report.ContenderInfo;
import dev.keygraph.compare.report.Figure;
import dev.keygraph.compare.report.Finding;
import dev.keygraph.compare.report.Key;
import dev.keygraph.compare.report.Parameters;
import dev.keygraph.compare.report.Recommendation;
import dev.keygraph.compare.report.Section;
import dev.keygraph.compare.report.Severity;
import dev.keygraph.compare.report.view.Quantity;
import dev.keygraph.kv.Durability;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Recommends a contender for each use, by one figure for each, among those that keep what was
 * acknowledged, are no peers, and did not fail; none where answers differ, since nobody knows whose
 * are right. Those whose rounds overlap with the best one's are named as its equals.
 */
final class Recommender {
  private final List<ContenderInfo> contenders;
  private final List<Figure> figures;
  private final Set<String> failed = new HashSet<>();
  private final boolean answersDiffer;

  Recommender(List<ContenderInfo> contenders, List<Figure> figures, List<Finding> findings) {
    this.contenders = contenders;
    this.figures = figures;
    answersDiffer =
        findings.stream().anyMatch(finding -> finding.severity() == Severity.DIFFERENCE);
    for (Finding finding : findings) {
      if (finding.severity() == Severity.FAILURE && finding.contender() != null) {
        failed.add(finding.contender());
      }
    }
  }

  List<Recommendation> recommendations() {
    List<Recommendation> all = new ArrayList<>();
    if (answersDiffer) {
      return all;
    }
    add(
        all,
        "read-heavy",
        "it answers the mix of questions soonest, at the 99th percentile",
        new Key(
            Section.QUESTIONS,
            "latency",
            "",
            Map.of(
                Parameters.QUESTION,
                QuestionList.MIX,
                Parameters.SAMPLE,
                Sample.UNIFORM.label(),
                Parameters.PERCENTILE,
                "99")));
    add(
        all,
        "write-heavy",
        "a file that is saved durably is ready for questions soonest, at the 99th percentile",
        new Key(
            Section.SAVE,
            "save",
            "",
            Map.of(
                Parameters.DURABILITY,
                Durability.DURABLE.configName(),
                Parameters.PERCENTILE,
                "99")));
    add(
        all,
        "memory-tight",
        "its process has the least memory while it loads everything, mapped files included",
        new Key(Section.LOAD, "peak-resident", "", Map.of()));
    return all;
  }

  private void add(List<Recommendation> all, String use, String why, Key key) {
    Set<String> trusted =
        contenders.stream()
            .filter(contender -> !contender.peer())
            .filter(contender -> contender.durabilities().contains("durable"))
            .filter(ContenderInfo::persistent)
            .map(ContenderInfo::name)
            .filter(name -> !failed.contains(name))
            .collect(Collectors.toCollection(TreeSet::new));
    List<Figure> ranked =
        figures.stream()
            .filter(figure -> figure.key().of("").equals(key))
            .filter(figure -> trusted.contains(figure.contender()))
            .sorted(Comparator.comparingDouble(Figure::median))
            .toList();
    Optional<Figure> first = ranked.stream().findFirst();
    if (first.isPresent()) {
      all.add(recommendation(use, why, first.get(), ranked));
    }
  }

  private static Recommendation recommendation(
      String use, String why, Figure best, List<Figure> ranked) {
    String text =
        "Take "
            + best.contender()
            + ": of those that lose nothing acknowledged, "
            + why
            + " ("
            + value(best)
            + ")";
    List<String> equals =
        ranked.stream()
            .skip(1)
            .filter(figure -> figure.min() <= best.max())
            .map(Figure::contender)
            .toList();
    if (!equals.isEmpty()) {
      text += "; in these rounds " + String.join(", ", equals) + " cannot be told from it";
    } else if (ranked.size() > 1) {
      Figure next = ranked.get(1);
      text += "; next is " + next.contender() + " (" + value(next) + ")";
    }
    String goal =
        best.passes()
            .map(passes -> passes ? " It is within the goal." : " It misses the goal.")
            .orElse("");
    return new Recommendation(
        use, best.contender(), text + "." + goal, ranked.stream().map(Figure::key).toList());
  }

  private static String value(Figure figure) {
    return Quantity.text(figure.median(), figure.unit());
  }
}
