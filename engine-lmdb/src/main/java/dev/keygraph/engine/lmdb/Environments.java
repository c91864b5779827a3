package dev.keygraph.engine.lmdb;

import dev.keygraph.kv.AcknowledgedMark;
import dev.keygraph.kv.EngineOptions;
import dev.keygraph.kv.KvException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.LmdbException;

/** Opens LMDB's environment, for a writer or for readers. */
final class Environments {
  /** Two pages, of the largest size that LMDB has. */
  private static final long HALF_MADE_BYTES = 2L << 16;

  private Environments() {}

  /**
   * For the one process that writes. A new file is durable when this returns; one that was not made
   * whole, in which nothing was acknowledged, is made again.
   */
  static Env<MemoryView> toWrite(
      EngineOptions options, LmdbSettings settings, AcknowledgedMark acknowledged) {
    Path file = options.directory().resolve(LmdbStore.DATA_FILE);
    boolean isNew = file.toFile().length() == 0;
    Env<MemoryView> env;
    try {
      env = open(options, settings, settings.mapSize());
    } catch (Env.FileInvalidException e) {
      if (!mayBeHalfMade(options, file, acknowledged)) {
        throw e;
      }
      delete(file);
      isNew = true;
      env = open(options, settings, settings.mapSize());
    }
    if (isNew) {
      try {
        // LMDB does not sync the pages that make a file one of its own.
        env.sync(true);
      } catch (RuntimeException | Error e) {
        env.close();
        throw e;
      }
    }
    return env;
  }

  /** Its map is as large as the writer's, or as configured, where that is larger. */
  static Env<MemoryView> toRead(EngineOptions options, LmdbSettings settings) {
    Env<MemoryView> env;
    try {
      env = open(options, settings, 0);
    } catch (LmdbException e) {
      // The size that the file names may be damaged, or too large for this process.
      return open(options, settings, settings.mapSize());
    }
    try {
      if (env.info().mapSize < settings.mapSize()) {
        env.setMapSize(settings.mapSize());
      }
      return env;
    } catch (RuntimeException | Error e) {
      env.close();
      throw e;
    }
  }

  private static Env<MemoryView> open(EngineOptions options, LmdbSettings settings, long mapSize) {
    Env<MemoryView> env =
        Env.create(MemoryViewProxy.INSTANCE)
            .setMapSize(mapSize)
            .setMaxReaders(settings.maxReaders())
            .open(options.directory().toFile(), flags(options, settings));
    try {
      env.readerCheck();
      return env;
    } catch (RuntimeException | Error e) {
      env.close();
      throw e;
    }
  }

  /**
   * Returns whether a file may be what a loss of power left of a new one, of whose two first pages
   * LMDB needs both. LMDB then says whether it is.
   */
  static boolean mayBeHalfMade(EngineOptions options, Path file, AcknowledgedMark acknowledged) {
    return !options.exists()
        && !options.readOnly()
        && acknowledged.number() == 0
        && file.toFile().length() <= HALF_MADE_BYTES;
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw KvException.ofIo("cannot remove " + file + ", which was not made whole", e);
    }
  }

  private static EnvFlags[] flags(EngineOptions options, LmdbSettings settings) {
    List<EnvFlags> flags = new ArrayList<>();
    // A snapshot belongs to whoever uses it, not to the thread that opened it.
    flags.add(EnvFlags.MDB_NOTLS);
    if (!settings.readAhead()) {
      flags.add(EnvFlags.MDB_NORDAHEAD);
    }
    if (options.readOnly()) {
      flags.add(EnvFlags.MDB_RDONLY_ENV);
    }
    switch (options.durability()) {
      case DURABLE -> {}
      case RELAXED -> flags.add(EnvFlags.MDB_NOMETASYNC);
      case UNSAFE -> flags.add(EnvFlags.MDB_NOSYNC);
    }
    return flags.toArray(EnvFlags[]::new);
  }
}
