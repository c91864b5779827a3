package dev.keygraph.engine.lmdb;

import dev.keygraph.kv.AcknowledgedMark;
import dev.keygraph.kv.DamageSink;
import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.EngineTransaction;
import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStatistics;
import java.nio.file.Path;
import java.util.Map;

/** A store that LMDB is not to open, because it is damaged, and of which the rest is read. */
final class DamagedStore implements EngineStore, EngineStore.Check, EngineStore.Salvage {
  private final Path file;
  private final AcknowledgedMark mark;

  /** The store in a directory, which nobody writes. */
  DamagedStore(Path directory) {
    this.file = directory.resolve(LmdbStore.DATA_FILE);
    this.mark = AcknowledgedMark.open(directory, /* readOnly= */ true);
  }

  @Override
  public KvSnapshot salvage(DamageSink damages) {
    PageFile pages = PageFile.open(file);
    try {
      DamageNotes notes = new DamageNotes(damages);
      LastCommit.choose(pages, mark, notes);
      return SalvagedSnapshot.read(pages, notes, pages::close);
    } catch (RuntimeException | Error e) {
      pages.close();
      throw e;
    }
  }

  @Override
  public KvSnapshot snapshot() {
    throw damaged();
  }

  @Override
  public EngineTransaction begin() {
    throw damaged();
  }

  @Override
  public void check() {
    throw damaged();
  }

  private KvCorruptedException damaged() {
    return new KvCorruptedException(
        "LMDB store: %s is damaged, and only a repair can read it; run keygraph repair, restore a backup, or index again"
            .formatted(file));
  }

  @Override
  public void flush() {
    // It is never written.
  }

  @Override
  public KvStatistics statistics() {
    return new KvStatistics(0, file.toFile().length(), Map.of());
  }

  @Override
  public void close() {
    mark.close();
  }
}
