package dev.keygraph.cli.symbol;

import dev.keygraph.graph.SymbolNames;

/**
 * Writes symbols of the Java indexer for people: {@code java.util.List#add(int, Object)} for {@code
 * java/util/List#add(ILjava/lang/Object;)V}. What is of another shape stays as it is.
 */
public final class SymbolText {
  private SymbolText() {}

  /** Returns the package, with a dot behind it, or "". */
  public static String packagePart(String symbol) {
    String packageName = SymbolNames.packageName(symbol);
    return packageName.isEmpty() ? "" : packageName.replace('/', '.') + ".";
  }

  /** Returns the type, and the member after a {@code #}. */
  public static String namePart(String symbol) {
    return SymbolNames.shortName(symbol).replace('$', '.').replaceAll("\\.(?=[0-9]|$)", "\\$");
  }

  /** Returns a method's parameters in brackets, by simple names, or "". */
  public static String parametersPart(String symbol) {
    int open = symbol.indexOf('(', Math.max(0, symbol.indexOf('#')));
    int close = symbol.indexOf(')', open);
    if (open < 0 || close < 0) {
      return "";
    }
    StringBuilder text = new StringBuilder("(");
    int at = open + 1;
    while (at < close) {
      if (text.length() > 1) {
        text.append(", ");
      }
      int dimensions = 0;
      while (at < close && symbol.charAt(at) == '[') {
        dimensions++;
        at++;
      }
      int end = symbol.charAt(at) == 'L' ? symbol.indexOf(';', at) : at;
      if (end < 0 || end > close) {
        return symbol.substring(open, close + 1);
      }
      text.append(typeName(symbol.substring(at, end + 1))).append("[]".repeat(dimensions));
      at = end + 1;
    }
    return text.append(')').toString();
  }

  /** Returns the whole. */
  public static String of(String symbol) {
    return packagePart(symbol) + namePart(symbol) + parametersPart(symbol);
  }

  private static String typeName(String descriptor) {
    return switch (descriptor) {
      case "Z" -> "boolean";
      case "B" -> "byte";
      case "C" -> "char";
      case "S" -> "short";
      case "I" -> "int";
      case "J" -> "long";
      case "F" -> "float";
      case "D" -> "double";
      default -> {
        String name = descriptor.substring(descriptor.lastIndexOf('/') + 1);
        name = name.startsWith("L") && descriptor.indexOf('/') < 0 ? name.substring(1) : name;
        name = name.endsWith(";") ? name.substring(0, name.length() - 1) : name;
        yield name.substring(name.lastIndexOf('$') + 1);
      }
    };
  }
}
