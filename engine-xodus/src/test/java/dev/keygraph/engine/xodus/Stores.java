package dev.keygraph.engine.xodus;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineOptions;
import dev.keygraph.kv.EngineTransaction;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.ScanDirection;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the tests of this module share. */
final class Stores {
  static final byte[] EMPTY = {};

  private Stores() {}

  static XodusStore open(Path directory) {
    return open(directory, Durability.UNSAFE, false);
  }

  static XodusStore open(Path directory, Durability durability, boolean readOnly) {
    return open(directory, durability, readOnly, settings(Map.of()));
  }

  static XodusStore open(Path directory, Durability durability, boolean readOnly, Config settings) {
    return (XodusStore)
        new XodusEngine().open(new EngineOptions(directory, durability, readOnly, settings));
  }

  static Config settings(Map<String, String> changes) {
    return ConfigFactory.parseMap(changes)
        .withFallback(ConfigFactory.load().getConfig("keygraph.engines.xodus"));
  }

  static void write(XodusStore store, Consumer<EngineTransaction> work) {
    try (EngineTransaction txn = store.begin()) {
      work.accept(txn);
      txn.commit();
    }
  }

  static byte[] key(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }

  /** Returns keys and values in turn. */
  static List<byte[]> entries(
      KvReader reader, byte[] lower, byte @Nullable [] upper, ScanDirection direction) {
    List<byte[]> entries = new ArrayList<>();
    reader.scan(
        lower,
        upper,
        direction,
        (key, value) -> {
          entries.add(key.toByteArray());
          entries.add(value.toByteArray());
          return true;
        });
    return entries;
  }

  static List<byte[]> all(KvReader reader) {
    return entries(reader, EMPTY, null, ScanDirection.FORWARD);
  }
}
