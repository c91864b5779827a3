package dev.keygraph.graph;

import java.nio.charset.StandardCharsets;

/** The one rule for the names of node kinds and edge kinds. */
final class KindNames {
  private KindNames() {}

  static void check(String name) {
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (bytes == 0 || bytes > GraphLimits.MAX_KIND_NAME_BYTES) {
      throw new IllegalArgumentException(
          "a kind's name has 1 to "
              + GraphLimits.MAX_KIND_NAME_BYTES
              + " bytes in UTF-8, not "
              + bytes);
    }
  }
}
