package dev.keygraph.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a symbol that people search by. They depend on the symbol's text alone, and the
 * store's name indexes are built from them.
 *
 * <p>A symbol may be any text. What is read into it: a package, ended by the last {@code /} or
 * {@code .} before the first {@code #} or {@code (}; a type, whose nested types follow a {@code $};
 * a member after a {@code #}; and whatever follows a {@code (}, or after a {@code #} a {@code :},
 * which is no part of the name. Texts of another shape are all type.
 */
public final class SymbolNames {
  /** Longer initials are cut to this many characters in the index. */
  public static final int MAX_INITIALS = 32;

  private static final int ASCII_END = 0x80;

  private SymbolNames() {}

  /**
   * Returns the simple name: {@code put} for {@code java/util/HashMap#put(…)V}, {@code Entry} for
   * {@code java/util/Map$Entry}, {@code Map$1} for {@code java/util/Map$1}.
   */
  public static String simpleName(String symbol) {
    String shortName = shortName(symbol);
    int member = shortName.indexOf('#');
    if (member >= 0) {
      return shortName.substring(member + 1);
    }
    int nested = shortName.lastIndexOf('$');
    boolean splits =
        nested > 0
            && nested + 1 < shortName.length()
            && !Character.isDigit(shortName.charAt(nested + 1));
    return splits ? shortName.substring(nested + 1) : shortName;
  }

  /**
   * Returns the name without package and signature: {@code HashMap#put} for {@code
   * java/util/HashMap#put(…)V}.
   */
  public static String shortName(String symbol) {
    int start = 0;
    boolean member = false;
    for (int i = 0; i < symbol.length(); i++) {
      char c = symbol.charAt(i);
      if (c == '(' || (c == ':' && member)) {
        return symbol.substring(start, i);
      }
      if (c == '#') {
        member = true;
      } else if (!member && (c == '/' || c == '.')) {
        start = i + 1;
      }
    }
    return symbol.substring(start);
  }

  /** Returns the package: {@code java/util} for {@code java/util/HashMap#put(…)V}, or "". */
  public static String packageName(String symbol) {
    return symbol.substring(0, Math.max(0, packageEnd(symbol)));
  }

  /** Returns where the package's last separator is, or -1. */
  private static int packageEnd(String symbol) {
    int end = -1;
    for (int i = 0; i < symbol.length(); i++) {
      char c = symbol.charAt(i);
      if (c == '#' || c == '(') {
        break;
      }
      if (c == '/' || c == '.') {
        end = i;
      }
    }
    return end;
  }

  /**
   * Returns the initials of a name: the first character of each word, without its case, at most
   * {@link #MAX_INITIALS}. A word begins at an upper-case letter, and after a character that is
   * neither letter nor digit.
   */
  public static String initials(String name) {
    char[] initials = new char[2 * MAX_INITIALS];
    int length = 0;
    int count = 0;
    boolean inWord = false;
    for (int i = 0; i < name.length() && count < MAX_INITIALS; ) {
      int c = name.charAt(i);
      if (c >= ASCII_END) {
        c = name.codePointAt(i);
      }
      i += Character.charCount(c);
      boolean letter = Character.isLetterOrDigit(c);
      if (letter && (!inWord || Character.isUpperCase(c))) {
        length += Character.toChars(foldCase(c), initials, length);
        count++;
      }
      inWord = letter;
    }
    return new String(initials, 0, length);
  }

  /** Makes those characters one that {@link String#regionMatches} takes for the same. */
  private static int foldCase(int character) {
    return Character.toLowerCase(Character.toUpperCase(character));
  }

  /**
   * Returns whether a camel-case pattern matches a symbol: each word of the pattern begins,
   * whatever its case, the next word of the symbol's {@linkplain #shortName short name}, from its
   * first word on, or of its {@linkplain #simpleName simple name}. A pattern without words matches
   * nothing.
   */
  public static boolean matchesCamelCase(String pattern, String symbol) {
    List<String> wanted = words(pattern);
    return !wanted.isEmpty()
        && (beginWith(words(shortName(symbol)), wanted)
            || beginWith(words(simpleName(symbol)), wanted));
  }

  private static boolean beginWith(List<String> words, List<String> wanted) {
    if (words.size() < wanted.size()) {
      return false;
    }
    for (int i = 0; i < wanted.size(); i++) {
      String part = wanted.get(i);
      if (!words.get(i).regionMatches(true, 0, part, 0, part.length())) {
        return false;
      }
    }
    return true;
  }

  private static List<String> words(String name) {
    List<String> words = new ArrayList<>();
    int start = -1;
    for (int i = 0; i < name.length(); ) {
      int c = name.codePointAt(i);
      if (!Character.isLetterOrDigit(c)) {
        if (start >= 0) {
          words.add(name.substring(start, i));
        }
        start = -1;
      } else if (start < 0) {
        start = i;
      } else if (Character.isUpperCase(c)) {
        words.add(name.substring(start, i));
        start = i;
      }
      i += Character.charCount(c);
    }
    if (start >= 0) {
      words.add(name.substring(start));
    }
    return words;
  }
}
