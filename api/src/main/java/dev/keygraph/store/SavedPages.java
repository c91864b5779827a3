package dev.keygraph.store;

import dev.keygraph.encoding.MalformedBytesException;
import dev.keygraph.hot.PageChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file beside a store that says which pages were in memory. The counters of the version that it
 * belongs to are its certificate; where they differ, or anything else is wrong, there is no such
 * file. It says nothing about what the graph holds, and so is neither synced nor backed up.
 */
final class SavedPages {
  static final String FILE = "keygraph.pages";
  private static final String TEMPORARY = "keygraph.pages.tmp";

  /** More than any choice takes: whatever is larger is something else. */
  private static final long MAX_BYTES = 1 << 26;

  private static final Logger LOG = LoggerFactory.getLogger(SavedPages.class);

  private SavedPages() {}

  /** Reads the choice of a version; empty if there is none that can be used. */
  static Optional<PageChoice> read(Path directory, StateRecord state, int pages) {
    Path file = directory.resolve(FILE);
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new MalformedBytesException("it is too large");
      }
      return Optional.of(PageChoice.decode(Files.readAllBytes(file), state.encode(), pages));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | MalformedBytesException e) {
      LOG.warn("{} is ignored, and pages are read when they are asked for: {}", file, reason(e));
      return Optional.empty();
    }
  }

  /** Replaces the choice by that of a version; whoever looks finds the old one or the new. */
  static void write(Path directory, StateRecord state, PageChoice choice) {
    Path file = directory.resolve(FILE);
    Path temporary = directory.resolve(TEMPORARY);
    // Files close under an interrupted thread.
    boolean interrupted = Thread.interrupted();
    try {
      Files.write(temporary, choice.encode(state.encode()));
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.warn("{} cannot be written, and the next opening begins cold: {}", file, reason(e));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static String reason(Exception e) {
    return e instanceof MalformedBytesException ? String.valueOf(e.getMessage()) : e.toString();
  }
}
