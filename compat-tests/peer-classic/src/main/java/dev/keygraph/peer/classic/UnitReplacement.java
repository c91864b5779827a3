package dev.keygraph.peer.classic;

import dev.keygraph.graph.UnitContent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/** Replaces the rows of a unit, within the transaction of a session. */
final class UnitReplacement {
  private static final String OLD_NODES =
      "SELECT node FROM definition WHERE unit = ?1 UNION SELECT source FROM edge WHERE unit = ?1"
          + " UNION SELECT target FROM edge WHERE unit = ?1";
  private static final String REMOVE_IF_UNUSED =
      "DELETE FROM node WHERE id = ?1"
          + " AND NOT EXISTS (SELECT 1 FROM definition WHERE node = ?1)"
          + " AND NOT EXISTS (SELECT 1 FROM edge WHERE source = ?1)"
          + " AND NOT EXISTS (SELECT 1 FROM edge WHERE target = ?1)";

  private final Session session;
  private final Kinds kinds;

  UnitReplacement(Session session, Kinds kinds) {
    this.session = session;
    this.kinds = kinds;
  }

  /** Makes the unit the content of its path. */
  void run(UnitContent unit) throws SQLException {
    long id = unit(unit);
    Set<Long> old = oldNodes(id);
    session.change("DELETE FROM definition WHERE unit = ?", id);
    session.change("DELETE FROM edge WHERE unit = ?", id);
    long unresolved = kinds.intern(session, Schema.UNRESOLVED);
    long[] nodes = new long[unit.symbolCount()];
    for (int rank = 0; rank < nodes.length; rank++) {
      nodes[rank] = node(unit.symbol(rank), unresolved);
    }
    UnitRows.add(session, kinds, unit, id, nodes);
    Set<Long> touched = new HashSet<>(old);
    for (long node : nodes) {
      touched.add(node);
      old.remove(node);
    }
    for (long node : old) {
      if (session.change(REMOVE_IF_UNUSED, node) > 0) {
        touched.remove(node);
      }
    }
    for (long node : touched) {
      show(node, unresolved);
    }
  }

  private long unit(UnitContent unit) throws SQLException {
    byte[] hash = unit.hash().toByteArray();
    long known = session.number("SELECT id FROM unit WHERE path = ?", unit.path());
    if (known != Session.NOTHING) {
      session.change("UPDATE unit SET hash = ? WHERE id = ?", hash, known);
      return known;
    }
    long id = next("SELECT max(id) FROM unit");
    session.change(Schema.ADD_UNIT, id, unit.path(), hash);
    return id;
  }

  private Set<Long> oldNodes(long unit) throws SQLException {
    Set<Long> nodes = new HashSet<>();
    try (ResultSet rows = session.statement(OLD_NODES, unit).executeQuery()) {
      while (rows.next()) {
        nodes.add(rows.getLong(1));
      }
    }
    return nodes;
  }

  private long node(String symbol, long unresolved) throws SQLException {
    long known = session.number("SELECT id FROM node WHERE symbol = ?", symbol);
    if (known != Session.NOTHING) {
      return known;
    }
    long id = next("SELECT max(id) FROM node");
    session.change(Schema.ADD_NODE, id, symbol, unresolved);
    return id;
  }

  /** The greatest id is null, which is read as 0, if there is none. */
  private long next(String greatest) throws SQLException {
    return session.number(greatest) + 1;
  }

  private void show(long node, long unresolved) throws SQLException {
    long stated = session.number(Schema.SHOWN_KIND, node);
    session.change(
        "UPDATE node SET kind = ?1 WHERE id = ?2 AND kind <> ?1",
        stated == Session.NOTHING ? unresolved : stated,
        node);
  }
}
