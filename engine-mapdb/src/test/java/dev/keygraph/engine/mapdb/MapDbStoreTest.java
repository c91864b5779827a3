package dev.keygraph.engine.mapdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineStore.BulkLoader;
import dev.keygraph.kv.EngineTransaction;
import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.ScanDirection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories against a plain map, across rollbacks, snapshots, checkpoints and reopening. */
final class MapDbStoreTest {
  @TempDir Path directory;
  private MapDbStore store;
  private final NavigableMap<byte[], byte[]> model = Stores.model();

  private record Held(KvSnapshot snapshot, NavigableMap<byte[], byte[]> content) {}

  @BeforeEach
  void open() {
    store = Stores.open(directory, Durability.RELAXED, Stores.EAGER_AND_DEEP);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void randomHistories(long seed) {
    Random random = new Random(seed);
    ArrayDeque<Held> held = new ArrayDeque<>();
    for (int step = 0; step < 120; step++) {
      NavigableMap<byte[], byte[]> changed = Stores.copy(model);
      try (EngineTransaction transaction = store.begin()) {
        change(random, transaction, changed);
        if (step % 10 == 0) {
          probe(random, transaction, changed);
        }
        if (random.nextInt(4) > 0) {
          transaction.commit();
          model.clear();
          model.putAll(changed);
        }
      }
      if (random.nextInt(10) == 0) {
        held.add(new Held(store.snapshot(), Stores.copy(model)));
      }
      if (held.size() > 8) {
        checkAndClose(random, held.poll());
      }
      if (random.nextInt(50) == 0) {
        held.forEach(one -> checkAndClose(random, one));
        held.clear();
        store.close();
        open();
      }
    }
    held.forEach(one -> checkAndClose(random, one));
    try (KvSnapshot snapshot = store.snapshot()) {
      probe(random, snapshot, model);
    }
  }

  private static void checkAndClose(Random random, Held held) {
    probe(random, held.snapshot(), held.content());
    held.snapshot().close();
  }

  private static void change(
      Random random, EngineTransaction transaction, NavigableMap<byte[], byte[]> changed) {
    int changes = random.nextInt(random.nextInt(20) == 0 ? 2000 : 40);
    for (int i = 0; i < changes; i++) {
      byte[] key = key(random);
      if (random.nextInt(3) == 0) {
        transaction.delete(key);
        changed.remove(key);
      } else {
        byte[] value = value(random);
        transaction.put(key, value);
        changed.put(key, value);
      }
    }
    if (random.nextInt(25) == 0 && !changed.isEmpty()) {
      byte[] from = key(random);
      for (byte[] key : Stores.keys(changed.tailMap(from, true))) {
        transaction.delete(key);
        changed.remove(key);
      }
    }
  }

  private static byte[] key(Random random) {
    int kind = random.nextInt(50);
    byte[] key = new byte[kind == 0 ? 1024 : kind < 10 ? 1 + random.nextInt(300) : 4];
    random.nextBytes(key);
    key[0] = (byte) (random.nextInt(4) * 0x55);
    if (key.length > 2) {
      key[1] = (byte) random.nextInt(3);
    }
    return key;
  }

  private static byte[] value(Random random) {
    int kind = random.nextInt(100);
    byte[] value =
        new byte[kind == 0 ? random.nextInt(200_000) : kind < 10 ? random.nextInt(3000) : kind];
    random.nextBytes(value);
    return value;
  }

  private static void probe(Random random, KvReader reader, NavigableMap<byte[], byte[]> expected) {
    Stores.checkAll(reader, expected);
    for (int i = 0; i < 50; i++) {
      byte[] lower = key(random);
      byte[] upper = key(random);
      Stores.check(reader, expected, lower, upper, ScanDirection.FORWARD);
      Stores.check(reader, expected, lower, upper, ScanDirection.BACKWARD);
      Stores.check(reader, expected, lower, null, ScanDirection.BACKWARD);
      assertThat(reader.get(lower)).isEqualTo(expected.get(lower));
    }
    for (byte[] key : expected.keySet()) {
      if (random.nextInt(20) == 0) {
        assertThat(reader.get(key)).isEqualTo(expected.get(key));
      }
    }
    walk(random, reader, expected);
  }

  private static void walk(Random random, KvReader reader, NavigableMap<byte[], byte[]> expected) {
    try (KvCursor cursor = reader.cursor()) {
      assertThat(cursor.isValid()).isFalse();
      Map.Entry<byte[], byte[]> at = null;
      for (int i = 0; i < 500; i++) {
        byte[] key = key(random);
        switch (random.nextInt(14)) {
          case 0 -> {
            at = expected.ceilingEntry(key);
            cursor.seek(key);
          }
          case 1 -> {
            at = expected.lowerEntry(key);
            cursor.seekBefore(key);
          }
          case 2 -> {
            at = expected.firstEntry();
            cursor.first();
          }
          case 3 -> {
            at = expected.lastEntry();
            cursor.last();
          }
          case 4, 5, 6, 7, 8, 9 -> {
            at = at == null ? null : expected.higherEntry(at.getKey());
            cursor.next();
          }
          default -> {
            at = at == null ? null : expected.lowerEntry(at.getKey());
            cursor.previous();
          }
        }
        assertThat(cursor.isValid()).isEqualTo(at != null);
        if (at != null) {
          assertThat(cursor.key().toByteArray()).isEqualTo(at.getKey());
          assertThat(cursor.value().toByteArray()).isEqualTo(at.getValue());
        }
      }
    }
  }

  @Test
  void emptyStore() {
    try (KvSnapshot snapshot = store.snapshot()) {
      Stores.checkAll(snapshot, model);
      assertThat(snapshot.get(new byte[] {1})).isNull();
      try (KvCursor cursor = snapshot.cursor()) {
        assertThat(cursor.first()).isFalse();
        assertThat(cursor.last()).isFalse();
        assertThat(cursor.seek(new byte[] {1})).isFalse();
        assertThat(cursor.seekBefore(new byte[] {1})).isFalse();
      }
    }
  }

  @Test
  void valuesOfManyMegabytes() {
    Random random = new Random(5);
    byte[] value = new byte[MapDbStoreTest.LARGE];
    for (int i = 0; i < 3; i++) {
      random.nextBytes(value);
      try (EngineTransaction transaction = store.begin()) {
        transaction.put(new byte[] {7}, value);
        transaction.put(new byte[] {8}, Arrays.copyOf(value, 70_000 + i));
        transaction.commit();
      }
      try (KvSnapshot snapshot = store.snapshot()) {
        assertThat(snapshot.get(new byte[] {7})).isEqualTo(value);
        assertThat(snapshot.get(new byte[] {8})).isEqualTo(Arrays.copyOf(value, 70_000 + i));
      }
    }
    store.close();
    open();
    try (KvSnapshot snapshot = store.snapshot()) {
      assertThat(snapshot.get(new byte[] {7})).isEqualTo(value);
    }
  }

  private static final int LARGE = 16 << 20;

  @Test
  void bulkLoadBackupAndCompactionKeepEverything(@TempDir Path target) throws Exception {
    Random random = new Random(11);
    for (int i = 0; i < 20_000; i++) {
      model.put(key(random), value(random));
    }
    try (KvSnapshot before = store.snapshot()) {
      try (BulkLoader loader = store.bulkLoader()) {
        model.forEach((key, value) -> loader.put(key, 0, key.length, value, 0, value.length));
        loader.finish();
      }
      Stores.checkAll(before, Stores.model());
    }
    try (KvSnapshot snapshot = store.snapshot()) {
      probe(random, snapshot, model);
    }
    NavigableMap<byte[], byte[]> old = Stores.copy(model);
    try (KvSnapshot snapshot = store.snapshot()) {
      try (EngineTransaction transaction = store.begin()) {
        for (byte[] key : Stores.keys(model).subList(0, 15_000)) {
          transaction.delete(key);
          model.remove(key);
        }
        transaction.commit();
      }
      long size = store.statistics().bytesOnDisk();
      store.compact();
      assertThat(store.statistics().bytesOnDisk()).isLessThan(size);
      Stores.checkAll(snapshot, old);
    }
    store.backup(target);
    change(random, store.begin(), Stores.copy(model));
    store.close();
    open();
    try (KvSnapshot snapshot = store.snapshot()) {
      Stores.checkAll(snapshot, model);
    }
    MapDbStore copy = Stores.openReadOnly(target);
    try (KvSnapshot snapshot = copy.snapshot()) {
      Stores.checkAll(snapshot, model);
    }
    copy.close();
    assertThat(Files.exists(directory.resolve("data.mapdb.new"))).isFalse();
  }

  @Test
  void rewritingDoesNotGrowTheFile() {
    Random random = new Random(3);
    long settled = 0;
    for (int round = 0; round < 60; round++) {
      try (EngineTransaction transaction = store.begin()) {
        for (int i = 0; i < 10_000; i++) {
          byte[] value = new byte[random.nextInt(20)];
          transaction.put(new byte[] {1, (byte) (i >>> 8), (byte) i}, value);
        }
        transaction.commit();
      }
      if (round == 20) {
        store.close();
        open();
        settled = store.statistics().bytesOnDisk();
      }
    }
    store.close();
    open();
    assertThat(store.statistics().bytesOnDisk()).isLessThan(settled * 3 / 2);
  }
}
