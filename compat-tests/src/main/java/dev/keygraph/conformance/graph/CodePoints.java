package dev.keygraph.conformance.graph;

import java.util.Comparator;

/** Texts as sequences of code points, compared the plain way. */
final class CodePoints {
  static final Comparator<String> ORDER = CodePoints::compare;

  private CodePoints() {}

  private static int compare(String a, String b) {
    if (a.equals(b)) {
      return 0;
    }
    int common = common(a, b);
    boolean ended = common == a.length() || common == b.length();
    return ended ? a.length() - b.length() : a.codePointAt(common) - b.codePointAt(common);
  }

  static boolean startsWith(String text, String prefix) {
    return common(text, prefix) == prefix.length();
  }

  /** Returns how many chars the code points have in which both texts begin. */
  private static int common(String a, String b) {
    int i = 0;
    int shorter = Math.min(a.length(), b.length());
    while (i < shorter && a.charAt(i) == b.charAt(i)) {
      i++;
    }
    boolean withinPair =
        i > 0 && Character.isHighSurrogate(a.charAt(i - 1)) && (isLowAt(a, i) || isLowAt(b, i));
    return withinPair ? i - 1 : i;
  }

  private static boolean isLowAt(String text, int index) {
    return index < text.length() && Character.isLowSurrogate(text.charAt(index));
  }

  /** Returns a text for messages: what cannot be seen is escaped, what is long is cut. */
  static String show(String text) {
    StringBuilder shown = new StringBuilder("\"");
    for (int i = 0; i < Math.min(text.length(), 60); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 0x7F) {
        shown.append(c);
      } else {
        shown.append(String.format("\\u%04X", (int) c));
      }
    }
    return shown.append(text.length() > 60 ? "…\" (" + text.length() + " chars)" : "\"").toString();
  }
}
