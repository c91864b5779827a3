package dev.keygraph.peer.classic;

/**
 * The questions in SQL. Indexes are named, and {@code CROSS JOIN} keeps the order of what it joins:
 * the planner has nothing to guess.
 */
final class Queries {
  /** The node of a symbol, and the number of its kind. */
  static final String DEFINITION = "SELECT id, kind FROM node WHERE symbol = ?";

  /** The beginnings of the edges of a kind that end in a node. */
  static final String CALLERS =
      "SELECT DISTINCT source FROM edge INDEXED BY edge_by_target WHERE target = ? AND kind = ?";

  /** The ends of the edges of a kind that begin in a node. */
  static final String CALLEES =
      "SELECT DISTINCT target FROM edge INDEXED BY edge_by_source WHERE source = ? AND kind = ?";

  /**
   * What leads to a node by at most so many edges of a kind, with the distance. SQL can keep a set
   * of rows while it recurs, not the nearest row of each node: a node is expanded again at each
   * distance at which it is found.
   */
  static final String BLAST_RADIUS =
      "WITH RECURSIVE reached (node, depth) AS (VALUES (?1, 0) UNION"
          + " SELECT edge.source, reached.depth + 1 FROM reached"
          + " CROSS JOIN edge INDEXED BY edge_by_target"
          + " WHERE edge.target = reached.node AND edge.kind = ?2 AND reached.depth < ?3)"
          + " SELECT node, min(depth) FROM reached WHERE node <> ?1 GROUP BY node";

  /** What leads to a node by edges of two kinds. */
  static final String IMPLEMENTATIONS =
      "WITH RECURSIVE reached (node) AS (VALUES (?1) UNION"
          + " SELECT edge.source FROM reached CROSS JOIN edge INDEXED BY edge_by_target"
          + " WHERE edge.target = reached.node AND edge.kind IN (?2, ?3))"
          + " SELECT node FROM reached WHERE node <> ?1";

  /**
   * The edges of a kind among what a unit defines and the neighbours of that along such edges, in
   * both directions.
   */
  static final String CALLS_AROUND_UNIT =
      "WITH member (node) AS MATERIALIZED ("
          + "SELECT node FROM definition WHERE unit = ?1"
          + " UNION SELECT edge.target FROM definition"
          + " CROSS JOIN edge INDEXED BY edge_by_source"
          + " WHERE definition.unit = ?1 AND edge.source = definition.node AND edge.kind = ?2"
          + " UNION SELECT edge.source FROM definition"
          + " CROSS JOIN edge INDEXED BY edge_by_target"
          + " WHERE definition.unit = ?1 AND edge.target = definition.node AND edge.kind = ?2)"
          + " SELECT edge.source, edge.target FROM member"
          + " CROSS JOIN edge INDEXED BY edge_by_source"
          + " WHERE edge.source = member.node AND edge.kind = ?2"
          + " AND edge.target IN (SELECT node FROM member)";

  private Queries() {}
}
