package dev.keygraph.engine.xodus;

import java.util.Iterator;
import java.util.NoSuchElementException;
import jetbrains.exodus.log.Log;
import jetbrains.exodus.log.LoggableIterator;
import jetbrains.exodus.log.NullLoggable;
import jetbrains.exodus.log.RandomAccessLoggable;
import org.jspecify.annotations.Nullable;

/**
 * The records of one file of the log, from an address on, until a number of bytes or a moment is
 * reached.
 */
final class LogSlice implements Iterator<RandomAccessLoggable> {
  private static final int RECORDS_PER_LOOK_AT_THE_CLOCK = 16;

  private final LoggableIterator records;
  private final long end;
  private final long stop;
  private final long deadline;
  private long position;
  private int seen;
  private boolean late;
  private @Nullable RandomAccessLoggable next;

  /**
   * A slice.
   *
   * @param start address of a record
   * @param end where the file ends
   * @param bytes how many bytes to read at most, but for the last record
   * @param deadline by {@link System#nanoTime()}
   */
  LogSlice(Log log, long start, long end, long bytes, long deadline) {
    this.records = log.getLoggableIterator(start);
    this.end = end;
    this.stop = Math.min(end, start + bytes);
    this.deadline = deadline;
    this.position = start;
  }

  @Override
  public boolean hasNext() {
    if (next == null && position < stop && !late && records.hasNext()) {
      RandomAccessLoggable read = records.next();
      if (read == null || NullLoggable.isNullLoggable(read) || read.getAddress() >= end) {
        // A null record has no address: it begins the padding of a file.
        position = end;
      } else {
        next = read;
      }
    }
    return next != null;
  }

  @Override
  public RandomAccessLoggable next() {
    RandomAccessLoggable read = hasNext() ? next : null;
    if (read == null) {
      throw new NoSuchElementException();
    }
    next = null;
    position = read.getAddress() + read.length();
    if (++seen % RECORDS_PER_LOOK_AT_THE_CLOCK == 0) {
      late = System.nanoTime() - deadline >= 0;
    }
    return read;
  }

  /** Returns the address behind the records that were read, or the end of the file. */
  long position() {
    return position;
  }
}
