package dev.keygraph.peer.classic;

import dev.keygraph.compare.json.JsonText;
import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.UnitContent;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The rows of a unit: its definitions and edges. */
final class UnitRows {
  private UnitRows() {}

  /**
   * Adds the rows of a unit that has none.
   *
   * @param nodes the id of each symbol, by its rank
   * @return how many there are
   */
  static long add(Session session, Kinds kinds, UnitContent unit, long id, long[] nodes)
      throws SQLException {
    for (int i = 0; i < unit.definitionCount(); i++) {
      batch(
          session.statement(
              Schema.ADD_DEFINITION,
              id,
              nodes[unit.definitionRank(i)],
              kinds.intern(session, unit.definitionKind(i).name()),
              text(unit.definitionAttributes(i))));
    }
    session.statement(Schema.ADD_DEFINITION).executeBatch();
    for (int i = 0; i < unit.edgeCount(); i++) {
      batch(
          session.statement(
              Schema.ADD_EDGE,
              id,
              nodes[unit.edgeFromRank(i)],
              kinds.intern(session, unit.edgeKind(i).name()),
              nodes[unit.edgeToRank(i)],
              text(unit.edgeAttributes(i))));
    }
    session.statement(Schema.ADD_EDGE).executeBatch();
    return unit.definitionCount() + (long) unit.edgeCount();
  }

  private static void batch(PreparedStatement row) throws SQLException {
    row.addBatch();
  }

  private static @Nullable String text(Attributes attributes) {
    return attributes.isEmpty() ? null : JsonText.line(attributes.asMap());
  }
}
