package dev.keygraph.graph;

/** The one rule for the size of attributes. */
final class AttributeSizes {
  /** What a name or value costs beside its text, at most. */
  private static final int OVERHEAD = 8;

  private AttributeSizes() {}

  static void check(Attributes attributes) {
    // A char has at most 3 bytes, so short texts need no second look.
    long atMost = 0;
    for (int i = 0; i < attributes.size(); i++) {
      atMost += 2 * OVERHEAD + 3L * (attributes.name(i).length() + attributes.value(i).length());
    }
    if (atMost > GraphLimits.MAX_ATTRIBUTES_BYTES) {
      checkExactly(attributes);
    }
  }

  private static void checkExactly(Attributes attributes) {
    long bytes = 0;
    for (int i = 0; i < attributes.size(); i++) {
      bytes +=
          2 * OVERHEAD
              + Texts.utf8Length(attributes.name(i))
              + Texts.utf8Length(attributes.value(i));
    }
    if (bytes > GraphLimits.MAX_ATTRIBUTES_BYTES) {
      throw new IllegalArgumentException(
          "attributes have more than " + GraphLimits.MAX_ATTRIBUTES_BYTES + " bytes: " + bytes);
    }
  }
}
