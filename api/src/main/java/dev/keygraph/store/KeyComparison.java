package dev.keygraph.store;

import dev.keygraph.encoding.Keys;
import dev.keygraph.kv.EntrySink;
import dev.keygraph.kv.KvClosedException;
import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvView;
import dev.keygraph.kv.KvViews;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Compares the entries of one part of a store with those that it should have, both in order. Both
 * are read once. For one thread.
 */
final class KeyComparison implements EntrySink {
  private static final int STEP = 1 << 14;

  private final KvCursor cursor;
  private final KeyPart part;
  private final KeyPlace places;
  private final FindingSink findings;
  private final LongConsumer progress;
  private final AscendingKeys order = new AscendingKeys();
  private byte[] key = new byte[1 << 9];
  private int keyLength;
  private byte[] value = new byte[1 << 10];
  private boolean more;
  private long compared;

  /** Ends a comparison whose entries cannot be read any further. */
  private static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable() {
      super("", null, false, false);
    }
  }

  private KeyComparison(
      KvCursor cursor, KeyPart part, KeyPlace places, FindingSink findings, LongConsumer progress) {
    this.cursor = cursor;
    this.part = part;
    this.places = places;
    this.findings = findings;
    this.progress = progress;
  }

  /**
   * Compares.
   *
   * @param findings is told what is missing, left over or different
   * @param expected passes on the entries that the part should have, in order
   * @param progress is told now and then how many more entries were compared
   */
  static void run(
      KvReader reader,
      KeyPart part,
      KeyPlace places,
      FindingSink findings,
      Consumer<EntrySink> expected,
      LongConsumer progress) {
    try (KvCursor cursor = reader.cursor()) {
      KeyComparison comparison = new KeyComparison(cursor, part, places, findings, progress);
      comparison.begin();
      expected.accept(comparison);
      comparison.finish();
    } catch (Unreadable e) {
      // It is a finding already.
    }
  }

  private void begin() {
    byte[] first = Keys.tag(part.tag());
    read(() -> cursor.seek(first));
  }

  @Override
  public void accept(
      byte[] wanted,
      int wantedOffset,
      int wantedLength,
      byte[] wantedValue,
      int valueOffset,
      int valueLength) {
    int order = compare(wanted, wantedOffset, wantedLength);
    while (order < 0) {
      leftOver();
      order = compare(wanted, wantedOffset, wantedLength);
    }
    if (order > 0) {
      byte[] missing = Arrays.copyOfRange(wanted, wantedOffset, wantedOffset + wantedLength);
      findings.found(part.title(), places.of(missing), "missing");
      return;
    }
    int length = readValue();
    if (!Arrays.equals(value, 0, length, wantedValue, valueOffset, valueOffset + valueLength)) {
      byte[] right = Arrays.copyOfRange(wantedValue, valueOffset, valueOffset + valueLength);
      findings.found(
          part.title(),
          places.of(currentKey()),
          "has %s, should have %s".formatted(shown(Arrays.copyOf(value, length)), shown(right)));
    }
    next();
  }

  private static String shown(byte[] bytes) {
    return bytes.length == 0 ? "no value" : KvViews.hex(bytes);
  }

  private void finish() {
    while (more) {
      leftOver();
    }
    progress.accept(compared % STEP);
  }

  private void leftOver() {
    findings.found(part.title(), places.of(currentKey()), "left over: no unit says it");
    next();
  }

  private byte[] currentKey() {
    return Arrays.copyOf(key, keyLength);
  }

  /** Compares the current key with another; no key is behind all others. */
  private int compare(byte[] other, int offset, int length) {
    return more ? Arrays.compareUnsigned(key, 0, keyLength, other, offset, offset + length) : 1;
  }

  private void next() {
    if (++compared % STEP == 0) {
      progress.accept(STEP);
    }
    read(cursor::next);
  }

  /** A move of the cursor. */
  private interface Move {
    boolean go();
  }

  private void read(Move move) {
    try {
      more = move.go();
      if (more) {
        KvView view = cursor.key();
        order.check(view);
        keyLength = view.length();
        if (keyLength > key.length) {
          key = new byte[2 * keyLength];
        }
        view.getBytes(0, key, 0, keyLength);
        more = keyLength > 0 && key[0] == part.tag();
      }
    } catch (KvClosedException e) {
      throw e;
    } catch (KvException e) {
      throw unreadable(e);
    }
  }

  private int readValue() {
    try {
      KvView view = cursor.value();
      int length = view.length();
      if (length > value.length) {
        value = new byte[2 * length];
      }
      view.getBytes(0, value, 0, length);
      return length;
    } catch (KvClosedException e) {
      throw e;
    } catch (KvException e) {
      throw unreadable(e);
    }
  }

  private Unreadable unreadable(KvException e) {
    String place = keyLength == 0 ? "its beginning" : places.of(currentKey());
    findings.found(
        part.title(),
        place,
        "from here on, what follows is not checked: " + DamagedReads.unreadable(e));
    return new Unreadable();
  }
}
