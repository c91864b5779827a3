package dev.keygraph.store;

import dev.keygraph.graph.CommitReport;
import dev.keygraph.hot.PageChanges;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Commits the edits of waiting callers together.
 *
 * <p>A caller puts its edit into the queue, then takes the lock. While it waits for the lock,
 * whoever holds it commits what the queue holds, so that the caller may find its edit done. If not,
 * it commits the whole queue itself: all edits in one transaction.
 *
 * <p>An edit that fails must fail only its own caller. Its partial writes cannot be taken out of
 * the transaction, so the transaction is rolled back and run again without it; edits depend on
 * nothing but the transaction, so they can. Where the commit itself fails (a full disk, because of
 * one large edit), each edit is tried in a transaction of its own.
 */
final class GroupCommit {
  /** An edit and what became of it; its fields are guarded by the lock. */
  private static final class Request {
    final Consumer<Commit> edit;
    final long since = System.nanoTime();
    boolean done;
    long version;
    @Nullable Throwable failure;

    Request(Consumer<Commit> edit) {
      this.edit = edit;
    }

    void fail(Throwable cause) {
      failure = cause;
      done = true;
    }
  }

  /** Ends a transaction because of one edit. */
  private static final class EditFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final transient Request request;

    EditFailed(Request request, Throwable cause) {
      super(null, cause, false, false);
      this.request = request;
    }
  }

  /** Ends a transaction that follows a version which nobody was told of. */
  private static final class VersionMissed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    VersionMissed() {
      super("the store has a version that was not made visible", null, false, false);
    }
  }

  /** Makes commits visible, before the callers are told. */
  interface Listener {
    /** Returns the last version that is visible. */
    long version();

    /** The store may have a version that is not visible, of which nothing is known. */
    void catchUp();

    /** Returns the kinds as the last visible commit has them. */
    Kinds kinds();

    /** Returns nodes as the last visible commit has them. */
    KnownNodes knownNodes();

    /** Returns what is to be told what a commit changes that begins now, if anything. */
    @Nullable PageChanges begin();

    /**
     * A commit that changes something is about to become visible. Called within the store's write
     * work.
     */
    void prepare(Commit commit, StateRecord state, @Nullable PageChanges pageChanges);

    /**
     * The commit that was prepared is visible; does nothing if none was.
     *
     * @return whether one was
     */
    boolean committed();

    /** All is done, and those who made the commit are told next. */
    void report(CommitReport report);

    /**
     * It failed, whether it was prepared or not.
     *
     * @return whether it has become visible all the same
     */
    boolean failed();
  }

  private final KvStore store;
  private final Listener listener;
  private final Queue<Request> queue = new ConcurrentLinkedQueue<>();
  private final ReentrantLock lock = new ReentrantLock();

  GroupCommit(KvStore store, Listener listener) {
    this.store = store;
    this.listener = listener;
  }

  /**
   * Commits an edit, alone or with others.
   *
   * @return the version that holds it
   */
  long commit(Consumer<Commit> edit) {
    refuseWithinImport();
    Request request = new Request(edit);
    queue.add(request);
    lockFor(request);
    try {
      if (!request.done) {
        commitTogether(drain());
      }
    } finally {
      lock.unlock();
    }
    Throwable failure = request.failure;
    if (failure != null) {
      throw rethrow(failure);
    }
    if (!request.done) {
      throw new IllegalStateException(
          "whoever committed for this thread ended in an error: read whether the edit is there");
    }
    return request.version;
  }

  private void lockFor(Request request) {
    try {
      lock.lock();
    } catch (Error e) {
      // Whoever is told of a failure does not expect the edit in a later commit.
      queue.remove(request);
      throw e;
    }
  }

  private void refuseWithinImport() {
    if (lock.isHeldByCurrentThread()) {
      throw new IllegalStateException(
          "this thread imports into the graph and cannot write to it meanwhile; write afterwards");
    }
  }

  /** Runs {@code work} while nobody commits. */
  void exclusively(Runnable work) {
    refuseWithinImport();
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }

  private List<Request> drain() {
    List<Request> requests = new ArrayList<>();
    for (Request next = queue.peek(); next != null; next = queue.peek()) {
      requests.add(next);
      queue.remove();
    }
    return requests;
  }

  private void commitTogether(List<Request> requests) {
    while (!requests.isEmpty()) {
      try {
        run(requests);
        return;
      } catch (EditFailed e) {
        e.request.fail(e.getCause() == null ? e : e.getCause());
        requests.remove(e.request);
      } catch (KvException e) {
        commitEach(requests, e);
        return;
      } catch (RuntimeException | Error e) {
        failAll(requests, e);
        throw e;
      }
    }
  }

  /** By a plain loop: this may be the end of the stack. */
  private static void failAll(List<Request> requests, Throwable failure) {
    for (Request request : requests) {
      request.fail(failure);
    }
  }

  private void commitEach(List<Request> requests, KvException together) {
    if (requests.size() == 1) {
      requests.get(0).fail(together);
      return;
    }
    for (Request request : requests) {
      try {
        run(List.of(request));
      } catch (EditFailed e) {
        request.fail(e.getCause() == null ? e : e.getCause());
      } catch (RuntimeException | Error e) {
        request.fail(e);
      }
    }
  }

  /** Returns how many edits wait. */
  int waiting() {
    return queue.size();
  }

  private void run(List<Request> requests) {
    long start = System.nanoTime();
    CommitEvent event = new CommitEvent();
    event.begin();
    long version;
    try {
      version = writeAfterTheLast(requests);
    } catch (RuntimeException | Error e) {
      if (!hasFailed(e)) {
        // It is there, whatever the engine says: no edit is to be made twice.
        failAll(requests, e);
        return;
      }
      throw e;
    }
    boolean visible = listener.committed();
    for (Request request : requests) {
      request.version = version;
      request.done = true;
    }
    if (visible) {
      report(requests, version, start, event);
    }
  }

  private long writeAfterTheLast(List<Request> requests) {
    try {
      return write(requests, listener.begin());
    } catch (VersionMissed e) {
      listener.catchUp();
      return write(requests, listener.begin());
    }
  }

  private boolean hasFailed(Throwable failure) {
    try {
      return !listener.failed();
    } catch (RuntimeException | Error e) {
      failure.addSuppressed(e);
      return true;
    }
  }

  private void report(List<Request> requests, long version, long start, CommitEvent event) {
    event.end();
    long end = System.nanoTime();
    long waited = 0;
    for (Request request : requests) {
      waited = Math.max(waited, start - request.since);
    }
    if (event.shouldCommit()) {
      event.version = version;
      event.edits = requests.size();
      event.waited = waited;
      event.commit();
    }
    listener.report(
        new CommitReport(
            version, requests.size(), Duration.ofNanos(waited), Duration.ofNanos(end - start)));
  }

  /** Returns the version that holds the edits. */
  private long write(List<Request> requests, @Nullable PageChanges pageChanges) {
    Kinds kinds = listener.kinds();
    KnownNodes knownNodes = listener.knownNodes();
    return store.write(
        transaction -> {
          Commit commit = new Commit(transaction, kinds, knownNodes, pageChanges);
          if (commit.versionBefore() != listener.version()) {
            // Kinds and pages are those of another version.
            throw new VersionMissed();
          }
          for (Request request : requests) {
            try {
              request.edit.accept(commit);
            } catch (RuntimeException | Error e) {
              throw new EditFailed(request, e);
            }
          }
          StateRecord state = commit.finish();
          if (state == null) {
            return commit.versionBefore();
          }
          listener.prepare(commit, state, pageChanges);
          return state.version();
        });
  }

  /** Throws a failure of an edit to its caller, whose stack it then shows too. */
  private static RuntimeException rethrow(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }
}
