package dev.keygraph.engine.mapdb;

import java.io.IOException;
import java.util.List;

/**
 * Writes the pages of a sealed journal to the base file and retires the journal, on a thread of its
 * own.
 */
final class Checkpoint {
  private final Journal sealed;
  private final List<SealedPage> pages;
  private final long length;
  private final PageWriter writer;
  private final Thread thread;
  private volatile boolean failed;

  private Checkpoint(Journal sealed, List<SealedPage> pages, long length, PageWriter writer) {
    this.sealed = sealed;
    this.pages = pages;
    this.length = length;
    this.writer = writer;
    thread = new Thread(this::run, "keygraph-mapdb-checkpoint");
    thread.setDaemon(true);
  }

  static Checkpoint start(Journal sealed, List<SealedPage> pages, long length, PageWriter writer) {
    Checkpoint checkpoint = new Checkpoint(sealed, pages, length, writer);
    checkpoint.thread.start();
    return checkpoint;
  }

  private void run() {
    try {
      sealed.sync();
      writer.write(pages, length);
      sealed.retire();
    } catch (IOException e) {
      failed = true;
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
