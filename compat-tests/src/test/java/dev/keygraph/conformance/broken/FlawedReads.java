package dev.keygraph.conformance.broken;

import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvVisitor;
import dev.keygraph.kv.ScanDirection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads a map. */
final class FlawedReads {
  private final FlawedStore store;
  private final Flaw flaw;
  private final Supplier<NavigableMap<byte[], byte[]>> map;
  private final FlawedView sharedKey;
  private final FlawedView sharedValue;
  private volatile boolean closed;

  FlawedReads(FlawedStore store, Flaw flaw, Supplier<NavigableMap<byte[], byte[]>> map) {
    this.store = store;
    this.flaw = flaw;
    this.map = map;
    this.sharedKey = new FlawedView(flaw, this);
    this.sharedValue = new FlawedView(flaw, this);
  }

  boolean get(byte[] key, KvVisitor visitor) {
    Map.Entry<byte[], byte[]> found =
        flaw == Flaw.LOOK_UP_FINDS_THE_NEXT_KEY
            ? map.get().ceilingEntry(key)
            : entry(key, map.get().get(key));
    if (found == null || isAbsent(found)) {
      return false;
    }
    FlawedView keyView = newView(sharedKey);
    FlawedView valueView = newView(sharedValue);
    visitor.visit(keyView.show(found.getKey()), valueView.show(found.getValue()));
    keyView.end();
    valueView.end();
    return true;
  }

  private static Map.@Nullable Entry<byte[], byte[]> entry(byte[] key, byte @Nullable [] value) {
    return value == null ? null : Map.entry(key, value);
  }

  private boolean isAbsent(Map.Entry<byte[], byte[]> entry) {
    return flaw == Flaw.EMPTY_VALUE_IS_ABSENT && entry.getValue().length == 0;
  }

  boolean scan(byte[] lower, byte @Nullable [] upper, ScanDirection direction, KvVisitor visitor) {
    NavigableMap<byte[], byte[]> all = map.get();
    if (upper != null && all.comparator().compare(lower, upper) >= 0) {
      return true;
    }
    NavigableMap<byte[], byte[]> range = all.tailMap(lower, flaw != Flaw.LOWER_BOUND_EXCLUSIVE);
    if (upper != null) {
      range = range.headMap(upper, flaw == Flaw.UPPER_BOUND_INCLUSIVE);
    }
    if (direction == ScanDirection.BACKWARD) {
      range = range.descendingMap();
      if (flaw == Flaw.BACKWARD_SCAN_OFF_BY_ONE && range.size() > 1) {
        range = range.tailMap(range.firstKey(), false);
      }
    }
    try {
      return visitAll(range, visitor);
    } catch (IllegalStateException e) {
      if (flaw == Flaw.VISITORS_EXCEPTION_SWALLOWED) {
        return false;
      }
      throw e;
    }
  }

  private boolean visitAll(NavigableMap<byte[], byte[]> range, KvVisitor visitor) {
    FlawedView key = newView(sharedKey);
    FlawedView value = newView(sharedValue);
    boolean first = true;
    for (Map.Entry<byte[], byte[]> entry : range.entrySet()) {
      if (isAbsent(entry)
          || (flaw == Flaw.SCAN_MISSES_KEYS_THAT_WERE_DELETED_ONCE
              && store.wasDeletedOnce(entry.getKey()))) {
        continue;
      }
      if (first && flaw == Flaw.SCAN_REPEATS_ITS_FIRST_ENTRY) {
        visitor.visit(key.show(entry.getKey()), value.show(entry.getValue()));
      }
      first = false;
      if (!visitor.visit(key.show(entry.getKey()), value.show(entry.getValue()))
          && flaw != Flaw.STOP_IGNORED) {
        key.end();
        value.end();
        return flaw == Flaw.STOPPED_SCAN_SAYS_EXHAUSTED;
      }
    }
    key.end();
    value.end();
    return true;
  }

  private FlawedView newView(FlawedView shared) {
    return flaw == Flaw.NESTED_READS_SHARE_VIEWS ? shared : new FlawedView(flaw, this);
  }

  KvCursor cursor() {
    return new FlawedCursor(
        map.get(), flaw, new FlawedView(flaw, this), new FlawedView(flaw, this));
  }

  void close() {
    closed = true;
  }

  boolean isClosed() {
    return closed || store.isClosed();
  }
}
