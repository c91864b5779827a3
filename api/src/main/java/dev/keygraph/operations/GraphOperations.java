package dev.keygraph.operations;

import dev.keygraph.graph.Graph;
import dev.keygraph.graph.ImportOptions;
import dev.keygraph.graph.ImportProgress;
import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvProgress;
import dev.keygraph.kv.KvStore;
import dev.keygraph.store.SalvagedUnits;
import dev.keygraph.store.StoreVerifier;
import dev.keygraph.store.StoredGraph;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operations on one open graph. Immutable; any thread may use it, for as long as the graph is
 * open. Readers and writers may go on meanwhile.
 *
 * <pre>{@code
 * VerifyReport report = GraphOperations.of(graph).verify();
 * report.findings().forEach(finding -> log.warn("{}", finding));
 * }</pre>
 */
public final class GraphOperations {
  private static final long LEAST_MEMORY = 1 << 20;
  private static final Logger LOG = LoggerFactory.getLogger(GraphOperations.class);
  private static final int LISTED = 20;

  private final KvStore store;
  private final KvProgress progress;
  private final int listed;

  /** Has the graph close the snapshots that it keeps for its next readers. */
  private final Runnable letGo;

  private GraphOperations(KvStore store, KvProgress progress, int listed, Runnable letGo) {
    this.store = store;
    this.progress = progress;
    this.listed = listed;
    this.letGo = letGo;
  }

  /**
   * Returns the operations on a graph.
   *
   * @param graph one that {@code dev.keygraph.KeyGraph} opened
   */
  public static GraphOperations of(Graph graph) {
    if (graph instanceof StoredGraph stored) {
      return new GraphOperations(stored.store(), KvProgress.SILENT, LISTED, stored::letGo);
    }
    throw new IllegalArgumentException("this graph is in no store: " + graph.getClass().getName());
  }

  /** Returns the operations on the graph in a store, which may be too damaged to open as one. */
  public static GraphOperations of(KvStore store) {
    return new GraphOperations(store, KvProgress.SILENT, LISTED, () -> {});
  }

  /** Returns the same operations, which tell {@code listener} how far they are. */
  public GraphOperations withProgress(KvProgress listener) {
    return new GraphOperations(store, listener, listed, letGo);
  }

