package dev.keygraph.graph;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Hashes what a unit says, each part with its length, so that no two contents look alike. */
final class UnitHasher {
  private final MessageDigest digest;
  private final ByteBuffer number = ByteBuffer.allocate(Integer.BYTES);

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
    return ContentHash.ofHash(hasher.digest.digest());
  }

  private void add(Attributes attributes) {
    add(attributes.size());
    for (int i = 0; i < attributes.size(); i++) {
      add(attributes.name(i));
      add(attributes.value(i));
    }
  }

  private void add(String text) {
    // UTF-16 by hand, since a charset would replace an unpaired surrogate.
    byte[] bytes = new byte[2 * text.length()];
    ByteBuffer.wrap(bytes).asCharBuffer().put(text);
    add(bytes.length);
    digest.update(bytes);
  }

  private void add(int value) {
    digest.update(number.clear().putInt(value).array());
  }
}
