package dev.keygraph.peer.classic;

import dev.keygraph.compare.contender.AnswerSink;
import dev.keygraph.compare.contender.CallCycles;
import dev.keygraph.compare.contender.ContenderReader;
import dev.keygraph.compare.question.Question;
import dev.keygraph.graph.EdgeKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;

/** Asks in SQL, in a transaction that sees one commit. */
final class ClassicReader implements ContenderReader {
  private final Session session;
  private final Kinds kinds;
  private final Consumer<Session> release;
  private final CallCycles cycles = new CallCycles();

  /**
   * Takes a session over whose transaction has begun.
   *
   * @param release takes the session when the reader is closed
   */
  ClassicReader(Session session, Kinds kinds, Consumer<Session> release) {
    this.session = session;
    this.kinds = kinds;
    this.release = release;
  }

  @Override
  public Prepared prepare(Question question) {
    String subject = question.subject();
    return switch (question.kind()) {
      case DEFINITION -> answer -> definition(subject, answer);
      case CYCLES -> prepare(question, id("SELECT id FROM unit WHERE path = ?", subject));
      default -> prepare(question, id("SELECT id FROM node WHERE symbol = ?", subject));
    };
  }

  private Prepared prepare(Question question, long id) {
    if (id == Session.NOTHING) {
      return answer -> 0;
    }
    long calls = kinds.number(EdgeKind.CALLS.name());
    return switch (question.kind()) {
      case CALLERS -> answer -> neighbors(Queries.CALLERS, answer, id, calls);
      case CALLEES -> answer -> neighbors(Queries.CALLEES, answer, id, calls);
      case CALLERS_2 -> answer -> blastRadius(answer, id, calls, 2);
      case BLAST_RADIUS_3 -> answer -> blastRadius(answer, id, calls, 3);
      case BLAST_RADIUS_5 -> answer -> blastRadius(answer, id, calls, 5);
      case IMPLEMENTATIONS -> answer -> implementations(answer, id);
      case CYCLES -> answer -> cycles(answer, id, calls);
      case DEFINITION -> throw new IllegalArgumentException("not about a row: " + question);
    };
  }

  private long id(String sql, String text) {
    try {
      return session.number(sql, text);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private long definition(String symbol, AnswerSink answer) {
    stream(
        Queries.DEFINITION,
        row -> answer.node(row.getLong(1), kinds.name(row.getLong(2)).hashCode()),
        symbol);
    return 0;
  }

  private long neighbors(String sql, AnswerSink answer, long node, long kind) {
    return stream(sql, row -> answer.node(row.getLong(1), 1), node, kind);
  }

  private long blastRadius(AnswerSink answer, long start, long calls, long maxDepth) {
    stream(
        Queries.BLAST_RADIUS,
        row -> answer.node(row.getLong(1), row.getLong(2)),
        start,
        calls,
        maxDepth);
    return Prepared.UNKNOWN;
  }

  private long implementations(AnswerSink answer, long type) {
    stream(
        Queries.IMPLEMENTATIONS,
        row -> answer.node(row.getLong(1), 1),
        type,
        kinds.number(EdgeKind.IMPLEMENTS.name()),
        kinds.number(EdgeKind.EXTENDS.name()));
    return Prepared.UNKNOWN;
  }

  private long cycles(AnswerSink answer, long unit, long calls) {
    cycles.clear();
    stream(
        Queries.CALLS_AROUND_UNIT, row -> cycles.add(row.getLong(1), row.getLong(2)), unit, calls);
    cycles.tell(answer);
    return Prepared.UNKNOWN;
  }

  /** Takes a row. */
  @FunctionalInterface
  private interface RowVisitor {
    void visit(ResultSet row) throws SQLException;
  }

  private long stream(String sql, RowVisitor visitor, Object... parameters) {
    try (ResultSet rows = session.statement(sql, parameters).executeQuery()) {
      long count = 0;
      while (rows.next()) {
        visitor.visit(rows);
        count++;
      }
      return count;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static ClassicException failure(SQLException cause) {
    return new ClassicException("answer", cause);
  }

  @Override
  public String symbol(long node) {
    String[] symbol = new String[1];
    stream("SELECT symbol FROM node WHERE id = ?", row -> symbol[0] = row.getString(1), node);
    return symbol[0];
  }

  @Override
  public void close() {
    try {
      session.rollback();
    } catch (SQLException e) {
      throw new ClassicException("close a reader", e);
    }
    release.accept(session);
  }
}
