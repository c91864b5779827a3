package dev.keygraph.store;

import dev.keygraph.encoding.Keys;
import java.util.List;

/** The parts of the keyspace, by tag, in the order of the keys. */
enum KeyPart {
  NAMES(Keys.NAME, "names"),
  INITIALS(Keys.INITIALS, "initials"),
  DEFINITIONS(Keys.DEFINITION, "definitions"),
  STATEMENTS(Keys.STATEMENT, "statements"),
  FORWARD(Keys.FORWARD, "forward edges"),
  UNIT_PATHS(Keys.UNIT_PATH, "unit paths"),
  KINDS(Keys.KIND, "nodes by kind"),
  META(Keys.META, "counters and kinds"),
  NODES(Keys.NODE, "nodes"),
  MANIFEST(Keys.UNIT, "manifest"),
  REVERSE(Keys.REVERSE, "reverse edges"),
  SYMBOLS(Keys.SYMBOL, "symbols"),
  CONTENT(Keys.CONTENT, "unit content");

  /** What is in no part. */
  static final String NO_PART = "unknown keys";

  static final List<KeyPart> ALL = List.of(values());

  private final byte tag;
  private final String title;

  KeyPart(byte tag, String title) {
    this.tag = tag;
    this.title = title;
  }

  byte tag() {
    return tag;
  }

  String title() {
    return title;
  }
}
