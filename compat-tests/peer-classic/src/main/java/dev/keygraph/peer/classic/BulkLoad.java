package dev.keygraph.peer.classic;

import dev.keygraph.graph.UnitContent;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.sqlite.SQLiteConfig;

/**
 * Loads units into a new file: rows first, without indexes and without a log, then the indexes. All
 * symbols are in memory meanwhile.
 */
final class BulkLoad {
  /** Of the nodes that are defined more than once, the kind that they show. */
  private static final String SHOW_KINDS =
      "UPDATE node SET kind = ("
          + Schema.SHOWN_KIND.replace("?", "node.id")
          + ") WHERE id IN (SELECT node FROM definition GROUP BY node HAVING count(*) > 1)";

  private static final int BATCH = 1 << 10;

  private final Kinds kinds = new Kinds();
  private final Map<String, Long> nodes = new HashMap<>();
  private long[] kindOfNode = new long[BATCH];
  private long rows;

  private BulkLoad() {}

  /**
   * Loads all units into a file that does not exist.
   *
   * @return how many rows there are
   */
  static long run(Path file, Iterator<UnitContent> units) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.OFF);
    config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
    try (Session session = Session.open(file, config)) {
      BulkLoad load = new BulkLoad();
      load.run(session, units);
      session.commit();
      return load.rows;
    }
  }

  private void run(Session session, Iterator<UnitContent> units) throws SQLException {
    Schema.createTables(session);
    long unresolved = kinds.intern(session, Schema.UNRESOLVED);
    for (long id = 1; units.hasNext(); id++) {
      UnitContent unit = units.next();
      session.change(Schema.ADD_UNIT, id, unit.path(), unit.hash().toByteArray());
      rows += 1 + UnitRows.add(session, kinds, unit, id, number(unit, unresolved));
      for (int i = 0; i < unit.definitionCount(); i++) {
        int node = Math.toIntExact(nodes.getOrDefault(unit.definitionSymbol(i), 0L));
        kindOfNode[node] = kinds.intern(session, unit.definitionKind(i).name());
      }
    }
    addNodes(session);
    Schema.createIndexes(session);
    session.change(SHOW_KINDS);
  }

  private long[] number(UnitContent unit, long unresolved) {
    long[] numbers = new long[unit.symbolCount()];
    for (int rank = 0; rank < numbers.length; rank++) {
      Long known = nodes.get(unit.symbol(rank));
      if (known == null) {
        known = nodes.size() + 1L;
        nodes.put(unit.symbol(rank), known);
        int index = Math.toIntExact(known);
        if (index >= kindOfNode.length) {
          kindOfNode = Arrays.copyOf(kindOfNode, 2 * kindOfNode.length);
        }
        kindOfNode[index] = unresolved;
      }
      numbers[rank] = known;
    }
    return numbers;
  }

  /** In the order of their ids, in which their table is. */
  private void addNodes(Session session) throws SQLException {
    String[] symbols = new String[nodes.size() + 1];
    nodes.forEach((symbol, id) -> symbols[Math.toIntExact(id)] = symbol);
    for (int id = 1; id < symbols.length; id++) {
      PreparedStatement row =
          session.statement(Schema.ADD_NODE, (long) id, symbols[id], kindOfNode[id]);
      row.addBatch();
      if (id % BATCH == 0 || id == symbols.length - 1) {
        row.executeBatch();
      }
    }
    rows += nodes.size();
  }
}
