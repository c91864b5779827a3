package dev.keygraph.peer.classic;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The numbers of the kinds of nodes and edges: few, and never taken back. For several threads. */
final class Kinds {
  private final Map<String, Long> numbers = new ConcurrentHashMap<>();
  private final Map<Long, String> names = new ConcurrentHashMap<>();

  /** Reads what is committed, and forgets the rest. */
  void read(Session session) throws SQLException {
    numbers.clear();
    names.clear();
    try (ResultSet rows = session.statement("SELECT id, name FROM kind").executeQuery()) {
      while (rows.next()) {
        put(rows.getLong(1), rows.getString(2));
      }
    }
  }

  /** Returns the number of a kind, and adds the kind if it is new; for the thread that writes. */
  long intern(Session session, String name) throws SQLException {
    Long known = numbers.get(name);
    if (known != null) {
      return known;
    }
    long number = numbers.size();
    session.change(Schema.ADD_KIND, number, name);
    put(number, name);
    return number;
  }

  private void put(long number, String name) {
    // What has a number can be named: readers ask in that order.
    names.put(number, name);
    numbers.put(name, number);
  }

  /** Returns the number of a kind, or one that no edge has if there is no such kind. */
  long number(String name) {
    return numbers.getOrDefault(name, Session.NOTHING);
  }

  /** Returns the name of a number that a row had. */
  String name(long number) {
    String name = names.get(number);
    if (name == null) {
      throw new IllegalStateException("no kind has the number " + number);
    }
    return name;
  }
}
