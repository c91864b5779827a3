package dev.keygraph.engine.mapdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Which page versions stay: those that a reader sees, or that the next reader will. */
final class PageTableTest {
  private static final int PAGE = 3;

  private final PageTable table = new PageTable();
  private final AtomicLong current = new AtomicLong();
  private final SnapshotRegistry snapshots = new SnapshotRegistry(current::get);

  private void publish(long version) {
    synchronized (table) {
      table.setHead(PAGE, new PageVersion(version, new byte[] {(byte) version}, table.head(PAGE)));
    }
  }

  private boolean prune() {
    synchronized (table) {
      return table.prune(PAGE, snapshots.needed());
    }
  }

  private long found(long version) {
    return Objects.requireNonNull(table.find(PAGE, version)).version;
  }

  /** A commit is in the table before it is the current one; a checkpoint may prune in between. */
  @Test
  void whatTheNextReaderSeesStaysWhileACommitIsUnderWay() {
    publish(1);
    current.set(1);
    publish(2);
    assertThat(prune()).isFalse();
    assertThat(found(snapshots.register())).isEqualTo(1);
    current.set(2);
    assertThat(prune()).isFalse();
    assertThat(found(1)).isEqualTo(1);
    snapshots.release(1);
    assertThat(prune()).isTrue();
    assertThat(found(2)).isEqualTo(2);
    assertThat(table.find(PAGE, 1)).isNull();
  }

  @Test
  void versionsBetweenReadersGo() {
    for (long version = 1; version <= 5; version++) {
      publish(version);
      current.set(version);
      if (version == 2 || version == 4) {
        snapshots.register();
      }
    }
    assertThat(prune()).isFalse();
    assertThat(found(2)).isEqualTo(2);
    assertThat(found(4)).isEqualTo(4);
    assertThat(found(5)).isEqualTo(5);
    assertThat(found(3)).as("3 is gone").isEqualTo(2);
    assertThat(table.find(PAGE, 1)).isNull();
    assertThat(table.readerBytes()).as("2 and 4").isEqualTo(2);
    snapshots.release(2);
    snapshots.release(4);
    prune();
    assertThat(table.readerBytes()).isZero();
  }
}
