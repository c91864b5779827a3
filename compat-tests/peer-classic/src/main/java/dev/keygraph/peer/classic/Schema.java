package dev.keygraph.peer.classic;

import java.sql.SQLException;
import java.util.List;

/** The tables. */
final class Schema {
  /** What a node is that no unit defines. */
  static final String UNRESOLVED = "UNRESOLVED";

  /** Adds the number of a kind, of nodes or edges. */
  static final String ADD_KIND = "INSERT INTO kind VALUES (?, ?)";

  /** Adds a unit. */
  static final String ADD_UNIT = "INSERT INTO unit VALUES (?, ?, ?)";

  /** Adds a node. */
  static final String ADD_NODE = "INSERT INTO node VALUES (?, ?, ?)";

  /** Adds a unit's definition of a node. */
  static final String ADD_DEFINITION = "INSERT INTO definition VALUES (?, ?, ?, ?)";

  /** Adds an edge that a unit states. */
  static final String ADD_EDGE = "INSERT INTO edge VALUES (?, ?, ?, ?, ?)";

  /** Tells the number of the kind that a node shows. */
  static final String SHOWN_KIND =
      "SELECT definition.kind FROM definition INDEXED BY definition_by_node"
          + " JOIN unit ON unit.id = definition.unit WHERE definition.node = ?"
          + " ORDER BY unit.path LIMIT 1";

  private static final List<String> TABLES =
      List.of(
          "CREATE TABLE kind (id INTEGER PRIMARY KEY, name TEXT NOT NULL)",
          "CREATE TABLE unit (id INTEGER PRIMARY KEY, path TEXT NOT NULL, hash BLOB NOT NULL)",
          "CREATE TABLE node (id INTEGER PRIMARY KEY, symbol TEXT NOT NULL, kind INTEGER NOT NULL)",
          "CREATE TABLE definition (unit INTEGER NOT NULL, node INTEGER NOT NULL,"
              + " kind INTEGER NOT NULL, attributes TEXT)",
          "CREATE TABLE edge (unit INTEGER NOT NULL, source INTEGER NOT NULL,"
              + " kind INTEGER NOT NULL, target INTEGER NOT NULL, attributes TEXT)");

  private static final List<String> INDEXES =
      List.of(
          "CREATE UNIQUE INDEX unit_by_path ON unit (path)",
          "CREATE UNIQUE INDEX node_by_symbol ON node (symbol)",
          "CREATE UNIQUE INDEX definition_by_node ON definition (node, unit)",
          "CREATE INDEX definition_by_unit ON definition (unit, node)",
          "CREATE UNIQUE INDEX edge_by_source ON edge (source, kind, target, unit)",
          "CREATE INDEX edge_by_target ON edge (target, kind, source)",
          "CREATE INDEX edge_by_unit ON edge (unit)");

  private Schema() {}

  /** Returns whether the tables are there. */
  static boolean exists(Session session) throws SQLException {
    return session.number("SELECT count(*) FROM sqlite_schema") > 0;
  }

  static void createTables(Session session) throws SQLException {
    for (String table : TABLES) {
      session.change(table);
    }
  }

  /** Creates the indexes; after a load, which needs none, since sorting is cheaper. */
  static void createIndexes(Session session) throws SQLException {
    for (String index : INDEXES) {
      session.change(index);
    }
  }
}
