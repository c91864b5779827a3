package dev.keygraph.engine.xodus;

import dev.keygraph.kv.ArrayView;
import dev.keygraph.kv.KeyBound;
import dev.keygraph.kv.KvTraits;
import dev.keygraph.kv.KvVisitor;
import jetbrains.exodus.ArrayByteIterable;
import jetbrains.exodus.ByteIterable;
import org.jspecify.annotations.Nullable;

/**
 * What one read needs: a position, and a bound that ends it. A reader has one frame for each level
 * of nested reads, and uses it again and again.
 */
final class XodusFrame {
  private static final byte[] NOTHING = {};

  private final XodusReader reader;
  private final Position position;
  private final KeyBound bound = new KeyBound();
  private final ArrayByteIterable wanted = new ArrayByteIterable(new byte[Long.BYTES]);
  private final ArrayView wantedKey = new ArrayView();
  private final ArrayView found = new ArrayView();

  XodusFrame(XodusReader reader) {
    this.reader = reader;
    this.position = new Position(reader);
  }

  boolean get(byte[] key, KvVisitor visitor) {
    wanted.setBytes(key);
    ByteIterable value = reader.lookUp(wanted);
    wanted.setBytes(NOTHING);
    if (value == null) {
      return false;
    }
    wantedKey.wrap(key);
    byte[] bytes = reader.stored(value, KvTraits.COMMON_MAX_VALUE_BYTES);
    found.wrap(bytes, 0, value.getLength());
    visitor.visit(wantedKey, found);
    return true;
  }

  boolean scanForward(byte[] lower, byte @Nullable [] upper, KvVisitor visitor) {
    bound.set(upper);
    ArrayView key = position.key();
    boolean inside = position.seek(lower);
    while (inside && bound.isAbove(key.array(), key.arrayOffset(), key.length())) {
      if (!visitor.visit(key, position.loadValue())) {
        return false;
      }
      inside = position.next();
    }
    return true;
  }

  boolean scanBackward(byte[] lower, byte @Nullable [] upper, KvVisitor visitor) {
    bound.set(lower);
    ArrayView key = position.key();
    boolean inside = upper == null ? position.last() : position.seekBefore(upper);
    while (inside && bound.isAtOrBelow(key.array(), key.arrayOffset(), key.length())) {
      if (!visitor.visit(key, position.loadValue())) {
        return false;
      }
      inside = position.previous();
    }
    return true;
  }

  void clearViews() {
    position.clearViews();
    wantedKey.clear();
    found.clear();
  }

  void close() {
    clearViews();
    position.close();
  }
}
