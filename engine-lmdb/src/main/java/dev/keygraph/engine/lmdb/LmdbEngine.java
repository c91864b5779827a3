package dev.keygraph.engine.lmdb;

import dev.keygraph.kv.AcknowledgedMark;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineOptions;
import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvIoException;
import dev.keygraph.kv.KvTraits;
import dev.keygraph.kv.OtherWriter;
import dev.keygraph.kv.Presence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import org.lmdbjava.Dbi;
import org.lmdbjava.Env;

/** LMDB, by the name {@code lmdb}. */
public final class LmdbEngine implements KvEngine, KvEngine.Salvage {
  private static final KvTraits TRAITS =
      new KvTraits(
          EnumSet.allOf(Durability.class),
          true,
          true,
          KvTraits.COMMON_MAX_KEY_BYTES,
          KvTraits.COMMON_MAX_VALUE_BYTES,
          true,
          false,
          true,
          true);

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

  @Override
  public EngineStore openDamaged(EngineOptions options) {
    return new DamagedStore(options.directory());
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
    long size = size(file, options);
    if (options.exists() && size == 0) {
      throw damaged(options, "is missing or empty");
    }
    if (size < acknowledged.size()) {
      throw damaged(options, "has " + size + " bytes, and had " + acknowledged.size());
    }
    // A writer beside would change pages under the check.
    boolean still = options.otherWriter() != OtherWriter.NOW;
    if (size > 0 && still && !Environments.mayBeHalfMade(options, file, acknowledged)) {
      // The head is always looked at: LMDB takes the size of a page from it.
      try (PageFile pages = PageFile.open(file)) {
        pages.checkMetas();
        if (settings.checkPages()) {
          PageCheck.run(pages);
        }
      }
    }
  }

  private static long size(Path file, EngineOptions options) {
    try {
      return Presence.sizeOf(file);
    } catch (IOException e) {
      throw KvException.ofIo("LMDB store " + options.directory() + ": cannot look at " + file, e);
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
    if (options.readOnly()) {
      return openToRead(options, settings, errors, acknowledged);
    }
    Env<MemoryView> env = Environments.toWrite(options, settings, acknowledged);
    try {
      checkEnd(options, env, acknowledged);
      Dbi<MemoryView> dbi = env.openDbi((byte[]) null);
      acknowledged.begin();
      return new LmdbStore(
          options.directory(),
          env,
          dbi,
          errors,
          settings,
          options.durability(),
          acknowledged,
          null);
    } catch (RuntimeException | Error e) {
      env.close();
      throw e;
    }
  }

  private static LmdbStore openToRead(
      EngineOptions options,
      LmdbSettings settings,
      LmdbErrors errors,
      AcknowledgedMark acknowledged) {
    ReadEnvironment reading =
        ReadEnvironment.enter(
            realPath(options.directory()), () -> Environments.toRead(options, settings));
    try {
      return reading.look(
          () -> {
            checkEnd(options, reading.env(), acknowledged);
            return new LmdbStore(
                options.directory(),
                reading.env(),
                reading.dbi(),
                errors,
                settings,
                options.durability(),
                acknowledged,
                reading);
          });
    } catch (RuntimeException | Error e) {
      reading.leave();
      throw e;
    }
  }

  private static Path realPath(Path directory) {
    try {
      return directory.toRealPath();
    } catch (IOException e) {
      throw KvException.ofIo("cannot find " + directory, e);
    }
  }

  /** The mark was read before: a writer beside has only added to what it says since. */
  private static void checkEnd(
      EngineOptions options, Env<MemoryView> env, AcknowledgedMark acknowledged) {
    long last = env.info().lastTransactionId;
    // A damaged number makes a commit the last one that is not.
    boolean later =
        acknowledged.isClosed()
            && options.otherWriter() == OtherWriter.NEVER
            && last > acknowledged.number();
    if (last < acknowledged.number() || later) {
      throw damaged(options, "ends at commit " + last + ", and had " + acknowledged.number());
    }
  }
}
