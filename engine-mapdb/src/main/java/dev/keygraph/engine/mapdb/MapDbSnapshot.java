package dev.keygraph.engine.mapdb;

import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvVisitor;
import dev.keygraph.kv.ScanDirection;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The store as one version left it. */
final class MapDbSnapshot implements KvSnapshot {
  private final PageFile file;
  private final long version;
  private final TreeReader reader;

  MapDbSnapshot(PageFile file, Path path) {
    this.file = file;
    version = file.openSnapshot();
    try {
      reader = new TreeReader(new Tree(new SnapshotVolume(file, version), path, false));
    } catch (RuntimeException e) {
      file.closeSnapshot(version);
      throw Failures.ofTree(path, e);
    }
  }

  @Override
  public boolean get(byte[] key, KvVisitor visitor) {
    return reader.get(key, visitor);
  }

  @Override
  public boolean scan(
      byte[] lower, byte @Nullable [] upper, ScanDirection direction, KvVisitor visitor) {
    return reader.scan(lower, upper, direction, visitor);
  }

  @Override
  public KvCursor cursor() {
    return reader.cursor();
  }

  @Override
  public void close() {
    file.closeSnapshot(version);
  }
}
