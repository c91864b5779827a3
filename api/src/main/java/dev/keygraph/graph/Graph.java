package dev.keygraph.graph;

import java.time.Duration;
import java.util.Iterator;

/**
 * An open graph store. Any number of threads may use it.
 *
 * <p>Open one with {@code dev.keygraph.KeyGraph}. Closing it tells listeners of all commits so far,
 * closes its snapshots and fails writes that still wait; a commit in progress ends first.
 */
public interface Graph extends AutoCloseable {

  /**
   * Opens a snapshot of the last commit: a few microseconds, whatever the graph's size.
   *
   * @return a snapshot that the caller closes
   * @throws dev.keygraph.kv.KvClosedException if the graph is closed
   */
  GraphSnapshot snapshot();

  /**
   * Opens a snapshot of at least {@code version}, waiting for that version if need be.
   *
   * @param version a version that a commit returned, perhaps to another thread
   * @param timeout how long to wait at most
   * @return a snapshot that the caller closes
   * @throws java.util.concurrent.TimeoutException if the version did not appear in time
   * @throws InterruptedException if the thread was interrupted while it waited
   * @throws dev.keygraph.kv.KvClosedException if the graph is closed, or closes meanwhile
   */
  GraphSnapshot snapshotAtLeast(long version, Duration timeout)
      throws java.util.concurrent.TimeoutException, InterruptedException;

  /** Returns the version of the last commit, whichever process made it; 0 for an empty store. */
  long version();

  /** Returns the writer, the same object each time; any thread may use it. */
  GraphWriter writer();

  /**
   * Imports many units: into an empty graph aside, verified, and put in place at once; into a
   * filled one as {@linkplain GraphWriter#commit commits} of whole units. Units stream through;
   * memory is bounded by {@link ImportOptions#memoryBytes()} and the dictionary of distinct symbols
   * (about their UTF-8 length and 12 bytes each). Each path comes once.
   *
   * <p>If it throws, an empty graph is still empty, and a filled one holds a prefix of the commits;
   * but an engine may fail after what it did has become visible, and then that is there: {@link
   * #version()} says so. Other writers wait until the import into an empty graph ends. O(n log n)
   * in the entries.
   *
   * @param units the units, read on the calling thread; what they are read from must not write to
   *     this graph
   * @return what was done
   * @throws IllegalArgumentException if a path comes twice
   * @throws IllegalStateException if this thread imports into an empty graph already
   */
  ImportReport importUnits(Iterator<UnitContent> units, ImportOptions options);

  /**
   * Registers a listener, which is told of every commit that changes something from now on: each
   * once, in the order of versions, without a gap; imports and fine-grained edits like all others.
   * Failed commits are not told, but those that became visible and failed all the same are. An
   * import into an empty graph is one commit.
   *
   * <p>Commits do not wait for listeners, whatever these do: they are put into a queue, and one
   * thread of the graph's own tells all listeners of one after the other. So a slow listener delays
   * the others, and what it has not heard takes memory: some 200 bytes for each changed unit, of
   * which {@link #waitingChanges()} is the number.
   *
   * <p>To follow a graph without a gap, register first, then read a snapshot, and leave out what it
   * shows already:
   *
   * <pre>{@code
   * ChangeRegistration registration = graph.addChangeListener(queue::add);
   * try (GraphSnapshot snapshot = graph.snapshot()) {
   *   cache.fill(snapshot); // a version that is registration.version() or later
   * }
   * // then, for each of the queue's changes whose version() is greater than the snapshot's:
   * cache.apply(changes);
   * }</pre>
   *
   * <p>{@link #close()} waits until listeners have heard of what was committed before it, unless a
   * listener calls it, and they can read the graph until then. A commit that another thread makes
   * meanwhile is told too, perhaps when the graph is closed. Only commits of this object are told,
   * so a graph that is open read-only tells none, also of those that another process makes
   * meanwhile: look at {@link #version()} there, and compare snapshots by {@link
   * GraphSnapshot#unitsChangedSince}.
   *
   * @return the registration, which says after which version it begins; it ends with the graph
   * @throws dev.keygraph.kv.KvClosedException if the graph is closed
   */
  ChangeRegistration addChangeListener(ChangeListener listener);

  /** Makes every commit so far durable, at any level of durability. */
  void flush();

  /** Returns the counts at the last commit, and the engine's figures. */
  GraphStatistics statistics();

  /** Returns how many edits wait for a commit; those of the one in progress do not. */
  int waitingEdits();

  /**
   * Returns of how many changed units the listeners of {@link #addChangeListener} have not heard,
   * those that they are being told of included. The log says so where it passes the limit {@code
   * keygraph.changes.warn-backlog}.
   */
  long waitingChanges();

  /**
   * Adds a listener to what commits cost, for measurements; one that is there already is told
   * twice. For what they change, see {@link #addChangeListener}.
   */
  void addCommitListener(CommitListener listener);

  /** Removes a listener to commits, once; one that is not there is no error. */
  void removeCommitListener(CommitListener listener);

  /** Returns the name of the engine that stores this graph. */
  String engineName();

  /**
   * Closes the graph and its snapshots, after listeners were told of all commits so far; a second
   * call does nothing.
   */
  @Override
  void close();
}
