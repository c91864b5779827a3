package dev.keygraph.engine.xodus;

import dev.keygraph.engine.xodus.LogSeals.Seal;
import dev.keygraph.kv.KvException;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import jetbrains.exodus.log.LogUtil;

/**
 * Makes sure of the log's end after a store was not closed, before Xodus sees it: what the {@link
 * LogSeals} confirm is kept, and what follows is cut off.
 */
final class LogRecovery {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path directory;
  private final long fileSize;
  private final NavigableMap<Long, File> files = new TreeMap<>();
  private final byte[] buffer = new byte[BUFFER_BYTES];

  private LogRecovery(Path directory, long fileSize) {
    this.directory = directory;
    this.fileSize = fileSize;
    for (File each : LogUtil.listFiles(directory.toFile())) {
      files.put(LogUtil.getAddress(each.getName()), each);
    }
  }

  /**
   * Returns up to which address the log is known to be as it was written.
   *
   * @return that address, or {@code Long.MAX_VALUE} where nothing follows the durable address
   */
  static long confirmed(Path directory, StoreHeader header) {
    LogRecovery recovery = new LogRecovery(directory, header.fileSize());
    long durable = header.durableAddress();
    try {
      return recovery.end() <= durable ? Long.MAX_VALUE : recovery.confirmed(durable);
    } catch (IOException e) {
      throw failed(directory, e);
    }
  }

  /**
   * Cuts the log, and syncs what is left of it. That is written again first: a system that could
   * not write a page in the past may take it for written.
   */
  static void recover(Path directory, StoreHeader header, LogWriter writer) {
    long end = confirmed(directory, header);
    if (end == Long.MAX_VALUE) {
      return;
    }
    LogRecovery recovery = new LogRecovery(directory, header.fileSize());
    try {
      recovery.cut(end);
      recovery.writeAgain(header.durableAddress(), end);
      writer.syncDirectory();
    } catch (IOException e) {
      throw failed(directory, e);
    }
  }

  private static KvException failed(Path directory, IOException e) {
    return KvException.ofIo("Xodus store " + directory + ": its log cannot be recovered", e);
  }

  private long end() {
    return files.isEmpty() ? 0 : files.lastKey() + files.lastEntry().getValue().length();
  }

  private long confirmed(long durable) throws IOException {
    Map<Long, List<Seal>> seals = LogSeals.read(directory);
    long confirmed = durable;
    while (true) {
      List<Seal> candidates = seals.getOrDefault(confirmed, List.of());
      long next = confirmed;
      for (Seal seal : candidates.stream().sorted(Comparator.comparing(Seal::end)).toList()) {
        if (isConfirmedBy(seal)) {
          next = seal.end();
        }
      }
      if (next == confirmed) {
        return confirmed;
      }
      confirmed = next;
    }
  }

  /** Adds a part of the log, all of which is there, to a checksum. */
  static void addTo(CRC32C checksum, Path directory, StoreHeader header, long start, long end)
      throws IOException {
    new LogRecovery(directory, header.fileSize()).addTo(checksum, start, end);
  }

  private void addTo(CRC32C checksum, long start, long end) throws IOException {
    long at = start;
    while (at < end) {
      Map.Entry<Long, File> entry = files.floorEntry(at);
      if (entry == null || at >= entry.getKey() + fileSize) {
        throw new EOFException("there is no file with address " + at);
      }
      long limit = Math.min(end, entry.getKey() + fileSize);
      try (RandomAccessFile file = new RandomAccessFile(entry.getValue(), "r")) {
        file.seek(at - entry.getKey());
        while (at < limit) {
          int part = (int) Math.min(BUFFER_BYTES, limit - at);
          file.readFully(buffer, 0, part);
          checksum.update(buffer, 0, part);
          at += part;
        }
      }
    }
  }

  private boolean isConfirmedBy(Seal seal) throws IOException {
    CRC32C checksum = new CRC32C();
    try {
      addTo(checksum, seal.start(), seal.end());
    } catch (EOFException e) {
      return false;
    }
    return checksum.getValue() == seal.checksum();
  }

  private void cut(long end) throws IOException {
    for (Map.Entry<Long, File> entry : files.descendingMap().entrySet()) {
      long address = entry.getKey();
      if (address >= end) {
        Files.delete(entry.getValue().toPath());
      } else if (address + entry.getValue().length() > end) {
        try (RandomAccessFile file = new RandomAccessFile(entry.getValue(), "rw")) {
          file.setLength(end - address);
          file.getFD().sync();
        }
      }
    }
    files.tailMap(end, true).clear();
  }

  private void writeAgain(long start, long end) throws IOException {
    long at = start;
    while (at < end) {
      Map.Entry<Long, File> entry = files.floorEntry(at);
      if (entry == null) {
        throw new EOFException("there is no file with address " + at);
      }
      long limit = Math.min(end, entry.getKey() + fileSize);
      try (RandomAccessFile file = new RandomAccessFile(entry.getValue(), "rw")) {
        while (at < limit) {
          int part = (int) Math.min(BUFFER_BYTES, limit - at);
          file.seek(at - entry.getKey());
          file.readFully(buffer, 0, part);
          file.seek(at - entry.getKey());
          file.write(buffer, 0, part);
          at += part;
        }
        file.getFD().sync();
      }
    }
  }
}
