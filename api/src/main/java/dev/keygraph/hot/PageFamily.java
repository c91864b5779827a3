package dev.keygraph.hot;

import dev.keygraph.encoding.Keys;

/** What pages are about. */
public enum PageFamily {
  /** Edges by where they start. */
  FORWARD(Keys.FORWARD),
  /** Edges by where they end. */
  REVERSE(Keys.REVERSE),
  /** Which nodes there are, and their kinds. */
  NODES(Keys.NODE);

  private final byte tag;

  PageFamily(byte tag) {
    this.tag = tag;
  }

  /** Returns the tag of the keys that say it. */
  byte tag() {
    return tag;
  }
}
