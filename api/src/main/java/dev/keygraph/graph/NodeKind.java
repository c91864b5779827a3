package dev.keygraph.graph;

import java.util.Objects;

/**
 * What a node is. The set is open: any name makes a kind, and a store learns kinds as units name
 * them.
 *
 * @param name the kind's name, not empty; case matters
 */
public record NodeKind(String name) {
  /** A function or method. */
  public static final NodeKind FUNCTION = new NodeKind("FUNCTION");

  /** A class, record, enum or other type with a body of its own. */
  public static final NodeKind STRUCT = new NodeKind("STRUCT");

  /** An interface, trait or annotation type. */
  public static final NodeKind TRAIT = new NodeKind("TRAIT");

  /** A field or constant. */
  public static final NodeKind FIELD = new NodeKind("FIELD");

  /** A module or package. */
  public static final NodeKind MODULE = new NodeKind("MODULE");

  /** The kind of a symbol that units mention and none defines; no unit may state it. */
  public static final NodeKind UNRESOLVED = new NodeKind("UNRESOLVED");

  /** Checks the name. */
  public NodeKind {
    KindNames.check(Objects.requireNonNull(name, "name"));
  }

  @Override
  public String toString() {
    return name;
  }
}
