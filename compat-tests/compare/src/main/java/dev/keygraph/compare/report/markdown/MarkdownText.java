package dev.keygraph.compare.report.markdown;

/** Text that Markdown shows as it is. */
final class MarkdownText {
  private static final String SPECIAL = "\\`*_{}[]<>#|~!&$";

  private MarkdownText() {}

  /** Escapes what Markdown or HTML would take for a mark, and puts all on one line. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            each -> {
              if (Character.isISOControl(each)) {
                escaped.append(' ');
              } else {
                if (SPECIAL.indexOf(each) >= 0) {
                  escaped.append('\\');
                }
                escaped.appendCodePoint(each);
              }
            });
    return escaped.toString();
  }
}
