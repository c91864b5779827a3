package dev.keygraph.compare.report.markup;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Builds HTML with SVG inside. Whatever is given as text or as the value of an attribute is
 * escaped; names of tags and attributes are trusted. Not for several threads.
 */
public final class Markup {
  /** After these a line ends, so that the file can be read. */
  private static final Set<String> BLOCKS =
      Set.of(
          "html", "head", "body", "header", "main", "nav", "section", "footer", "div", "figure",
          "h1", "h2", "h3", "p", "ul", "li", "dl", "dd", "table", "tr", "thead", "tbody", "svg",
          "g", "details", "summary", "article", "meta", "title", "style");

  private static final char REPLACEMENT = '\uFFFD';

  private final StringBuilder text = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /** Opens an element. Attributes are names and values in turn. */
  public Markup open(String tag, String... attributes) {
    start(tag, attributes);
    text.append('>');
    open.push(tag);
    return this;
  }

  /** Closes the element that was opened last. */
  public Markup close() {
    String tag = open.pop();
    text.append("</").append(tag).append('>');
    return endLine(tag);
  }

  /** Adds an element without content. */
  public Markup leaf(String tag, String... attributes) {
    start(tag, attributes);
    text.append("/>");
    return endLine(tag);
  }

  /** Adds an element that holds nothing but text. */
  public Markup element(String tag, String content, String... attributes) {
    return open(tag, attributes).text(content).close();
  }

  /** Adds text. */
  public Markup text(String content) {
    content
        .codePoints()
        .forEach(
            each -> {
              switch (each) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '"' -> text.append("&quot;");
                case '\'' -> text.append("&#39;");
                default -> text.appendCodePoint(isAllowed(each) ? each : REPLACEMENT);
              }
            });
    return this;
  }

  /** Adds a style sheet of the program's own, as it is. */
  public Markup style(String sheet) {
    open("style");
    text.append('\n').append(sheet);
    return close();
  }

  /** Adds what another one holds. */
  public Markup add(Markup other) {
    text.append(other);
    return this;
  }

  /** A number as an attribute holds it: with one digit after the point at most. */
  public static String number(double value) {
    double rounded = Math.rint(value * 10) / 10;
    return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
  }

  private void start(String tag, String... attributes) {
    text.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      text.append(' ').append(attributes[i]).append("=\"");
      text(attributes[i + 1]);
      text.append('"');
    }
  }

  private Markup endLine(String tag) {
    if (BLOCKS.contains(tag)) {
      text.append('\n');
    }
    return this;
  }

  /** Surrogates without a partner have no encoding, and most controls no place in a page. */
  private static boolean isAllowed(int codePoint) {
    return codePoint == '\n'
        || codePoint == '\t'
        || !(Character.isISOControl(codePoint)
            || Character.getType(codePoint) == Character.SURROGATE
            || (codePoint & 0xFFFE) == 0xFFFE);
  }

  /**
   * Returns the markup.
   *
   * @throws IllegalStateException if an element is open
   */
  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("not closed: " + open);
    }
    return text.toString();
  }
}
