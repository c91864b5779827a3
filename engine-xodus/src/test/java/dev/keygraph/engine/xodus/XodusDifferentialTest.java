package dev.keygraph.engine.xodus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.kv.EngineTransaction;
import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.ScanDirection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories, side by side with a sorted map. */
class XodusDifferentialTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void behavesAsSortedMap(long seed) {
    Random random = new Random(seed);
    TreeMap<byte[], byte[]> model = new TreeMap<>(Arrays::compareUnsigned);
    List<KvSnapshot> snapshots = new ArrayList<>();
    List<TreeMap<byte[], byte[]>> states = new ArrayList<>();
    XodusStore store = Stores.open(directory);
    try {
      for (int round = 0; round < 150; round++) {
        boolean commit = random.nextInt(4) != 0;
        TreeMap<byte[], byte[]> next = new TreeMap<>(model);
        try (EngineTransaction txn = store.begin()) {
          int steps = random.nextInt(60);
          for (int i = 0; i < steps; i++) {
            change(txn, next, random);
            if (random.nextInt(4) == 0) {
              check(txn, next, random);
            }
          }
          if (commit) {
            txn.commit();
          }
        }
        model = commit ? next : model;
        if (snapshots.size() < 5) {
          snapshots.add(store.snapshot());
          states.add(new TreeMap<>(model));
        }
        int one = random.nextInt(snapshots.size());
        check(snapshots.get(one), states.get(one), random);
        if (random.nextInt(3) == 0) {
          snapshots.remove(one).close();
          states.remove(one);
        }
        if (random.nextInt(40) == 0) {
          snapshots.forEach(KvSnapshot::close);
          snapshots.clear();
          states.clear();
          store.close();
          store = Stores.open(directory);
        }
      }
      for (int i = 0; i < snapshots.size(); i++) {
        checkAll(snapshots.get(i), states.get(i));
      }
    } finally {
      snapshots.forEach(KvSnapshot::close);
      store.close();
    }
  }

  private static void change(EngineTransaction txn, Map<byte[], byte[]> model, Random random) {
    byte[] key = randomKey(random);
    if (random.nextInt(3) == 0) {
      txn.delete(key);
      model.remove(key);
    } else {
      byte[] value = new byte[random.nextInt(20) == 0 ? random.nextInt(5000) : random.nextInt(9)];
      random.nextBytes(value);
      txn.put(key, value);
      model.put(key.clone(), value.clone());
      Arrays.fill(key, (byte) 7);
      Arrays.fill(value, (byte) 7);
    }
  }

  private static void check(KvReader reader, NavigableMap<byte[], byte[]> model, Random random) {
    byte[] key = randomKey(random);
    assertThat(reader.get(key)).isEqualTo(model.get(key));
    byte[] lower = random.nextInt(5) == 0 ? Stores.EMPTY : randomKey(random);
    byte[] upper = random.nextInt(5) == 0 ? null : randomKey(random);
    for (ScanDirection direction : ScanDirection.values()) {
      assertSame(
          Stores.entries(reader, lower, upper, direction), range(model, lower, upper, direction));
    }
    checkCursor(reader, model, random);
    if (random.nextInt(20) == 0) {
      checkAll(reader, model);
    }
  }

  private static void checkCursor(
      KvReader reader, NavigableMap<byte[], byte[]> model, Random random) {
    try (KvCursor cursor = reader.cursor()) {
      assertThat(cursor.isValid()).isFalse();
      assertThat(cursor.next()).isFalse();
      Map.Entry<byte[], byte[]> expected = null;
      for (int i = 0; i < 25; i++) {
        byte[] key = random.nextInt(6) == 0 ? Stores.EMPTY : randomKey(random);
        switch (random.nextInt(8)) {
          case 0 -> {
            cursor.seek(key);
            expected = model.ceilingEntry(key);
          }
          case 1 -> {
            cursor.seekBefore(key);
            expected = model.lowerEntry(key);
          }
          case 2 -> {
            cursor.first();
            expected = model.firstEntry();
          }
          case 3 -> {
            cursor.last();
            expected = model.lastEntry();
          }
          case 4, 5 -> {
            cursor.next();
            expected = expected == null ? null : model.higherEntry(expected.getKey());
          }
          default -> {
            cursor.previous();
            expected = expected == null ? null : model.lowerEntry(expected.getKey());
          }
        }
        assertThat(cursor.isValid()).isEqualTo(expected != null);
        if (expected != null) {
          assertThat(cursor.key().toByteArray()).isEqualTo(expected.getKey());
          assertThat(cursor.value().toByteArray()).isEqualTo(expected.getValue());
        }
      }
    }
  }

  private static void checkAll(KvReader reader, NavigableMap<byte[], byte[]> model) {
    assertSame(Stores.all(reader), range(model, Stores.EMPTY, null, ScanDirection.FORWARD));
  }

  private static void assertSame(List<byte[]> actual, List<byte[]> expected) {
    assertThat(actual.toArray(byte[][]::new)).isDeepEqualTo(expected.toArray(byte[][]::new));
  }

  private static List<byte[]> range(
      NavigableMap<byte[], byte[]> model,
      byte[] lower,
      byte @Nullable [] upper,
      ScanDirection direction) {
    List<byte[]> entries = new ArrayList<>();
    if (upper != null && Arrays.compareUnsigned(lower, upper) >= 0) {
      return entries;
    }
    NavigableMap<byte[], byte[]> range =
        upper == null ? model.tailMap(lower, true) : model.subMap(lower, true, upper, false);
    if (direction == ScanDirection.BACKWARD) {
      range = range.descendingMap();
    }
    range.forEach(
        (key, value) -> {
          entries.add(key);
          entries.add(value);
        });
    return entries;
  }

  /** Short keys of few letters collide and nest; some are as long as keys get. */
  private static byte[] randomKey(Random random) {
    byte[] letters = {0, 1, 'a', 0x7f, (byte) 0x80, (byte) 0xff};
    byte[] key = new byte[random.nextInt(30) == 0 ? 511 : 1 + random.nextInt(4)];
    for (int i = 0; i < key.length; i++) {
      key[i] = letters[i < 4 ? random.nextInt(letters.length) : i % letters.length];
    }
    return key;
  }
}
