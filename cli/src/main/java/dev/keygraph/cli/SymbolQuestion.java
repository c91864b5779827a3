package dev.keygraph.cli;

import dev.keygraph.cli.symbol.Resolution;
import dev.keygraph.cli.symbol.SymbolResolver;
import dev.keygraph.cli.terminal.Style;
import dev.keygraph.cli.terminal.Table;
import dev.keygraph.cli.terminal.Text;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NodeKind;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/** Finds the nodes that a question is about, and says so where it cannot. */
final class SymbolQuestion {
  private static final int MAX_SHOWN = 25;

  private final QuestionCommand command;
  private final GraphSnapshot snapshot;
  private final NodeText text;

  SymbolQuestion(QuestionCommand command, GraphSnapshot snapshot) {
    this.command = command;
    this.snapshot = snapshot;
    this.text = new NodeText(snapshot);
  }

  /** Returns whether a node can be called. */
  IntPredicate functions() {
    return node -> isFunction(snapshot.symbol(node), snapshot.kind(node));
  }

  /** Returns whether a node can be implemented, extended or overridden. */
  IntPredicate typesAndMethods() {
    IntPredicate isFunction = functions();
    return node -> {
      NodeKind kind = snapshot.kind(node);
      return kind.equals(NodeKind.TRAIT) || kind.equals(NodeKind.STRUCT) || isFunction.test(node);
    };
  }

  /** Accepts any node. */
  static IntPredicate anything() {
    return node -> true;
  }

  /**
   * Finds a node, or says why there is none.
   *
   * @param wanted what can be meant
   */
  OptionalInt find(String symbol, IntPredicate wanted) {
    Resolution resolution = new SymbolResolver(snapshot, command.time()).resolve(symbol, wanted);
    if (command.time().isOver()) {
      tellNotFound(symbol);
      return OptionalInt.empty();
    }
    if (resolution instanceof Resolution.Found found) {
      return OptionalInt.of(found.node());
    }
    if (resolution instanceof Resolution.Ambiguous ambiguous) {
      tell(symbol, symbol + " can mean several things", "Which one?", ambiguous.nodes());
    } else {
      tellNotFound(symbol);
    }
    return OptionalInt.empty();
  }

  /** Says that there is nothing of this name, and what is near; or that there was no time. */
  void tellNotFound(String symbol) {
    if (command.time().isOver()) {
      String problem = "the search for " + symbol + " was ended after " + command.timeText();
      tell(symbol, problem + " (--timeout)", "", List.of());
      return;
    }
    List<Integer> near = new SymbolResolver(snapshot, command.time()).suggestions(symbol);
    tell(symbol, "there is no " + symbol + " in this graph", "Did you mean?", near);
  }

  private void tell(String symbol, String problem, String question, List<Integer> candidates) {
    if (command.json()) {
      command.document(
          json -> {
            json.field("error", problem).field("symbol", symbol);
            text.writeAll(json, "candidates", candidates);
          });
      return;
    }
    command.printer().message(Text.of("keygraph: ", Style.RED).plus(problem));
    if (candidates.isEmpty()) {
      return;
    }
    command.printer().message(Text.of(question, Style.YELLOW));
    Table table = new Table();
    candidates.stream()
        .limit(MAX_SHOWN)
        .forEach(node -> table.row(text.kind(node), text.name(node), text.place(node)));
    command.printer().messages(table);
    if (candidates.size() > MAX_SHOWN) {
      command.printer().message(Text.of("  … and " + (candidates.size() - MAX_SHOWN) + " more"));
    }
  }

  private static boolean isFunction(String symbol, NodeKind kind) {
    return kind.equals(NodeKind.FUNCTION)
        || (kind.equals(NodeKind.UNRESOLVED) && symbol.indexOf('(') > 0);
  }
}
