package dev.keygraph.kv.memory;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineOptions;
import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.EngineTransaction;
import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.ScanDirection;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class MemoryEngineTest {

  private static EngineStore open() {
    return new MemoryEngine()
        .open(
            new EngineOptions(Path.of("a name"), Durability.UNSAFE, false, ConfigFactory.empty()));
  }

  private static NavigableMap<byte[], byte[]> model() {
    return new TreeMap<>(Arrays::compareUnsigned);
  }

  /** Histories of many transactions, with old snapshots that must not move. */
  @Property(tries = 40)
  void agreesWithATreeMap(@ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int keyBytes) {
    Random random = new Random(seed);
    NavigableMap<byte[], byte[]> model = model();
    List<KvSnapshot> snapshots = new ArrayList<>();
    List<NavigableMap<byte[], byte[]>> states = new ArrayList<>();
    EngineStore store = open();
    for (int round = 0; round < 20; round++) {
      NavigableMap<byte[], byte[]> written = copy(model);
      try (EngineTransaction transaction = store.begin()) {
        boolean shrinking = random.nextInt(3) == 0;
        for (int step = random.nextInt(400); step > 0; step--) {
          byte[] key = key(random, keyBytes);
          if (random.nextInt(10) < (shrinking ? 9 : 3)) {
            byte[] victim = written.ceilingKey(key);
            byte[] target = victim == null ? key : victim;
            transaction.delete(target);
            written.remove(target);
          } else {
            byte[] value = new byte[random.nextInt(4)];
            random.nextBytes(value);
            transaction.put(key, value);
            written.put(key, value);
          }
        }
        assertSame(transaction, written, random, keyBytes);
        if (random.nextInt(4) > 0) {
          transaction.commit();
          model = written;
        }
      }
      assertThat(store.statistics().entries()).isEqualTo(model.size());
      snapshots.add(store.snapshot());
      states.add(model);
    }
    for (int i = 0; i < snapshots.size(); i++) {
      assertSame(snapshots.get(i), states.get(i), random, keyBytes);
    }
  }

  @Property(tries = 30)
  void loadsSortedEntries(@ForAll @IntRange(min = 0, max = 9000) int size, @ForAll long seed) {
    NavigableMap<byte[], byte[]> model = model();
    EngineStore store = open();
    try (EngineStore.BulkLoader loader = ((EngineStore.BulkLoad) store).bulkLoader()) {
      for (int i = 0; i < size; i++) {
        byte[] key = ByteBuffer.allocate(4).putInt(i * 7).array();
        model.put(key, new byte[] {(byte) i});
        loader.put(key, 0, 4, new byte[] {9, (byte) i, 9}, 1, 1);
      }
      loader.finish();
    }
    Random random = new Random(seed);
    try (KvSnapshot snapshot = store.snapshot()) {
      assertSame(snapshot, model, random, 4);
    }
    try (EngineTransaction transaction = store.begin()) {
      for (byte[] key : new ArrayList<>(model.keySet())) {
        if (random.nextInt(20) > 0) {
          transaction.delete(key);
          model.remove(key);
        } else if (random.nextBoolean()) {
          byte[] added = Arrays.copyOf(key, 5);
          transaction.put(added, key);
          model.put(added, key);
        }
      }
      assertSame(transaction, model, random, 4);
    }
  }

  @Test
  void keepsItsOwnCopies() {
    EngineStore store = open();
    byte[] key = {1};
    byte[] value = {2};
    try (EngineTransaction transaction = store.begin()) {
      transaction.put(key, value);
      key[0] = 7;
      value[0] = 7;
      transaction.commit();
    }
    try (KvSnapshot snapshot = store.snapshot()) {
      assertThat(snapshot.get(new byte[] {1})).containsExactly(2);
      assertThat(snapshot.get(new byte[] {7})).isNull();
    }
  }

  @Test
  void nestedReadsLeaveOuterViewsIntact() {
    EngineStore store = open();
    try (EngineTransaction transaction = store.begin()) {
      for (byte i = 0; i < 100; i++) {
        transaction.put(new byte[] {i}, new byte[] {i});
      }
      transaction.commit();
    }
    try (KvSnapshot snapshot = store.snapshot()) {
      snapshot.scan(
          new byte[0],
          null,
          ScanDirection.FORWARD,
          (key, value) -> {
            byte now = key.getByte(0);
            snapshot.scan(new byte[] {50}, null, ScanDirection.BACKWARD, (k, v) -> v.length() == 1);
            snapshot.get(new byte[] {77}, (k, v) -> true);
            assertThat(key.getByte(0)).isEqualTo(now);
            assertThat(value.getByte(0)).isEqualTo(now);
            return true;
          });
    }
  }

  private static NavigableMap<byte[], byte[]> copy(NavigableMap<byte[], byte[]> map) {
    return new TreeMap<>(map);
  }

  private static byte[] key(Random random, int maxBytes) {
    byte[] key = new byte[1 + random.nextInt(maxBytes)];
    random.nextBytes(key);
    if (random.nextInt(3) == 0) {
      Arrays.fill(key, random.nextBoolean() ? (byte) 0xFF : 0);
    }
    return key;
  }

  private static void assertSame(
      KvReader reader, NavigableMap<byte[], byte[]> model, Random random, int keyBytes) {
    assertThat(scan(reader, new byte[0], null, ScanDirection.FORWARD)).isEqualTo(texts(model));
    assertThat(walk(reader.cursor(), true)).isEqualTo(texts(model));
    assertThat(walk(reader.cursor(), false)).isEqualTo(texts(model.descendingMap()));
    KvCursor cursor = reader.cursor();
    for (int i = 0; i < 20; i++) {
      byte[] a = key(random, keyBytes);
      byte[] b = key(random, keyBytes);
      byte[] lower = Arrays.compareUnsigned(a, b) <= 0 ? a : b;
      byte[] upper = lower == a ? b : a;
      NavigableMap<byte[], byte[]> range = model.subMap(lower, true, upper, false);
      assertThat(scan(reader, lower, upper, ScanDirection.FORWARD)).isEqualTo(texts(range));
      assertThat(scan(reader, lower, upper, ScanDirection.BACKWARD))
          .isEqualTo(texts(range.descendingMap()));
      assertThat(scan(reader, lower, null, ScanDirection.BACKWARD))
          .isEqualTo(texts(model.tailMap(lower, true).descendingMap()));
      assertThat(reader.get(a)).isEqualTo(model.get(a));
      assertAt(cursor, cursor.seek(a), model.ceilingEntry(a));
      assertAt(cursor, cursor.seekBefore(a), model.lowerEntry(a));
    }
  }

  private static void assertAt(
      KvCursor cursor, boolean found, Map.@Nullable Entry<byte[], byte[]> expected) {
    assertThat(found).isEqualTo(expected != null);
    assertThat(cursor.isValid()).isEqualTo(found);
    if (expected != null) {
      assertThat(cursor.key().toByteArray()).isEqualTo(expected.getKey());
      assertThat(cursor.value().toByteArray()).isEqualTo(expected.getValue());
    }
  }

  private static List<String> scan(
      KvReader reader, byte[] lower, byte @Nullable [] upper, ScanDirection direction) {
    List<String> entries = new ArrayList<>();
    boolean exhausted =
        reader.scan(
            lower,
            upper,
            direction,
            (key, value) -> entries.add(text(key.toByteArray(), value.toByteArray())));
    assertThat(exhausted).isTrue();
    return entries;
  }

  private static List<String> walk(KvCursor cursor, boolean forward) {
    List<String> entries = new ArrayList<>();
    boolean valid = forward ? cursor.first() : cursor.last();
    while (valid) {
      entries.add(text(cursor.key().toByteArray(), cursor.value().toByteArray()));
      valid = forward ? cursor.next() : cursor.previous();
    }
    assertThat(cursor.isValid()).isFalse();
    assertThat(cursor.next()).isFalse();
    return Collections.unmodifiableList(entries);
  }

  private static List<String> texts(NavigableMap<byte[], byte[]> map) {
    return map.entrySet().stream().map(e -> text(e.getKey(), e.getValue())).toList();
  }

  private static String text(byte[] key, byte[] value) {
    return HexFormat.of().formatHex(key) + "=" + HexFormat.of().formatHex(value);
  }
}
