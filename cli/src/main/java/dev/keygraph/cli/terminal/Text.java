package dev.keygraph.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** A line of styled pieces. Immutable. */
public final class Text {
  private static final Text EMPTY = new Text(List.of());

  private final List<Piece> pieces;

  private record Piece(String text, Style style) {}

  private Text(List<Piece> pieces) {
    this.pieces = pieces;
  }

  /** No text. */
  public static Text empty() {
    return EMPTY;
  }

  /** Text as it is. */
  public static Text of(String text) {
    return of(text, Style.PLAIN);
  }

  /** Text in a style. */
  public static Text of(String text, Style style) {
    return EMPTY.plus(text, style);
  }

  /** Returns this followed by more. */
  public Text plus(String text) {
    return plus(text, Style.PLAIN);
  }

  /** Returns this followed by more, in a style. */
  public Text plus(String text, Style style) {
    List<Piece> more = new ArrayList<>(pieces);
    more.add(new Piece(printable(text), style));
    return new Text(more);
  }

  /** Returns this followed by another. */
  public Text plus(Text other) {
    List<Piece> more = new ArrayList<>(pieces);
    more.addAll(other.pieces);
    return new Text(more);
  }

  /** Returns the number of columns that it takes. */
  int width() {
    int width = 0;
    for (Piece piece : pieces) {
      width += piece.text.codePointCount(0, piece.text.length());
    }
    return width;
  }

  /** Returns what to print. */
  String render(boolean colored) {
    StringBuilder line = new StringBuilder();
    for (Piece piece : pieces) {
      line.append(colored ? piece.style.paint(piece.text) : piece.text);
    }
    return line.toString();
  }

  @Override
  public String toString() {
    return render(false);
  }

  /** Symbols are any text, and some text would steer the terminal. */
  private static String printable(String text) {
    if (text.codePoints().noneMatch(Text::isUnprintable)) {
      return text;
    }
    StringBuilder printable = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (isUnprintable(c)) {
                printable.append(String.format("\\u%04x", c));
              } else {
                printable.appendCodePoint(c);
              }
            });
    return printable.toString();
  }

  private static boolean isUnprintable(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL || type == Character.SURROGATE || type == Character.FORMAT;
  }
}
