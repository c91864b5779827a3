package dev.keygraph.bench;

import dev.keygraph.graph.Direction;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NodeVisitor;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sqlite.SQLiteConfig;

/**
 * A graph as one keeps it in a relational database without further thought: a table of nodes, a
 * table of edges, an index on either end, and recursive queries. A contender in comparisons alone,
 * which shows what an encoding of ordered keys buys over the same engine.
 *
 * <p>Its node ids are those of the snapshot that it was loaded from. The edges' table is in the
 * order of their beginnings, and the index holds whole edges in the order of their ends, so that no
 * question needs anything but a range of one of both.
 *
 * <p>For one thread.
 */
final class ClassicDesign implements AutoCloseable {
  private static final List<EdgeKind> SUBTYPING = List.of(EdgeKind.IMPLEMENTS, EdgeKind.EXTENDS);
  private static final int BATCH = 1 << 10;
  private static final int NO_NODE = GraphSnapshot.NO_NODE;

  private final Connection connection;
  private final Map<EdgeKind, Integer> kinds = new HashMap<>();
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  /** Opens what {@link #load} filled. */
  ClassicDesign(Path file) {
    try {
      SQLiteConfig config = new SQLiteConfig();
      config.setReadOnly(true);
      connection = config.createConnection("jdbc:sqlite:" + file);
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA mmap_size = 68719476736");
        statement.execute("PRAGMA cache_size = -8192");
        try (ResultSet rows = statement.executeQuery("SELECT name, id FROM edge_kind")) {
          while (rows.next()) {
            kinds.put(new EdgeKind(rows.getString(1)), rows.getInt(2));
          }
        }
      }
      connection.setAutoCommit(false);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Copies all nodes and edges of a snapshot to a new file. */
  static void load(GraphSnapshot snapshot, Path file) {
    try (Connection connection = new SQLiteConfig().createConnection("jdbc:sqlite:" + file)) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode = MEMORY");
        statement.execute("CREATE TABLE edge_kind (id INTEGER PRIMARY KEY, name TEXT NOT NULL)");
        statement.execute(
            "CREATE TABLE node (id INTEGER PRIMARY KEY, symbol TEXT NOT NULL, kind TEXT NOT NULL)");
        statement.execute(
            "CREATE TABLE edge (source INTEGER NOT NULL, kind INTEGER NOT NULL,"
                + " target INTEGER NOT NULL, PRIMARY KEY (source, kind, target)) WITHOUT ROWID");
        connection.setAutoCommit(false);
        copyNodes(snapshot, connection);
        copyEdges(snapshot, connection);
        statement.execute("CREATE UNIQUE INDEX node_by_symbol ON node (symbol)");
        statement.execute("CREATE INDEX edge_by_target ON edge (target, kind, source)");
        statement.execute("ANALYZE");
      }
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void copyNodes(GraphSnapshot snapshot, Connection connection) throws SQLException {
    try (Rows rows = new Rows(connection, "INSERT INTO node VALUES (?, ?, ?)")) {
      snapshot.nodes(
          node -> {
            rows.add(node, snapshot.symbol(node), snapshot.kind(node).name());
            return true;
          });
    }
  }

  private static void copyEdges(GraphSnapshot snapshot, Connection connection) throws SQLException {
    Map<EdgeKind, Integer> numbers = new HashMap<>();
    try (Rows names = new Rows(connection, "INSERT INTO edge_kind VALUES (?, ?)");
        Rows rows = new Rows(connection, "INSERT INTO edge VALUES (?, ?, ?)")) {
      for (EdgeKind kind : snapshot.edgeKinds()) {
        numbers.put(kind, numbers.size());
        names.add(numbers.size() - 1, kind.name());
      }
      snapshot.nodes(
          node ->
              snapshot.neighbors(
                  node,
                  Direction.OUTGOING,
                  EdgeKinds.all(),
                  (target, kind) -> {
                    rows.add(node, numbers.getOrDefault(kind, -1), target);
                    return true;
                  }));
    }
  }

  /** Rows to insert, many at a time. */
  private static final class Rows implements AutoCloseable {
    private final PreparedStatement insert;
    private int waiting;

    Rows(Connection connection, String sql) throws SQLException {
      insert = connection.prepareStatement(sql);
    }

    void add(Object... columns) {
      try {
        for (int i = 0; i < columns.length; i++) {
          insert.setObject(i + 1, columns[i]);
        }
        insert.addBatch();
        if (++waiting == BATCH) {
          insert.executeBatch();
          waiting = 0;
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() throws SQLException {
      insert.executeBatch();
      insert.close();
    }
  }

  /** Returns the node with a symbol, or {@link GraphSnapshot#NO_NODE}. */
  int node(String symbol) {
    try {
      PreparedStatement query = statement("SELECT id FROM node WHERE symbol = ?");
      query.setString(1, symbol);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? row.getInt(1) : NO_NODE;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Streams the functions that call a function directly, and returns how many. */
  long callers(int node, NodeVisitor visitor) {
    return stream(
        "SELECT source FROM edge WHERE target = ? AND kind = ?",
        visitor,
        node,
        kind(EdgeKind.CALLS));
  }

  /**
   * Streams the nodes that lead to a node, or that it leads to, by at most so many edges of one
   * kind, nearest first, and returns how many; the start is not among them. SQL can keep a set of
   * rows while it recurs, not the nearest row of each node: a node is expanded again at each
   * distance at which it is found.
   */
  long blastRadius(
      int start, Direction direction, EdgeKind kind, int maxDepth, NodeVisitor visitor) {
    String sql =
        "WITH RECURSIVE reached (node, depth) AS (VALUES (?, 0) UNION SELECT edge.%s,"
            + " reached.depth + 1 FROM reached JOIN edge ON edge.%s = reached.node"
            + " AND edge.kind = ? WHERE reached.depth < ?)"
            + " SELECT node FROM reached GROUP BY node HAVING node <> ? ORDER BY min(depth)";
    return stream(
        sql.formatted(far(direction), near(direction)),
        visitor,
        start,
        kind(kind),
        maxDepth,
        start);
  }

  /** Streams all nodes that a node reaches by edges of some kinds, and returns how many. */
  long reachable(int start, Direction direction, List<EdgeKind> along, NodeVisitor visitor) {
    String sql =
        "WITH RECURSIVE reached (node) AS (VALUES (?) UNION SELECT edge.%s FROM reached"
            + " JOIN edge ON edge.%s = reached.node AND edge.kind IN (%s))"
            + " SELECT node FROM reached WHERE node <> ?";
    String marks = String.join(", ", Collections.nCopies(along.size(), "?"));
    Object[] parameters = new Object[along.size() + 2];
    parameters[0] = start;
    for (int i = 0; i < along.size(); i++) {
      parameters[i + 1] = kind(along.get(i));
    }
    parameters[along.size() + 1] = start;
    return stream(sql.formatted(far(direction), near(direction), marks), visitor, parameters);
  }

  /** Streams the types that implement or extend a type, directly or not; returns how many. */
  long implementations(int type, NodeVisitor visitor) {
    return reachable(type, Direction.INCOMING, SUBTYPING, visitor);
  }

  private static String near(Direction direction) {
    return direction == Direction.OUTGOING ? "source" : "target";
  }

  private static String far(Direction direction) {
    return direction == Direction.OUTGOING ? "target" : "source";
  }

  /** Returns a number that no edge has for a kind that no edge has. */
  private int kind(EdgeKind kind) {
    return kinds.getOrDefault(kind, -1);
  }

  private long stream(String sql, NodeVisitor visitor, Object... parameters) {
    try {
      PreparedStatement query = statement(sql);
      for (int i = 0; i < parameters.length; i++) {
        query.setObject(i + 1, parameters[i]);
      }
      long count = 0;
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          count++;
          if (!visitor.visit(rows.getInt(1))) {
            break;
          }
        }
      }
      return count;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private PreparedStatement statement(String sql) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    return statement;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
