package dev.keygraph.cli.terminal;

import java.util.List;

/** Prints results for people. */
public final class Printer {
  private static final String INDENT = "  ";

  private final Terminal terminal;
  private final boolean colored;
  private final boolean coloredMessages;

  /** Prints to a terminal, with colours or without. */
  public Printer(Terminal terminal, ColorMode mode) {
    this.terminal = terminal;
    this.colored = terminal.isColored(mode);
    this.coloredMessages = terminal.hasColoredMessages(mode);
  }

  /** Prints a line. */
  public void line(Text text) {
    terminal.out().println(text.render(colored));
  }

  /** Prints an empty line. */
  public void line() {
    terminal.out().println();
  }

  /** Prints a line among the messages. */
  public void message(Text text) {
    terminal.err().println(text.render(coloredMessages));
    terminal.err().flush();
  }

  /** Prints an indented table. */
  public void table(Table table) {
    for (Text row : table.rows()) {
      line(Text.of(INDENT).plus(row));
    }
  }

  /** Prints an indented table among the messages. */
  public void messages(Table table) {
    for (Text row : table.rows()) {
      message(Text.of(INDENT).plus(row));
    }
  }

  /** Prints a tree; the root begins at the left. */
  public void tree(Tree tree) {
    line(tree.label());
    children(tree.children(), "");
  }

  private void children(List<Tree> children, String indent) {
    boolean unicode = terminal.isUnicode();
    for (int i = 0; i < children.size(); i++) {
      boolean last = i == children.size() - 1;
      String branch = last ? (unicode ? "└─ " : "`- ") : (unicode ? "├─ " : "|- ");
      String below = last ? "   " : (unicode ? "│  " : "|  ");
      Tree child = children.get(i);
      line(Text.of(indent + branch, Style.DIM).plus(child.label()));
      children(child.children(), indent + below);
    }
  }
}
