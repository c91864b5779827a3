package dev.keygraph.store;

import dev.keygraph.encoding.Keys;
import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.ContentHash;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitChanges;
import dev.keygraph.graph.UnitConflictException;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.graph.UnitInfo;
import dev.keygraph.hot.PageChanges;
import dev.keygraph.kv.KvTransaction;
import dev.keygraph.kv.ScanDirection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One commit being made: applies changes of units to a write transaction, as differences to what
 * the units say now.
 */
final class Commit {
  private final CommitState state;
  private final NodeTable nodes;
  private final EdgeTable edges;
  private final ChangedUnits changedUnits = new ChangedUnits();

  /**
   * A commit without changes.
   *
   * @param kinds those of the version that it begins with
   * @param knownNodes nodes of that version
   * @param pageChanges is told what changes of what the hot tier holds, if there is one
   */
  Commit(
      KvTransaction transaction,
      Kinds kinds,
      KnownNodes knownNodes,
      @Nullable PageChanges pageChanges) {
    state = new CommitState(transaction, kinds, knownNodes, pageChanges);
    nodes = new NodeTable(state);
    edges = new EdgeTable(state, nodes);
  }

  /** Returns the kinds, those included that this commit adds. */
  Kinds kinds() {
    return state.kinds;
  }

  /** Returns the version that the graph has without this commit. */
  long versionBefore() {
    return state.version;
  }

  /** Passes on what this commit, which is visible, left of the nodes that it touched. */
  void teach(KnownNodes known) {
    nodes.teach(known);
  }

  /** Returns the units that this commit changes. */
  ChangedUnits changedUnits() {
    return changedUnits;
  }

  /** Returns the content of a unit as this commit has it so far, or {@code null}. */
  @Nullable UnitContent content(String path) {
    UnitRecord unit = find(path);
    return unit == null
        ? null
        : UnitStore.decode(unit.info(), UnitStore.pieces(state.transaction, unit.id()));
  }

  /**
   * Applies changes, all or none: expectations are checked before anything is written.
   *
   * @throws UnitConflictException if an expectation fails
   */
  void apply(UnitChanges changes) {
    checkExpectations(changes);
    for (UnitChanges.Change change : changes.changes()) {
      if (change instanceof UnitChanges.Replace replace) {
        replace(replace.unit());
      } else {
        remove(change.path());
      }
    }
    Set<String> retained = changes.retained();
    if (retained != null) {
      removeOthers(retained);
    }
  }

  private void checkExpectations(UnitChanges changes) {
    Map<String, @Nullable ContentHash> hashes = new HashMap<>();
    for (UnitChanges.Change change : changes.changes()) {
      if (change instanceof UnitChanges.Replace replace) {
        if (replace.checked()) {
          ContentHash actual =
              hashes.containsKey(change.path())
                  ? hashes.get(change.path())
                  : storedHash(change.path());
          if (!Objects.equals(replace.expected(), actual)) {
            throw new UnitConflictException(change.path(), replace.expected(), actual);
          }
        }
        hashes.put(change.path(), replace.unit().hash());
      } else {
        hashes.put(change.path(), null);
      }
    }
  }

  /** Returns a unit whose content is about to be read, or {@code null}. */
  private @Nullable UnitRecord find(String path) {
    UnitRecord unit = UnitStore.find(state.transaction, path);
    if (unit != null) {
      UnitStore.checkPath(state.transaction, unit);
    }
    return unit;
  }

  private @Nullable ContentHash storedHash(String path) {
    UnitRecord unit = UnitStore.find(state.transaction, path);
    return unit == null ? null : unit.info().hash();
  }

  private void removeOthers(Set<String> retained) {
    List<String> gone = new ArrayList<>();
    byte[] lower = Keys.tag(Keys.UNIT);
    state.transaction.scan(
        lower,
        Keys.behind(lower),
        ScanDirection.FORWARD,
        (key, value) -> {
          String path = UnitRecord.decode(key.toByteArray(), value.toByteArray()).info().path();
          if (!retained.contains(path)) {
            gone.add(path);
          }
          return true;
        });
    gone.forEach(this::remove);
  }

  private void replace(UnitContent unit) {
    String path = unit.path();
    UnitRecord before = find(path);
    int id = before == null ? state.newUnit(path) : before.id();
    EncodedUnit encoded = EncodedUnit.of(unit);
    Map<byte[], byte[]> piecesBefore =
        before == null ? Map.of() : UnitStore.pieces(state.transaction, id);
    Map<byte[], byte[]> pieces = UnitStore.toPieces(id, encoded.chunks());
    boolean differs = writePieces(piecesBefore, pieces);
    if (differs) {
      UnitDifference.compute(
          path,
          before == null ? null : UnitStore.decode(before.info(), piecesBefore),
          unit,
          new UnitSink(id));
    }
    UnitRecord after =
        new UnitRecord(
            id,
            new UnitInfo(
                path,
                unit.hash(),
                unit.definitionCount(),
                unit.edgeCount(),
                encoded.contentBytes()));
    boolean other = !after.equals(before);
    if (other) {
      state.put(UnitRecord.key(path), after.encode());
    }
    if (other || differs) {
      changedUnits.note(before == null ? null : before.info(), after.info());
    }
  }

  /** Writes the pieces that are new or changed, and removes those that are gone. */
  private boolean writePieces(Map<byte[], byte[]> before, Map<byte[], byte[]> after) {
    boolean differs = false;
    for (Map.Entry<byte[], byte[]> piece : after.entrySet()) {
      byte[] old = before.get(piece.getKey());
      if (!Arrays.equals(old, piece.getValue())) {
        state.put(piece.getKey(), piece.getValue());
        differs = true;
      }
    }
    for (byte[] key : before.keySet()) {
      if (!after.containsKey(key)) {
        state.delete(key);
        differs = true;
      }
    }
    return differs;
  }

  private void remove(String path) {
    UnitRecord before = find(path);
    if (before == null) {
      return;
    }
    Map<byte[], byte[]> pieces = UnitStore.pieces(state.transaction, before.id());
    UnitDifference.compute(
        path, UnitStore.decode(before.info(), pieces), null, new UnitSink(before.id()));
    pieces.keySet().forEach(state::delete);
    state.delete(UnitRecord.key(path));
    state.delete(Keys.id(Keys.UNIT_PATH, before.id()));
    state.units--;
    changedUnits.note(before.info(), null);
  }

  /**
   * Writes what is left to write.
   *
   * @return the counters after the commit, or {@code null} if it changes nothing
   */
  @Nullable StateRecord finish() {
    nodes.finish();
    return state.isChanged() ? state.finish() : null;
  }

  /** Applies the differences of one unit. */
  private final class UnitSink implements UnitDifference.Sink {
    private final int unit;

    UnitSink(int unit) {
      this.unit = unit;
    }

    @Override
    public void define(String symbol, NodeKind kind, Attributes attributes) {
      nodes.define(unit, symbol, kind, attributes);
    }

    @Override
    public void undefine(String symbol) {
      nodes.undefine(unit, symbol);
    }

    @Override
    public void state(String from, EdgeKind kind, String to, Attributes attributes) {
      edges.state(unit, from, kind, to, attributes);
    }

    @Override
    public void retract(String from, EdgeKind kind, String to) {
      edges.retract(unit, from, kind, to);
    }
  }
}
