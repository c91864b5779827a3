package dev.keygraph.conformance.kv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.ScanDirection;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** A reader and what it must say: a sorted map, and the positions of its cursors. */
final class Model {
  private static final int MAX_CURSORS = 3;

  private final KvReader reader;
  private final NavigableMap<byte[], byte[]> content;
  private final List<Position> positions = new ArrayList<>();

  private static final class Position {
    final KvCursor cursor;
    byte @Nullable [] key;

    Position(KvCursor cursor) {
      this.cursor = cursor;
    }
  }

  /** The content belongs to this model. */
  Model(KvReader reader, NavigableMap<byte[], byte[]> content) {
    this.reader = reader;
    this.content = content;
  }

  KvReader reader() {
    return reader;
  }

  NavigableMap<byte[], byte[]> content() {
    return content;
  }

  /** The transaction wrote: its cursors are nowhere. */
  void mutated() {
    positions.forEach(position -> position.key = null);
  }

  void get(byte[] key) {
    assertThat(reader.get(key)).isEqualTo(content.get(key));
  }

  void scan(byte[] lower, byte @Nullable [] upper, ScanDirection direction, int limit) {
    List<Entry> expected = new ArrayList<>(range(lower, upper));
    if (direction == ScanDirection.BACKWARD) {
      expected = Entries.reversed(expected);
    }
    List<Entry> seen = new ArrayList<>();
    boolean exhausted =
        reader.scan(
            lower,
            upper,
            direction,
            (key, value) -> {
              seen.add(new Entry(key.toByteArray(), value.toByteArray()));
              return seen.size() < limit;
            });
    boolean stopped = expected.size() >= limit;
    Entries.check(direction + " scan", seen, stopped ? expected.subList(0, limit) : expected);
    assertThat(exhausted).as("%s scan is exhausted", direction).isEqualTo(!stopped);
  }

  private List<Entry> range(byte[] lower, byte @Nullable [] upper) {
    List<Entry> range = new ArrayList<>();
    for (var entry : content.tailMap(lower, true).entrySet()) {
      if (upper != null && content.comparator().compare(entry.getKey(), upper) >= 0) {
        break;
      }
      range.add(new Entry(entry.getKey(), entry.getValue()));
    }
    return range;
  }

  void cursor(Step step) {
    if (step.kind() == Step.Kind.CURSOR_OPEN) {
      if (positions.size() < MAX_CURSORS) {
        positions.add(new Position(reader.cursor()));
      }
      return;
    }
    if (positions.isEmpty()) {
      return;
    }
    Position position = positions.get(step.other() % positions.size());
    if (step.kind() == Step.Kind.CURSOR_CLOSE) {
      position.cursor.close();
      positions.remove(position);
      return;
    }
    move(position, step);
    show(position);
  }

  private void move(Position position, Step step) {
    KvCursor cursor = position.cursor;
    byte[] key = Step.keyOf(step.key());
    byte[] at = position.key;
    boolean found;
    switch (step.kind()) {
      case CURSOR_SEEK -> {
        position.key = content.ceilingKey(key);
        found = cursor.seek(key);
      }
      case CURSOR_SEEK_BEFORE -> {
        position.key = content.lowerKey(key);
        found = cursor.seekBefore(key);
      }
      case CURSOR_FIRST -> {
        position.key = content.isEmpty() ? null : content.firstKey();
        found = cursor.first();
      }
      case CURSOR_LAST -> {
        position.key = content.isEmpty() ? null : content.lastKey();
        found = cursor.last();
      }
      case CURSOR_NEXT -> {
        position.key = at == null ? null : content.higherKey(at);
        found = cursor.next();
      }
      case CURSOR_PREVIOUS -> {
        position.key = at == null ? null : content.lowerKey(at);
        found = cursor.previous();
      }
      default -> throw new AssertionError(step);
    }
    assertThat(found).as("%s finds an entry", step.kind()).isEqualTo(position.key != null);
  }

  private void show(Position position) {
    byte[] key = position.key;
    assertThat(position.cursor.isValid()).isEqualTo(key != null);
    if (key != null) {
      assertThat(position.cursor.key().toByteArray()).isEqualTo(key);
      assertThat(position.cursor.value().toByteArray()).isEqualTo(content.get(key));
    }
  }

  /** Checks everything that can be seen of the reader. */
  void check() {
    Entries.check(reader, content);
    positions.forEach(this::show);
  }
}
