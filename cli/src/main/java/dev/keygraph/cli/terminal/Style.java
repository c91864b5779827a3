package dev.keygraph.cli.terminal;

/** How a piece of text looks where colours are shown, as an ANSI (ECMA-48) attribute. */
public enum Style {
  /** As it is. */
  PLAIN(""),
  /** What matters most. */
  BOLD("1"),
  /** What matters less. */
  DIM("2"),
  /** Something is wrong. */
  RED("31"),
  /** Something is as it should be. */
  GREEN("32"),
  /** A warning, or a number to see. */
  YELLOW("33"),
  /** A kind of edge. */
  MAGENTA("35"),
  /** A kind of node. */
  CYAN("36");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  /** Returns {@code text} in this style. */
  String paint(String text) {
    return code.isEmpty() || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
