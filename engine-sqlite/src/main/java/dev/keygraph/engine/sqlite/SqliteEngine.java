package dev.keygraph.engine.sqlite;

import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineOptions;
import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvIoException;
import dev.keygraph.kv.KvTraits;
import java.util.EnumSet;
import org.sqlite.SQLiteJDBCLoader;

/** SQLite, by the name {@code sqlite}. */
public final class SqliteEngine implements KvEngine {
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
  public SqliteEngine() {}

  @Override
  public String name() {
    return "sqlite";
  }

  @Override
  public KvTraits traits() {
    return TRAITS;
  }

  @Override
  public EngineStore open(EngineOptions options) {
    SqliteSettings settings = SqliteSettings.of(options.settings());
    loadLibrary();
    return SqliteStore.open(options, settings);
  }

  /** The driver throws {@link Exception}: what unpacks a library can fail in any way. */
  private static void loadLibrary() {
    try {
      SQLiteJDBCLoader.initialize();
    } catch (Exception | LinkageError e) {
      throw new KvIoException(
          "SQLite's native library cannot be loaded on "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + ": "
              + e.getMessage()
              + "; if the directory for temporary files forbids execution, name another one by"
              + " -Dorg.sqlite.tmpdir",
          e);
    }
  }
}
