package dev.keygraph.conformance.graph;

import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One step of a random history: complete in itself, so that others can be left out. */
sealed interface Step {

  /** What a replacement expects of the unit before. */
  enum Expectation {
    /** Nothing. */
    ANY,
    /** What the unit holds, which is right. */
    RIGHT,
    /** A hash that no unit has. */
    WRONG,
    /** No unit, right or wrong. */
    ABSENT
  }

  /** A change of a unit; {@code unit} is {@code null} where it is removed. */
  record Change(String path, @Nullable UnitContent unit, Expectation expectation) {
    @Override
    public String toString() {
      return unit == null ? "remove " + CodePoints.show(path) : expectation + " " + show(unit);
    }
  }

  /** A commit of several changes. */
  record Commit(List<Change> changes, @Nullable Set<String> retained) implements Step {
    @Override
    public String toString() {
      return "commit "
          + changes
          + (retained == null
              ? ""
              : " retain " + retained.stream().map(CodePoints::show).collect(Collectors.toList()));
    }
  }

  /** {@code putNode}. */
  record PutNode(@Nullable String path, String symbol, NodeKind kind, Attributes attributes)
      implements Step {
    @Override
    public String toString() {
      return "putNode " + unit(path) + CodePoints.show(symbol) + " " + kind + " " + attributes;
    }
  }

  /** {@code removeNode}. */
  record RemoveNode(@Nullable String path, String symbol) implements Step {
    @Override
    public String toString() {
      return "removeNode " + unit(path) + CodePoints.show(symbol);
    }
  }

  /** {@code putEdge}. */
  record PutEdge(
      @Nullable String path, String from, EdgeKind kind, String to, Attributes attributes)
      implements Step {
    @Override
    public String toString() {
      return "putEdge " + unit(path) + new SymbolEdge(from, kind, to) + " " + attributes;
    }
  }

  /** {@code removeEdge}. */
  record RemoveEdge(@Nullable String path, String from, EdgeKind kind, String to) implements Step {
    @Override
    public String toString() {
      return "removeEdge " + unit(path) + new SymbolEdge(from, kind, to);
    }
  }

  /** {@code importUnits}. */
  record Import(List<UnitContent> units) implements Step {
    @Override
    public String toString() {
      return "import " + units.stream().map(Step::show).toList();
    }
  }

  /** The graph is closed and opened, where the engine keeps what it has. */
  record Reopen() implements Step {}

  /** A snapshot is opened and held. */
  record Hold() implements Step {}

  /** The snapshot that was held longest is checked and closed. */
  record Release() implements Step {}

  private static String unit(@Nullable String path) {
    return path == null ? "" : "in " + CodePoints.show(path) + ": ";
  }

  private static String show(UnitContent unit) {
    StringBuilder text = new StringBuilder(CodePoints.show(unit.path())).append(" {");
    for (int i = 0; i < unit.definitionCount(); i++) {
      text.append(CodePoints.show(unit.definitionSymbol(i)))
          .append(' ')
          .append(unit.definitionKind(i))
          .append(' ')
          .append(unit.definitionAttributes(i))
          .append("; ");
    }
    for (int i = 0; i < unit.edgeCount(); i++) {
      text.append(new SymbolEdge(unit.edgeFrom(i), unit.edgeKind(i), unit.edgeTo(i)))
          .append(' ')
          .append(unit.edgeAttributes(i))
          .append("; ");
    }
    return text.append('}').toString();
  }
}
