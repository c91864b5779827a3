package dev.keygraph.graph;

import java.util.Objects;

/**
 * What an edge says about its ends. The set is open: any name makes a kind, and a store learns
 * kinds as units name them.
 *
 * @param name the kind's name, not empty; case matters
 */
public record EdgeKind(String name) {
  /** A function calls a function. */
  public static final EdgeKind CALLS = new EdgeKind("CALLS");

  /** A type implements a trait. */
  public static final EdgeKind IMPLEMENTS = new EdgeKind("IMPLEMENTS");

  /** A type extends a type, or a trait a trait. */
  public static final EdgeKind EXTENDS = new EdgeKind("EXTENDS");

  /** A definition names a type. */
  public static final EdgeKind USES = new EdgeKind("USES");

  /** A type or module contains a definition. */
  public static final EdgeKind DEFINES = new EdgeKind("DEFINES");

  /** A function reads or writes a field. */
  public static final EdgeKind ACCESSES = new EdgeKind("ACCESSES");

  /** A function overrides a function, where an indexer knows it. */
  public static final EdgeKind OVERRIDES = new EdgeKind("OVERRIDES");

  /** Checks the name. */
  public EdgeKind {
    KindNames.check(Objects.requireNonNull(name, "name"));
  }

  @Override
  public String toString() {
    return name;
  }
}
