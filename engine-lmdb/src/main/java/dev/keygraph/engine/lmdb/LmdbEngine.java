package dev.keygraph.engine.lmdb;

import dev.keygraph.kv.AcknowledgedMark;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineOptions;
import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvIoException;
import dev.keygraph.kv.KvTraits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.lmdbjava.Dbi;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;

/** LMDB, by the name {@code lmdb}. */
public final class LmdbEngine implements KvEngine {
  private static final KvTraits TRAITS =
      new KvTraits(
          EnumSet.allOf(Durability.class),
          true,
          true,
          KvTraits.COMMON_MAX_KEY_BYTES,
          KvTraits.COMMON_MAX_VALUE_BYTES,
          true,
          false,
          true);

  /** Two pages, of the largest size that LMDB has. */
  private static final long HALF_MADE_BYTES = 2L << 16;

  /** The engine keeps no state. */
  public LmdbEngine() {}

  @Override
  public String name() {
    return "lmdb";
  }

  @Override
  public KvTraits traits() {
    return TRAITS;
  }

  @Override
  public EngineStore open(EngineOptions options) {
    LmdbErrors errors = new LmdbErrors(options.directory());
    LmdbSettings settings = LmdbSettings.of(options.settings());
    // The binding looks for its native library by the thread's class loader.
    Thread thread = Thread.currentThread();
    ClassLoader loader = thread.getContextClassLoader();
    thread.setContextClassLoader(LmdbEngine.class.getClassLoader());
    try {
      return open(options, settings, errors);
    } catch (LinkageError e) {
      throw new KvIoException(
          "LMDB's native library cannot be loaded on "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + ": "
              + e.getMessage()
              + "; if the directory for temporary files forbids execution, name another one by"
              + " -Dlmdbjava.extract.dir and -Djava.io.tmpdir",
          e);
    } catch (RuntimeException e) {
      throw errors.translate("open", e);
    } finally {
      thread.setContextClassLoader(loader);
    }
  }

  private static LmdbStore open(EngineOptions options, LmdbSettings settings, LmdbErrors errors) {
    AcknowledgedMark acknowledged = AcknowledgedMark.open(options.directory(), options.readOnly());
    try {
      checkFile(options, settings, acknowledged);
      return open(options, settings, errors, acknowledged);
    } catch (RuntimeException | Error e) {
      acknowledged.close();
      throw e;
    }
  }

  /** LMDB would make a new file in place of an empty one, and die where a page is missing. */
  private static void checkFile(
      EngineOptions options, LmdbSettings settings, AcknowledgedMark acknowledged) {
    Path file = options.directory().resolve(LmdbStore.DATA_FILE);
    long size = file.toFile().length();
    if (options.exists() && size == 0) {
      throw damaged(options, "is missing or empty");
    }
    if (size < acknowledged.size()) {
      throw damaged(options, "has " + size + " bytes, and had " + acknowledged.size());
    }
    if (settings.checkPages() && size > 0) {
      PageCheck.check(file);
    }
  }

  private static KvCorruptedException damaged(EngineOptions options, String how) {
    return new KvCorruptedException(
        "LMDB store %s: its file %s %s; restore a backup, or index again"
            .formatted(options.directory(), LmdbStore.DATA_FILE, how));
  }

  private static LmdbStore open(
      EngineOptions options,
      LmdbSettings settings,
      LmdbErrors errors,
      AcknowledgedMark acknowledged) {
    Path file = options.directory().resolve(LmdbStore.DATA_FILE);
    boolean isNew = file.toFile().length() == 0;
    Env<MemoryView> env;
    try {
      env = environment(options, settings);
    } catch (Env.FileInvalidException e) {
      if (!isHalfMade(options, file, acknowledged)) {
        throw e;
      }
      delete(file);
      isNew = true;
      env = environment(options, settings);
    }
    try {
      if (isNew && !options.readOnly()) {
        // LMDB does not sync the pages that make a file one of its own.
        env.sync(true);
      }
      env.readerCheck();
      Dbi<MemoryView> dbi = env.openDbi((byte[]) null);
      long last = env.info().lastTransactionId;
      if (last < acknowledged.number()) {
        throw damaged(options, "ends at commit " + last + ", and had " + acknowledged.number());
      }
      if (!options.readOnly()) {
        acknowledged.begin();
      }
      return new LmdbStore(
          options.directory(), env, dbi, errors, settings, options.durability(), acknowledged);
    } catch (RuntimeException | Error e) {
      env.close();
      throw e;
    }
  }

  private static Env<MemoryView> environment(EngineOptions options, LmdbSettings settings) {
    return Env.create(MemoryViewProxy.INSTANCE)
        .setMapSize(settings.mapSize())
        .setMaxReaders(settings.maxReaders())
        .open(options.directory().toFile(), flags(options, settings));
  }

  /** A loss of power may leave one of a new file's two first pages, both of which LMDB needs. */
  private static boolean isHalfMade(
      EngineOptions options, Path file, AcknowledgedMark acknowledged) {
    return !options.exists()
        && !options.readOnly()
        && acknowledged.number() == 0
        && file.toFile().length() <= HALF_MADE_BYTES;
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new KvIoException("cannot remove " + file + ", which was not made whole: " + e, e);
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
