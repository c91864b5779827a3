package dev.keygraph.conformance.broken;

import dev.keygraph.kv.EngineTransaction;
import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvVisitor;
import dev.keygraph.kv.ScanDirection;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A copy of the map, and what was changed in it. */
final class FlawedTransaction implements EngineTransaction {
  private static final int MAX_ENTRIES = 200;

  private final FlawedStore store;
  private final Flaw flaw;
  private final NavigableMap<byte[], byte[]> map;
  private final NavigableMap<byte[], byte @Nullable []> changes =
      new TreeMap<>(Arrays::compareUnsigned);
  private final FlawedReads reads;
  private byte @Nullable [] lastPut;
  private boolean committed;

  FlawedTransaction(FlawedStore store, Flaw flaw) {
    this.store = store;
    this.flaw = flaw;
    this.map = store.copy(store.committed());
    this.reads =
        new FlawedReads(
            store, flaw, () -> flaw == Flaw.OWN_WRITES_INVISIBLE ? store.committed() : map);
  }

  @Override
  public boolean get(byte[] key, KvVisitor visitor) {
    return reads.get(key, visitor);
  }

  @Override
  public boolean scan(
      byte[] lower, byte @Nullable [] upper, ScanDirection direction, KvVisitor visitor) {
    return reads.scan(lower, upper, direction, visitor);
  }

  @Override
  public KvCursor cursor() {
    return reads.cursor();
  }

  @Override
  public void put(byte[] key, byte[] value) {
    byte[] own = flaw == Flaw.CALLERS_ARRAY_KEPT ? key : key.clone();
    if (flaw == Flaw.KEYS_CUT_AT_127_BYTES && own.length > 127) {
      own = Arrays.copyOf(own, 127);
    }
    byte[] kept = value.clone();
    if (flaw == Flaw.VALUES_CUT_AT_64_KIB && kept.length > 1 << 16) {
      kept = Arrays.copyOf(kept, 1 << 16);
    }
    byte[] before = map.get(own);
    if (flaw == Flaw.SHORTER_VALUE_KEEPS_THE_OLD_TAIL
        && before != null
        && before.length > kept.length) {
      byte[] longer = before.clone();
      System.arraycopy(kept, 0, longer, 0, kept.length);
      kept = longer;
    }
    map.put(own, kept);
    changes.put(own, kept);
    lastPut = own;
  }

  @Override
  public void delete(byte[] key) {
    if (flaw != Flaw.DELETE_IGNORED) {
      map.remove(key);
      changes.put(key.clone(), null);
    }
  }

  @Override
  public void commit() {
    byte[] last = lastPut;
    if (flaw == Flaw.LAST_PUT_LOST && last != null) {
      map.remove(last);
      changes.remove(last);
    }
    while (flaw == Flaw.TWO_HUNDRED_ENTRIES_ARE_THE_MOST && map.size() > MAX_ENTRIES) {
      changes.remove(map.pollLastEntry().getKey());
    }
    committed = true;
    store.commit(map, changes);
  }

  @Override
  public void close() {
    if (!committed && flaw == Flaw.ROLLBACK_KEEPS_WRITES) {
      commit();
    }
    reads.close();
  }
}
