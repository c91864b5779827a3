package dev.keygraph.graph;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Hashes what a unit says, each part with its length, so that no two contents look alike. */
final class UnitHasher {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle CHAR =
      MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.BIG_ENDIAN);
  private static final int BUFFER_BYTES = 8 << 10;

  private final MessageDigest digest;

  /** What the digest has not seen yet: it is slow to take a few bytes at a time. */
  private final byte[] buffer = new byte[BUFFER_BYTES];

  private int buffered;

  private UnitHasher() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static ContentHash hash(UnitContent unit) {
    UnitHasher hasher = new UnitHasher();
    hasher.add(unit.symbolCount());
    for (int rank = 0; rank < unit.symbolCount(); rank++) {
      hasher.add(unit.symbol(rank));
    }
    hasher.add(unit.definitionCount());
    for (int i = 0; i < unit.definitionCount(); i++) {
      hasher.add(unit.definitionRank(i));
      hasher.add(unit.definitionKind(i).name());
      hasher.add(unit.definitionAttributes(i));
    }
    hasher.add(unit.edgeCount());
    for (int i = 0; i < unit.edgeCount(); i++) {
      hasher.add(unit.edgeFromRank(i));
      hasher.add(unit.edgeKind(i).name());
      hasher.add(unit.edgeToRank(i));
      hasher.add(unit.edgeAttributes(i));
    }
    hasher.flush();
    return ContentHash.ofHash(hasher.digest.digest());
  }

  private void add(Attributes attributes) {
    add(attributes.size());
    for (int i = 0; i < attributes.size(); i++) {
      add(attributes.name(i));
      add(attributes.value(i));
    }
  }

  private void add(String whole) {
    add(Character.BYTES * whole.length());
    for (int begin = 0; begin < whole.length(); ) {
      int room = (BUFFER_BYTES - buffered) / Character.BYTES;
      int end = Math.min(whole.length(), begin + room);
      addPart(whole, begin, end);
      begin = end;
      if (begin < whole.length()) {
        flush();
      }
    }
  }

  /** Adds UTF-16 as it is, since a charset would replace an unpaired surrogate. */
  private void addPart(String whole, int begin, int end) {
    byte[] bytes = buffer;
    int at = buffered - Character.BYTES * begin;
    for (int i = begin; i < end; i++) {
      CHAR.set(bytes, at + Character.BYTES * i, whole.charAt(i));
    }
    buffered += Character.BYTES * (end - begin);
  }

  private void add(int value) {
    if (buffered > BUFFER_BYTES - Integer.BYTES) {
      flush();
    }
    INT.set(buffer, buffered, value);
    buffered += Integer.BYTES;
  }

  private void flush() {
    digest.update(buffer, 0, buffered);
    buffered = 0;
  }
}
