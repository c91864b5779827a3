package dev.keygraph.query;

import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.NodeVisitor;
import java.util.Objects;

/**
 * Which nodes of a graph are meant, for {@link GraphQueries#nodes(NodePattern, QueryLimits)}: by
 * name, kind, package or unit. Their order and cost are those of the method of {@link
 * GraphSnapshot} that is named. Immutable.
 */
public final class NodePattern {
  private static final NodePattern ALL = new NodePattern("nodes", GraphSnapshot::nodes);

  /** Streams nodes of a snapshot; false if the visitor ended it. */
  private interface Stream {
    boolean of(GraphSnapshot snapshot, NodeVisitor visitor);
  }

  private final String question;
  private final Stream stream;

  private NodePattern(String question, Stream stream) {
    this.question = question;
    this.stream = stream;
  }

  /** All nodes, see {@link GraphSnapshot#nodes}. */
  public static NodePattern all() {
    return ALL;
  }

  /** Those whose symbol begins so, see {@link GraphSnapshot#nodesWithPrefix}. */
  public static NodePattern withPrefix(String prefix) {
    Objects.requireNonNull(prefix, "prefix");
    return new NodePattern(
        "nodesWithPrefix", (snapshot, visitor) -> snapshot.nodesWithPrefix(prefix, visitor));
  }

  /** Those with a simple name, see {@link GraphSnapshot#nodesNamed}. */
  public static NodePattern named(String simpleName) {
    Objects.requireNonNull(simpleName, "simpleName");
    return new NodePattern(
        "nodesNamed", (snapshot, visitor) -> snapshot.nodesNamed(simpleName, visitor));
  }

  /** Those whose simple name begins so, see {@link GraphSnapshot#nodesNamedWithPrefix}. */
  public static NodePattern namedWithPrefix(String prefix) {
    Objects.requireNonNull(prefix, "prefix");
    return new NodePattern(
        "nodesNamedWithPrefix",
        (snapshot, visitor) -> snapshot.nodesNamedWithPrefix(prefix, visitor));
  }

  /** Those with such capitals, see {@link GraphSnapshot#nodesMatchingCamelCase}. */
  public static NodePattern camelCase(String pattern) {
    Objects.requireNonNull(pattern, "pattern");
    return new NodePattern(
        "nodesMatchingCamelCase",
        (snapshot, visitor) -> snapshot.nodesMatchingCamelCase(pattern, visitor));
  }

  /** Those of a kind, see {@link GraphSnapshot#nodesOfKind}. */
  public static NodePattern ofKind(NodeKind kind) {
    Objects.requireNonNull(kind, "kind");
    return new NodePattern(
        "nodesOfKind", (snapshot, visitor) -> snapshot.nodesOfKind(kind, visitor));
  }

  /** Those of a package without its subpackages, see {@link GraphSnapshot#nodesInPackage}. */
  public static NodePattern inPackage(String packageName) {
    Objects.requireNonNull(packageName, "packageName");
    return new NodePattern(
        "nodesInPackage", (snapshot, visitor) -> snapshot.nodesInPackage(packageName, visitor));
  }

  /** Those that a unit defines, see {@link GraphSnapshot#nodesOfUnit}. */
  public static NodePattern ofUnit(String unitPath) {
    Objects.requireNonNull(unitPath, "unitPath");
    return new NodePattern(
        "nodesOfUnit", (snapshot, visitor) -> snapshot.nodesOfUnit(unitPath, visitor));
  }

  /** Returns the name that listeners of questions know this by. */
  String question() {
    return question;
  }

  /** Streams the nodes of a snapshot. */
  void stream(GraphSnapshot snapshot, NodeVisitor visitor) {
    stream.of(snapshot, visitor);
  }
}
