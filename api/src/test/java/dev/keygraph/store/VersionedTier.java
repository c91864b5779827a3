package dev.keygraph.store;

import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.hot.HotTier;
import dev.keygraph.hot.PageChanges;
import dev.keygraph.hot.PageFamily;
import dev.keygraph.hot.PageRun;
import dev.keygraph.hot.TierProbe;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * A hot tier over an engine: a writer, readers who check all that they see, and whoever brings
 * pages and takes them away. Lincheck runs the operations against each other.
 */
public class VersionedTier {
  /** What a reader returns that sees anything but one version. */
  static final int MIXED = -1;

  static final Kinds KINDS = kinds();

  final VersionedEngine engine = new VersionedEngine();
  final HotTier tier = new HotTier(1 << 20);
  final HotVersions versions = versions();
  private int committed;

  /** Without symbols, which say nothing of versions; all that is reachable is searched. */
  @SuppressWarnings("NullAway")
  private HotVersions versions() {
    return new HotVersions(engine, tier, null, EngineVersion.state(0), KINDS);
  }

  private static Kinds kinds() {
    Kinds kinds = Kinds.read(new EngineVersion(0)).with(EdgeKind.CALLS);
    for (int i = 0; i < 20; i++) {
      kinds = kinds.with(new NodeKind("OF_VERSION_" + i));
    }
    return kinds;
  }

  /** Commits the next version and returns its number. */
  @Operation(nonParallelGroup = "writer")
  public int commit() {
    int next = committed + 1;
    versions.beginning();
    PageChanges changes = new PageChanges();
    int from = EngineVersion.FROM;
    changes.edge(from, EngineVersion.EDGE_KIND, EngineVersion.to(committed), false);
    changes.edge(from, EngineVersion.EDGE_KIND, EngineVersion.to(next), true);
    changes.node(from, EngineVersion.nodeKind(next));
    versions.prepare(EngineVersion.state(next), KINDS, changes);
    engine.show(next);
    versions.committed();
    committed = next;
    return next;
  }

  /** Prepares a commit that then fails. */
  @Operation(nonParallelGroup = "writer")
  public void fail() {
    PageChanges changes = new PageChanges();
    changes.edge(EngineVersion.FROM, EngineVersion.EDGE_KIND, EngineVersion.FROM, true);
    changes.removedNode(EngineVersion.FROM);
    versions.prepare(EngineVersion.state(committed + 1), KINDS, changes);
    versions.discard();
  }

  /** Returns the version of a snapshot, if all it says is of that version. */
  @Operation
  public int read() {
    try (GraphSnapshot snapshot = open()) {
      int version = (int) snapshot.version();
      return isOf(version, snapshot) ? version : MIXED;
    }
  }

  /** Opens a snapshot. */
  GraphSnapshot open() {
    return versions.open();
  }

  private static boolean isOf(int version, GraphSnapshot snapshot) {
    int from = EngineVersion.FROM;
    int to = EngineVersion.to(version);
    return only(to, snapshot, from, Direction.OUTGOING)
        && only(from, snapshot, to, Direction.INCOMING)
        && snapshot.kind(from).equals(KINDS.nodeKind(EngineVersion.nodeKind(version)));
  }

  private static boolean only(int neighbor, GraphSnapshot snapshot, int node, Direction direction) {
    int[] seen = {0, MIXED};
    snapshot.neighbors(
        node,
        direction,
        EdgeKinds.all(),
        (found, kind) -> {
          seen[0]++;
          seen[1] = found;
          return true;
        });
    return seen[0] == 1 && seen[1] == neighbor;
  }

  /** Takes pages away. */
  @Operation
  public void evict() {
    TierProbe.evict(tier, PageFamily.FORWARD, EngineVersion.FROM);
    TierProbe.evict(tier, PageFamily.REVERSE, EngineVersion.FIRST_TO);
    TierProbe.evict(tier, PageFamily.NODES, EngineVersion.FROM);
  }

  /** Brings pages before anybody asks for them. */
  @Operation
  public void warm() {
    try (GraphSnapshot snapshot = open()) {
      if (snapshot instanceof HotSnapshot hot) {
        for (PageFamily family : PageFamily.values()) {
          hot.warm(new PageRun(family, 0, 2, 1));
        }
      }
    }
  }

  /** Nobody works any more: what is counted is what is there. */
  @Validate
  public void checkAccounts() {
    TierProbe.checkAccounts(tier);
  }

  /** What the operations return one after the other. */
  public static final class Sequential {
    private int version;

    /** Commits. */
    public int commit() {
      return ++version;
    }

    /** Fails to commit. */
    public void fail() {}

    /** Reads. */
    public int read() {
      return version;
    }

    /** Changes nothing. */
    public void evict() {}

    /** Changes nothing. */
    public void warm() {}
  }
}
