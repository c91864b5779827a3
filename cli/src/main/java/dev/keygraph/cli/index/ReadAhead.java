package dev.keygraph.cli.index;

import dev.keygraph.graph.ContentHash;
import dev.keygraph.graph.UnitContent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.objectweb.asm.ClassReader;

/**
 * Reads class files on one thread and parses them on others, ahead of the thread that takes the
 * outcomes, which come in the order of the files. How far ahead is bounded, in files and in bytes.
 */
final class ReadAhead implements AutoCloseable {
  private static final int MAX_FILES = 512;

  /** Permits are KiB; a larger class file takes them all. */
  private static final int MAX_KIBIBYTES = 2 * (ClassFiles.DEFAULT_MAX_BYTES >> 10);

  /** A unit that takes more memory than this for each byte of its file does not wait in memory. */
  private static final int EXPECTED_GROWTH = 8;

  private static final int ANY_UNIT_BYTES = 64 << 10;
  private static final int STATEMENT_BYTES = 64;

  private final Map<String, ContentHash> known;
  private final BlockingQueue<Pending> outcomes = new ArrayBlockingQueue<>(MAX_FILES);
  private final Semaphore memory = new Semaphore(MAX_KIBIBYTES);
  private final List<String> multiRelease = new CopyOnWriteArrayList<>();
  private final ExecutorService parsers;
  private final ExecutorService reader;

  /**
   * Begins to read.
   *
   * @param known the hashes of the units that the graph holds; not changed meanwhile
   */
  ReadAhead(List<ClassFiles> sources, Map<String, ContentHash> known) {
    this.known = known;
    parsers =
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(), daemons("keygraph-parse"));
    reader = Executors.newSingleThreadExecutor(daemons("keygraph-read"));
    reader.execute(() -> readAll(sources));
  }

  /** Waits for the next outcome; after the {@linkplain Outcome.End end} there is none. */
  Outcome next() {
    try {
      Pending pending = outcomes.take();
      Outcome outcome = pending.outcome.get().get();
      memory.release(pending.kibibytes);
      return outcome;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    } catch (ExecutionException e) {
      // What ends the thread that reads, such as too little memory, ends the run as if met here.
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("reading class files failed", e.getCause());
    }
  }

  /** Returns the multi-release jars, complete at the end. */
  List<String> multiRelease() {
    return List.copyOf(multiRelease);
  }

  @Override
  public void close() {
    reader.shutdownNow();
    parsers.shutdownNow();
  }

  private void readAll(List<ClassFiles> sources) {
    try {
      try {
        for (ClassFiles source : sources) {
          source.read(new Parsing());
        }
        outcomes.put(Pending.done(new Outcome.End()));
      } catch (RuntimeException | Error e) {
        outcomes.put(new Pending(CompletableFuture.failedFuture(e), 0));
      }
    } catch (InterruptedException e) {
      // Closed early: nobody takes outcomes any more.
      Thread.currentThread().interrupt();
    }
  }

  /** What a few bytes blew up is parsed again when it is its turn: one such unit at a time. */
  private Supplier<Outcome> parseAhead(String path, byte[] bytes) {
    Outcome outcome = parse(path, bytes);
    boolean waits = !(outcome instanceof Outcome.Read read) || isInProportion(read);
    return waits ? () -> outcome : () -> parse(path, bytes);
  }

  private static boolean isInProportion(Outcome.Read read) {
    UnitContent unit = read.content();
    if (unit == null) {
      return true;
    }
    long bytes = (long) STATEMENT_BYTES * (unit.definitionCount() + unit.edgeCount());
    for (int rank = 0; rank < unit.symbolCount(); rank++) {
      bytes += unit.symbol(rank).length();
    }
    return bytes <= ANY_UNIT_BYTES + (long) EXPECTED_GROWTH * read.bytes();
  }

  private Outcome parse(String path, byte[] bytes) {
    try {
      ContentHash hash = ContentHash.of(bytes);
      ClassReader opened = ClassUnits.open(bytes);
      String name = ClassUnits.definedName(opened);
      ContentHash before = known.get(path);
      boolean same = before != null && before.equals(hash);
      return new Outcome.Read(
          path, name, bytes.length, same ? null : ClassUnits.read(path, hash, opened));
    } catch (InvalidClassFileException e) {
      String reason = e.getMessage();
      return new Outcome.Left(new Skipped(path, reason == null ? "broken" : reason));
    }
  }

  private static CancellationException interrupted(InterruptedException cause) {
    CancellationException cancelled = new CancellationException("indexing was interrupted");
    cancelled.initCause(cause);
    return cancelled;
  }

  private static ThreadFactory daemons(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /**
   * An outcome to wait for.
   *
   * @param kibibytes what it keeps in memory until it is taken
   */
  private record Pending(Future<Supplier<Outcome>> outcome, int kibibytes) {
    static Pending done(Outcome outcome) {
      return new Pending(CompletableFuture.completedFuture(() -> outcome), 0);
    }
  }

  /** Hands files to the parsers, when there is room for them. */
  private final class Parsing implements ClassFiles.Sink {
    @Override
    public void classFile(String unitPath, byte[] bytes) throws InterruptedException {
      int kibibytes = Math.min(MAX_KIBIBYTES, 1 + (bytes.length >> 10));
      memory.acquire(kibibytes);
      outcomes.put(new Pending(parsers.submit(() -> parseAhead(unitPath, bytes)), kibibytes));
    }

    @Override
    public void skipped(Skipped skipped) throws InterruptedException {
      outcomes.put(Pending.done(new Outcome.Left(skipped)));
    }

    @Override
    public void multiRelease(String archive) {
      multiRelease.add(archive);
    }
  }
}
