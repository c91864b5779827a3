package dev.keygraph.hot;

import dev.keygraph.encoding.Keys;
import dev.keygraph.kv.ArrayView;
import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvVisitor;
import dev.keygraph.kv.ScanDirection;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One version of an engine that holds edges and nodes, and counts how often it is asked. */
final class MapReader implements KvReader {
  private final NavigableMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
  private int scans;

  MapReader edge(int from, int kind, int to) {
    entries.put(Keys.edge(Keys.FORWARD, from, kind, to), new byte[0]);
    entries.put(Keys.edge(Keys.REVERSE, to, kind, from), new byte[0]);
    return this;
  }

  MapReader node(int node, int kind) {
    entries.put(Keys.id(Keys.NODE, node), new byte[] {(byte) kind});
    return this;
  }

  int scans() {
    return scans;
  }

  @Override
  public boolean get(byte[] key, KvVisitor visitor) {
    throw new UnsupportedOperationException("pages are read by scans");
  }

  @Override
  public boolean scan(
      byte[] lower, byte @Nullable [] upper, ScanDirection direction, KvVisitor visitor) {
    scans++;
    ArrayView key = new ArrayView();
    ArrayView value = new ArrayView();
    NavigableMap<byte[], byte[]> tail = entries.tailMap(lower, true);
    for (Map.Entry<byte[], byte[]> entry :
        (upper == null ? tail : tail.headMap(upper, false)).entrySet()) {
      if (!visitor.visit(key.wrap(entry.getKey()), value.wrap(entry.getValue()))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public KvCursor cursor() {
    throw new UnsupportedOperationException("pages are read by scans");
  }
}
