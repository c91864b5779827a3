package dev.keygraph.engine.lmdb;

import dev.keygraph.kv.DamageSink;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells what is damaged, each page once: the first problem of a page is why it is passed over. */
final class DamageNotes {
  private final DamageSink sink;
  private final Set<Long> pages = new HashSet<>();
  private @Nullable PageDamageException first;

  DamageNotes(DamageSink sink) {
    this.sink = sink;
  }

  void page(PageDamageException damage) {
    if (pages.add(damage.page())) {
      sink.place("page " + damage.page(), damage.problem());
    }
    if (first == null) {
      first = damage;
    }
  }

  /** Notes a page that the file system cannot read. */
  void page(long number, IOException failure) {
    page(new PageDamageException(number, "it cannot be read: " + failure.getMessage()));
  }

  void commit(String problem) {
    sink.commit(problem);
  }

  /** Returns the first page that was noted, or {@code null}. */
  @Nullable PageDamageException first() {
    return first;
  }
}
