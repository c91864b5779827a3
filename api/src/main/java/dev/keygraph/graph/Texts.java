package dev.keygraph.graph;

/** The order of texts in a graph: by Unicode code points, as the encoded keys are ordered. */
public final class Texts {
  private Texts() {}

  /**
   * Compares by code points; a surrogate without its partner counts as the code point that it is.
   * It differs from {@link String#compareTo} only where characters beyond U+FFFF are involved.
   */
  public static int compare(String a, String b) {
    int common = Math.min(a.length(), b.length());
    for (int i = 0; i < common; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        return Character.isSurrogate(x) || Character.isSurrogate(y)
            ? compareCodePointsAt(a, b, i)
            : x - y;
      }
    }
    return a.length() - b.length();
  }

  private static int compareCodePointsAt(String a, String b, int index) {
    if (index > 0 && Character.isHighSurrogate(a.charAt(index - 1))) {
      int order = a.codePointAt(index - 1) - b.codePointAt(index - 1);
      if (order != 0) {
        return order;
      }
    }
    return a.codePointAt(index) - b.codePointAt(index);
  }

  /** Returns how many bytes a text has in UTF-8, an unpaired surrogate counting 3. O(length). */
  public static long utf8Length(String text) {
    long bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        bytes++;
        if (c >= 0x800) {
          bytes++;
          if (Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1))) {
            i++;
          }
        }
      }
    }
    return bytes;
  }

  static String checkLength(String what, String text, int maxBytes) {
    // A char has at most 3 bytes, so short texts need no second look.
    if (text.length() > maxBytes / 3 && utf8Length(text) > maxBytes) {
      throw new IllegalArgumentException(
          what + " has more than " + maxBytes + " bytes: " + text.substring(0, 60) + "…");
    }
    return text;
  }
}
