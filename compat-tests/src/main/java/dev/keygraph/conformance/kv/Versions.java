package dev.keygraph.conformance.kv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvTransaction;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A history of random commits, all of whose states are known: each commit writes its number into
 * the state, so that a reader knows which state it must see, whole and no other.
 */
final class Versions {
  /** Neither the first nor the last key, and within the others. */
  private static final byte[] NUMBER = Bytes.hex("000000FF00");

  private final Random random;
  private final int keys;
  private final NavigableMap<byte[], byte[]> current = Bytes.map();
  private final Map<Long, List<Entry>> states = new ConcurrentHashMap<>();
  private long number;

  Versions(long seed, int keys) {
    this.random = new Random(seed);
    this.keys = keys;
  }

  /** Writes the next version into a transaction; call it on one thread, and commit what it did. */
  void next(KvTransaction transaction) {
    number++;
    for (int i = 0; i < 20; i++) {
      byte[] key = Bytes.of(random.nextInt(keys));
      if (random.nextInt(3) == 0) {
        transaction.delete(key);
        current.remove(key);
      } else {
        int length = random.nextInt(50) == 0 ? 5000 : random.nextInt(80);
        byte[] value = Bytes.random(random, length);
        transaction.put(key, value);
        current.put(key, value);
      }
    }
    transaction.put(NUMBER, Bytes.of(number));
    current.put(NUMBER, Bytes.of(number));
    states.put(number, Entries.of(current));
  }

  /** Returns the number of the last version that was written. */
  long number() {
    return number;
  }

  /** Returns the number of a reader's version, 0 before the first commit; looks at no more. */
  long numberOf(KvReader reader) {
    byte[] found = reader.get(NUMBER);
    return found == null ? 0 : Bytes.toLong(found);
  }

  /** Checks that a reader sees one whole version, and returns its number. */
  long check(KvReader reader) {
    long version = numberOf(reader);
    Entries.check("version " + version, Entries.forward(reader), state(version));
    return version;
  }

  /** Checks that a reader sees exactly this version, by scans in both directions and cursors. */
  void check(KvReader reader, long version) {
    Entries.check("version " + version, Entries.checked(reader), state(version));
  }

  private List<Entry> state(long version) {
    List<Entry> state = version == 0 ? List.of() : states.get(version);
    assertThat(state).as("version %d was written", version).isNotNull();
    return state;
  }
}
