package dev.keygraph.engine.mapdb;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineOptions;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.ScanDirection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Opens stores, and compares what they hold with a plain map. */
final class Stores {
  /** Checkpoints begin after each few commits. */
  static final String EAGER = "{checkpoint-journal = 64 KiB, checkpoint-memory = 64 KiB}";

  /** Nodes are small, so that trees are deep. */
  static final String EAGER_AND_DEEP =
      "{checkpoint-journal = 64 KiB, checkpoint-memory = 64 KiB, node-entries = 8}";

  private Stores() {}

  static Config settings(String own) {
    return ConfigFactory.parseString(own)
        .withFallback(ConfigFactory.load().getConfig("keygraph.engines.mapdb"));
  }

  static MapDbStore open(Path directory, Durability durability, String own) {
    return new MapDbStore(new EngineOptions(directory, durability, false, settings(own)));
  }

  static MapDbStore openReadOnly(Path directory) {
    return new MapDbStore(new EngineOptions(directory, Durability.DURABLE, true, settings("{}")));
  }

  static NavigableMap<byte[], byte[]> model() {
    return new TreeMap<>(Arrays::compareUnsigned);
  }

  static NavigableMap<byte[], byte[]> copy(NavigableMap<byte[], byte[]> map) {
    NavigableMap<byte[], byte[]> copy = model();
    copy.putAll(map);
    return copy;
  }

  /** Fails unless the reader has exactly the entries of the map in a range, in order. */
  static void check(
      KvReader reader,
      NavigableMap<byte[], byte[]> expected,
      byte[] lower,
      byte @Nullable [] upper,
      ScanDirection direction) {
    NavigableMap<byte[], byte[]> range = range(expected, lower, upper);
    if (direction == ScanDirection.BACKWARD) {
      range = range.descendingMap();
    }
    Iterator<Map.Entry<byte[], byte[]>> entries = range.entrySet().iterator();
    int[] seen = new int[1];
    boolean exhausted =
        reader.scan(
            lower,
            upper,
            direction,
            (key, value) -> {
              if (!entries.hasNext()) {
                throw new AssertionError(
                    "entry " + Arrays.toString(key.toByteArray()) + " too many");
              }
              Map.Entry<byte[], byte[]> entry = entries.next();
              if (!Arrays.equals(entry.getKey(), key.toByteArray())
                  || !Arrays.equals(entry.getValue(), value.toByteArray())) {
                throw new AssertionError(
                    "entry "
                        + seen[0]
                        + " is "
                        + Arrays.toString(key.toByteArray())
                        + ", not "
                        + Arrays.toString(entry.getKey()));
              }
              seen[0]++;
              return true;
            });
    if (!exhausted || entries.hasNext()) {
      throw new AssertionError("the scan ended after " + seen[0] + " of " + range.size());
    }
  }

  static void checkAll(KvReader reader, NavigableMap<byte[], byte[]> expected) {
    check(reader, expected, new byte[0], null, ScanDirection.FORWARD);
    check(reader, expected, new byte[0], null, ScanDirection.BACKWARD);
  }

  static NavigableMap<byte[], byte[]> range(
      NavigableMap<byte[], byte[]> map, byte[] lower, byte @Nullable [] upper) {
    if (upper == null) {
      return map.tailMap(lower, true);
    }
    return Arrays.compareUnsigned(lower, upper) >= 0
        ? model()
        : map.subMap(lower, true, upper, false);
  }

  static List<byte[]> keys(NavigableMap<byte[], byte[]> map) {
    return new ArrayList<>(map.keySet());
  }
}
