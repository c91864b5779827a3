package dev.keygraph.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.kv.ArrayView;
import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvView;
import dev.keygraph.kv.KvVisitor;
import dev.keygraph.kv.ScanDirection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A tree whose pages lead back to themselves has no last entry. */
class AscendingKeysTest {
  private static final byte[] NOTHING = {};

  private final List<String> found = new ArrayList<>();

  private void add(String part, String place, String problem) {
    found.add(problem);
  }

  /** Three keys, over and over again. */
  private static final class Circle implements KvReader, KvCursor {
    private final ArrayView key = new ArrayView();
    private final ArrayView value = new ArrayView();
    private int steps;

    @Override
    public boolean get(byte[] wanted, KvVisitor visitor) {
      return false;
    }

    @Override
    public boolean scan(
        byte[] lower, byte @Nullable [] upper, ScanDirection direction, KvVisitor visitor) {
      boolean more = first();
      while (more) {
        more = visitor.visit(key(), value()) && next();
      }
      return false;
    }

    @Override
    public KvCursor cursor() {
      return this;
    }

    @Override
    public boolean first() {
      return next();
    }

    @Override
    public boolean last() {
      return next();
    }

    @Override
    public boolean seek(byte[] to) {
      return next();
    }

    @Override
    public boolean seekBefore(byte[] to) {
      return next();
    }

    @Override
    public boolean next() {
      key.wrap(new byte[] {KeyPart.REVERSE.tag(), (byte) (steps++ % 3)});
      value.wrap(NOTHING);
      return true;
    }

    @Override
    public boolean previous() {
      return next();
    }

    @Override
    public boolean isValid() {
      return true;
    }

    @Override
    public KvView key() {
      return key;
    }

    @Override
    public KvView value() {
      return value;
    }

    @Override
    public void close() {}
  }

  @Test
  void aScanEndsWhereItComesBack() {
    List<Byte> visited = new ArrayList<>();
    boolean whole =
        DamagedReads.scan(
            new Circle(),
            KeyPart.REVERSE,
            this::add,
            NOTHING,
            null,
            (key, value) -> visited.add(key.getByte(1)));
    assertThat(whole).isFalse();
    assertThat(visited).containsExactly((byte) 0, (byte) 1, (byte) 2);
    assertThat(found).singleElement().asString().contains("do not ascend", "after 3 entries");
  }

  @Test
  void aComparisonEndsWhereItComesBack() {
    KeyComparison.run(
        new Circle(),
        KeyPart.REVERSE,
        new KeyPlace(id -> "", id -> "", id -> ""),
        this::add,
        sink -> {},
        compared -> {});
    assertThat(found).hasSize(4);
    assertThat(found.get(3)).contains("what follows is not checked", "do not ascend");
  }
}
