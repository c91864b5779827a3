package dev.keygraph.engine.xodus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Follows what is appended to the log, and seals it. Its owner lets in one thread at a time. */
final class LogSealer {
  private final Path directory;
  private final StoreHeader header;
  private final CRC32C checksum = new CRC32C();
  private final NavigableSet<Long> sealedEnds = new TreeSet<>();
  private @Nullable LogSeals seals;
  private long position;

  LogSealer(Path directory, StoreHeader header) {
    this.directory = directory;
    this.header = header;
  }

  /**
   * Seals all that is appended from now on.
   *
   * @param isOpen whether Xodus has the last file open, which it opens when it has to append
   * @throws IOException if the log ends somewhere else
   */
  void begin(LogSeals opened, long address, boolean isOpen) throws IOException {
    if (isOpen && position != address) {
      throw elsewhere(address);
    }
    position = address;
    seals = opened;
    noteSealed();
  }

  /** A file was opened to append to it: after what is known, or where a failed commit began. */
  void opened(long address) throws IOException {
    if (seals == null) {
      position = address;
    } else if (address != position) {
      goBack(address);
    }
  }

  private void goBack(long address) throws IOException {
    sealedEnds.tailSet(address, false).clear();
    if (address > position || sealedEnds.isEmpty()) {
      throw elsewhere(address);
    }
    position = address;
    checksum.reset();
    LogRecovery.addTo(checksum, directory, header, sealedEnds.last(), address);
  }

  private IOException elsewhere(long address) {
    return new IOException("the log ends at address " + position + ", and not at " + address);
  }

  void appended(byte[] bytes, int offset, int length) {
    checksum.update(bytes, offset, length);
    position += length;
  }

  /** Seals what was appended since the last seal, if anything was. */
  void seal() throws IOException {
    if (seals != null && position > sealedEnds.last()) {
      seals.append(new LogSeals.Seal(sealedEnds.last(), position, checksum.getValue()));
      noteSealed();
    }
  }

  private void noteSealed() {
    sealedEnds.add(position);
    checksum.reset();
  }

  /** Seals a commit: Xodus takes back no more than the one that fails. */
  void sealCommit() throws IOException {
    seal();
    sealedEnds.headSet(position).clear();
  }

  void sync() throws IOException {
    if (seals != null) {
      seals.sync();
    }
  }
}
