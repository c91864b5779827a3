package dev.keygraph.engine.mapdb;

import dev.keygraph.kv.KvCheckpointEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes the pages of a sealed journal to the base file and retires the journal, on a thread of its
 * own.
 */
final class Checkpoint {
  private final Path directory;
  private final Journal sealed;
  private final List<SealedPage> pages;
  private final long length;
  private final PageWriter writer;
  private final Thread thread;

  /** Until it is done: whatever ends the thread, an error too, leaves the pages due. */
  private volatile boolean failed = true;

  private Checkpoint(
      Path directory, Journal sealed, List<SealedPage> pages, long length, PageWriter writer) {
    this.directory = directory;
    this.sealed = sealed;
    this.pages = pages;
    this.length = length;
    this.writer = writer;
    thread = new Thread(this::run, "keygraph-mapdb-checkpoint");
    thread.setDaemon(true);
  }

  /**
   * Starts it.
   *
   * @throws OutOfMemoryError if there can be no more threads; then nothing was done
   */
  static Checkpoint start(
      Path directory, Journal sealed, List<SealedPage> pages, long length, PageWriter writer) {
    Checkpoint checkpoint = new Checkpoint(directory, sealed, pages, length, writer);
    checkpoint.thread.start();
    return checkpoint;
  }

  private void run() {
    try {
      KvCheckpointEvent event = new KvCheckpointEvent("mapdb", directory.toString());
      event.begin();
      sealed.sync();
      writer.write(pages, length);
      sealed.retire();
      failed = false;
      event.commit();
    } catch (IOException e) {
      // The journal is still there, and the next checkpoint writes the same pages again.
    }
  }

  boolean isDone() {
    return !thread.isAlive();
  }

  /** Waits for the end, whatever interrupts, and returns the pages that are due again. */
  List<SealedPage> join() {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return failed ? pages : List.of();
  }
}
