package dev.keygraph.conformance.broken;

import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvView;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** A key of a map. */
final class FlawedCursor implements KvCursor {
  private final NavigableMap<byte[], byte[]> map;
  private final Flaw flaw;
  private final FlawedView keyView;
  private final FlawedView valueView;
  private Map.@Nullable Entry<byte[], byte[]> at;

  FlawedCursor(
      NavigableMap<byte[], byte[]> map, Flaw flaw, FlawedView keyView, FlawedView valueView) {
    this.map = map;
    this.flaw = flaw;
    this.keyView = keyView;
    this.valueView = valueView;
  }

  private boolean move(Map.@Nullable Entry<byte[], byte[]> entry) {
    at = entry;
    if (entry == null) {
      keyView.end();
      valueView.end();
      return false;
    }
    keyView.show(entry.getKey());
    valueView.show(entry.getValue());
    return true;
  }

  @Override
  public boolean seek(byte[] key) {
    return move(map.ceilingEntry(key));
  }

  @Override
  public boolean seekBefore(byte[] key) {
    return move(flaw == Flaw.SEEK_BEFORE_INCLUSIVE ? map.floorEntry(key) : map.lowerEntry(key));
  }

  @Override
  public boolean first() {
    return move(map.firstEntry());
  }

  @Override
  public boolean last() {
    return move(map.lastEntry());
  }

  @Override
  public boolean next() {
    Map.Entry<byte[], byte[]> from = at;
    return from != null && move(map.higherEntry(from.getKey()));
  }

  @Override
  public boolean previous() {
    Map.Entry<byte[], byte[]> from = at;
    if (from == null) {
      return false;
    }
    Map.Entry<byte[], byte[]> preceding = map.lowerEntry(from.getKey());
    if (preceding != null && flaw == Flaw.PREVIOUS_SKIPS_ONE) {
      return move(map.lowerEntry(preceding.getKey()));
    }
    return move(preceding);
  }

  @Override
  public boolean isValid() {
    return at != null;
  }

  @Override
  public KvView key() {
    return valid(keyView);
  }

  @Override
  public KvView value() {
    return valid(valueView);
  }

  private KvView valid(KvView view) {
    if (at == null) {
      throw new IllegalStateException("the cursor is at no entry");
    }
    return view;
  }

  @Override
  public void close() {
    move(null);
  }
}
