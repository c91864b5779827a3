package dev.keygraph.store;

import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.GraphWriter;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitChanges;
import dev.keygraph.graph.UnitContent;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Turns calls into edits for the {@link GroupCommit}. */
final class StoredWriter implements GraphWriter {
  private final StoredGraph graph;

  StoredWriter(StoredGraph graph) {
    this.graph = graph;
  }

  @Override
  public long commit(UnitChanges changes) {
    Objects.requireNonNull(changes, "changes");
    return graph.commit(commit -> commit.apply(changes));
  }

  @Override
  public long putNode(
      @Nullable String unitPath, String symbol, NodeKind kind, Attributes attributes) {
    // Built here too, so that what cannot be stored is refused before it is queued.
    UnitContent.builder("").define(symbol, kind, attributes);
    return edit(
        unitPath, symbol, unit -> unit.removeDefinition(symbol).define(symbol, kind, attributes));
  }

  @Override
  public long removeNode(@Nullable String unitPath, String symbol) {
    return edit(unitPath, symbol, unit -> unit.removeDefinition(symbol).removeEdgesFrom(symbol));
  }

  @Override
  public long putEdge(
      @Nullable String unitPath, String from, EdgeKind kind, String to, Attributes attributes) {
    UnitContent.builder("").edge(from, kind, to, attributes);
    return edit(
        unitPath, from, unit -> unit.removeEdge(from, kind, to).edge(from, kind, to, attributes));
  }

  @Override
  public long removeEdge(@Nullable String unitPath, String from, EdgeKind kind, String to) {
    return edit(unitPath, from, unit -> unit.removeEdge(from, kind, to));
  }

  private long edit(
      @Nullable String unitPath, String symbol, UnaryOperator<UnitContent.Builder> change) {
    String path = unitPath == null ? UnitContent.implicitPath(symbol) : unitPath;
    return graph.commit(
        commit -> {
          UnitContent before = commit.content(path);
          UnitContent.Builder unit =
              change.apply(before == null ? UnitContent.builder(path) : before.toBuilder());
          if (before != null && saysTheSame(before, unit.build())) {
            return;
          }
          if (unit.isEmpty()) {
            commit.apply(UnitChanges.builder().remove(path).build());
          } else {
            commit.apply(UnitChanges.builder().replace(unit.build()).build());
          }
        });
  }

  /** An edit without effect leaves the unit its hash, which an edited one would lose. */
  private static boolean saysTheSame(UnitContent before, UnitContent after) {
    return before.toBuilder().build().equals(after);
  }
}
