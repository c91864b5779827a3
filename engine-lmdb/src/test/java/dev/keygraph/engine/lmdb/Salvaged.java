package dev.keygraph.engine.lmdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.kv.DamageSink;
import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.ScanDirection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What was read of a damaged file. */
final class Salvaged implements DamageSink {
  private static final int SOME = 50;

  final NavigableMap<byte[], byte[]> read = new TreeMap<>(Arrays::compareUnsigned);
  final Map<String, String> places = new HashMap<>();
  final List<String> doubts = new ArrayList<>();
  boolean whole;

  @Override
  public void place(String place, String problem) {
    assertThat(places.put(place, problem)).isNull();
  }

  @Override
  public void commit(String problem) {
    doubts.add(problem);
  }

  boolean isOf(NavigableMap<byte[], byte[]> entries) {
    return whole && contains(entries, read) && contains(read, entries);
  }

  /**
   * Reads in every way, which must all say the same.
   *
   * @param sought keys that are there, or lost
   */
  void read(KvSnapshot snapshot, NavigableMap<byte[], byte[]> sought) {
    whole = visit(snapshot, ScanDirection.FORWARD, read);
    NavigableMap<byte[], byte[]> back = new TreeMap<>(Arrays::compareUnsigned);
    assertThat(visit(snapshot, ScanDirection.BACKWARD, back)).isEqualTo(whole);
    assertThat(contains(back, read) && contains(read, back)).isTrue();
    int present = 0;
    for (byte[] key : sought.keySet()) {
      byte[] value = read.get(key);
      if (value != null) {
        if (++present % SOME != 0) {
          continue;
        }
        assertThat(snapshot.get(key)).isEqualTo(value);
      } else if (!whole) {
        assertThatThrownBy(() -> snapshot.get(key))
            .isInstanceOf(KvCorruptedException.class)
            .hasMessageContaining("page ");
      }
    }
  }

  private static boolean visit(
      KvSnapshot snapshot, ScanDirection direction, NavigableMap<byte[], byte[]> read) {
    byte[][] last = new byte[1][];
    try {
      return snapshot.scan(
          new byte[0],
          null,
          direction,
          (key, value) -> {
            byte[] next = key.toByteArray();
            if (last[0] != null) {
              int order = Arrays.compareUnsigned(last[0], next);
              assertThat(direction == ScanDirection.FORWARD ? order : -order).isNegative();
            }
            last[0] = next;
            read.put(next, value.toByteArray());
            return true;
          });
    } catch (KvCorruptedException e) {
      return false;
    }
  }

  /** Returns whether all entries of a map are in another one. */
  static boolean contains(NavigableMap<byte[], byte[]> all, NavigableMap<byte[], byte[]> some) {
    return some.entrySet().stream()
        .allMatch(entry -> Arrays.equals(all.get(entry.getKey()), entry.getValue()));
  }
}