  /**
   * Returns the same operations, which list up to {@code most} findings of each part of the store,
   * and not 20; those that are listed are kept in memory. All are counted in any case.
   *
   * @param most 1 or more
   * @throws IllegalArgumentException if it is less
   */
  public GraphOperations withListed(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("at least one finding of each part is listed: " + most);
    }
    return new GraphOperations(store, progress, most, letGo);
  }

  /**
   * Verifies the last commit: all entries of the store are worked out from its units, and compared
   * with those that it has. Finds every entry that is missing, left over or different, content
   * whose checksum is wrong, and what the engine cannot read; the identity of a unit's source
   * ({@code UnitInfo.hash()}) is the one thing that nothing else says, so that it is taken as it
   * is. Where damage could end the process, all pages are looked at first, and what is wrong with
   * them are the only findings.
   *
   * <p>O(n log n) in the entries, on all processors. Memory is a quarter of the heap at most for
   * what is sorted (more is sorted in temporary files), and the distinct symbols and unit paths.
   *
   * @throws dev.keygraph.kv.KvWrongFormatException if the graph has another format
   * @throws dev.keygraph.kv.KvClosedException if the store is or was closed
   */
  public VerifyReport verify() {
    long start = System.nanoTime();
    Findings findings = new Findings(listed);
    StoreVerifier.Counts counts = verify(findings);
    return new VerifyReport(
        counts.version(),
        counts.units(),
        counts.nodes(),
        counts.edges(),
        counts.entries(),
        findings.counts(),
        findings.listed(),
        since(start));
  }

  /** What is not safe to read is not read. */
  private StoreVerifier.Counts verify(Findings findings) {
    try {
      check();
    } catch (KvCorruptedException e) {
      findings.add(
          "store",
          store.directory().toString(),
          Objects.requireNonNullElse(e.getMessage(), e.toString()));
      addPlaces(findings);
      return new StoreVerifier.Counts(0, 0, 0, 0, 0);
    }
    return StoreVerifier.verify(store, sortingMemory(), findings::add, progress);
  }

  /** Adds all damaged places of the files, where the first one was found. */
  private void addPlaces(Findings findings) {
    try {
      store.salvage(SalvagedUnits.places(findings::add)).close();
    } catch (KvCorruptedException e) {
      LOG.debug("nothing more can be read of the damaged store {}", store.directory(), e);
    }
  }

  private void check() {
    progress.update("checking", 0, -1, "pages");
    store.check();
  }

  /**
   * Repairs: imports all units that can be read into another graph, which makes everything that is
   * derived from them anew. This store is not changed. Units keep their paths, hashes and contents;
   * ids and the version begin anew. Bounds are those of {@link Graph#importUnits}.
   *
   * <p>Where damage could end the process, the engine's library is not used, and what is damaged is
   * passed over.
   *
   * @param target an empty graph in a store of its own, of any engine
   * @return what was kept and what was lost
   * @throws KvException if the target is not empty; it is not changed then
   * @throws KvCorruptedException if nothing in the store can be read; the target is not changed
   */
  public RepairReport repairInto(Graph target) {
    long start = System.nanoTime();
    if (target.version() != 0) {
      throw new KvException(
          "a repair needs an empty target, and this one holds a graph of version "
              + target.version()
              + "; choose a new directory");
    }
    progress.update("checking", 0, -1, "pages");
    Findings findings = new Findings(listed);
    try (SalvagedUnits units = new SalvagedUnits(store, findings::add)) {
      ImportOptions options = ImportOptions.defaults().withProgress(this::update);
      long kept = target.importUnits(units, options).units();
      Map<String, Long> counts = findings.counts();
      return new RepairReport(
          kept,
          units.lost(),
          counts.getOrDefault(SalvagedUnits.PLACES, 0L),
          counts,
          findings.listed(),
          since(start));
    }
  }

  /**
   * Backs the last commit up to a directory, which is a store of its own afterwards. It is opened
   * once, to see that it can be, and its files are hashed; the manifest comes last.
   *
   * @param target does not exist, or is an empty directory
   * @throws dev.keygraph.kv.KvUnsupportedException if the engine cannot
   * @throws dev.keygraph.kv.KvIoException if the target is not empty, or the file system fails;
   *     nothing is left there
   */
  public BackupManifest backup(Path target) {
    return Backups.write(store, target, progress);
  }

  /**
   * Backs the last commit up to a stream, which is not closed. A copy is made beside the store's
   * files first, and deleted afterwards.
   *
   * @throws dev.keygraph.kv.KvUnsupportedException if the engine cannot
   * @throws dev.keygraph.kv.KvIoException if the file system or the stream fails
   */
  public BackupManifest backup(OutputStream stream) {
    return Backups.write(store, stream, progress);
  }

  /**
   * Backs the last commit up to a new file, which holds what the stream would. It has its name when
   * it is complete and safe from a power loss; until then the name has {@code .part} behind it.
   *
   * @param file does not exist; its directory does
   * @throws dev.keygraph.kv.KvUnsupportedException if the engine cannot
   * @throws dev.keygraph.kv.KvIoException if there is such a file, or the file system fails; no
   *     file of that name is left then, but where only the last sync failed
   */
  public BackupManifest backupFile(Path file) {
    return Backups.writeFile(store, file, progress);
  }

  /**
   * Gives space back to the file system, in place or by a copy in a fresh generation; see {@link
   * KvStore#compact()}. Commits wait meanwhile, readers go on.
   *
   * @return the sizes before and after
   * @throws dev.keygraph.kv.KvUnsupportedException if the engine keeps nothing on disk
   * @throws dev.keygraph.kv.KvReadOnlyException if the graph was opened read-only
   */
  public CompactionReport compact() {
    long start = System.nanoTime();
    store.flush();
    long before = store.statistics().bytesOnDisk();
    progress.update("compacting", 0, -1, "bytes");
    letGo.run();
    store.compact();
    // Readers that ended meanwhile stand by with what they read.
    letGo.run();
    return new CompactionReport(before, store.statistics().bytesOnDisk(), since(start));
  }

  private void update(ImportProgress.Phase phase, long done, long total) {
    switch (phase) {
      case UNITS -> progress.update("reading", done, total, "units");
      case SORT -> progress.update("sorting", done, total, "entries");
      case LOAD -> progress.update("loading", done, total, "entries");
      case VERIFY -> progress.update("verifying", done, total, "entries");
    }
  }

  private static long sortingMemory() {
    return Math.max(LEAST_MEMORY, Runtime.getRuntime().maxMemory() / 4);
  }

  private static Duration since(long startNanos) {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }
}
