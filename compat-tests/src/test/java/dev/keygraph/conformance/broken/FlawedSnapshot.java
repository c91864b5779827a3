package dev.keygraph.conformance.broken;

import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvVisitor;
import dev.keygraph.kv.ScanDirection;
import org.jspecify.annotations.Nullable;

/** A snapshot is a map that nobody changes. */
record FlawedSnapshot(FlawedReads reads) implements KvSnapshot {
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
  public void close() {
    reads.close();
  }
}
