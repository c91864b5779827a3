package dev.keygraph.engine.rocks;

import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineOptions;
import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvIoException;
import dev.keygraph.kv.KvTraits;
import dev.keygraph.kv.OtherWriter;
import java.util.EnumSet;
import org.rocksdb.RocksDB;

/** RocksDB, by the name {@code rocks}. */
public final class RocksEngine implements KvEngine {
  private static final KvTraits TRAITS =
      new KvTraits(
          EnumSet.allOf(Durability.class),
          true,
          true,
          KvTraits.COMMON_MAX_KEY_BYTES,
          KvTraits.COMMON_MAX_VALUE_BYTES,
          true,
          true,
          true,
          true);

  /** The engine keeps no state. */
  public RocksEngine() {}

  @Override
  public String name() {
    return "rocks";
  }

  @Override
  public KvTraits traits() {
    return TRAITS;
  }

  @Override
  public EngineStore open(EngineOptions options) {
    loadLibrary();
    RocksSettings settings = RocksSettings.of(options.settings());
    if (options.otherWriter() != OtherWriter.NEVER) {
      boolean still = options.otherWriter() == OtherWriter.LATER;
      return RocksFollower.open(options.directory(), still, settings);
    }
    return RocksStore.open(
        options.directory(), options.durability(), options.readOnly(), options.exists(), settings);
  }

  private static void loadLibrary() {
    try {
      RocksDB.loadLibrary();
    } catch (LinkageError | RuntimeException e) {
      throw new KvIoException(
          "RocksDB's native library cannot be loaded on "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + ": "
              + e.getMessage()
              + "; if the directory for temporary files forbids execution, name another one by the"
              + " environment variable ROCKSDB_SHAREDLIB_DIR or -Djava.io.tmpdir",
          e);
    }
  }
}
