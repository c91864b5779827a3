package dev.keygraph.peer.classic;

import dev.keygraph.compare.contender.Contender;
import dev.keygraph.compare.contender.ContenderReader;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.kv.Durability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.sqlite.SQLiteConfig;

/**
 * An open database: one connection that writes, and one for each reader, which stays for the next
 * one. Its log is written ahead, so that neither side waits for the other.
 */
final class ClassicContender implements Contender {
  private static final String FILE = "classic.db";
  private static final String HAS_UNITS = "SELECT EXISTS (SELECT 1 FROM unit)";

  private final Path file;
  private final Durability durability;
  private final Kinds kinds = new Kinds();
  private final Deque<Session> idle = new ConcurrentLinkedDeque<>();
  private Session writer;
  private long commitNanos;

  ClassicContender(Path directory, Durability durability) {
    this.durability = durability;
    try {
      file = Files.createDirectories(directory).toAbsolutePath().resolve(FILE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create " + directory, e);
    }
    writer = openWriter();
  }

  private Session openWriter() {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setSynchronous(
        switch (durability) {
          case DURABLE -> SQLiteConfig.SynchronousMode.FULL;
          case RELAXED -> SQLiteConfig.SynchronousMode.NORMAL;
          case UNSAFE -> SQLiteConfig.SynchronousMode.OFF;
        });
    try {
      Session session = Session.open(file, config);
      try {
        if (!Schema.exists(session)) {
          Schema.createTables(session);
          Schema.createIndexes(session);
        }
        kinds.read(session);
        session.commit();
        return session;
      } catch (SQLException | RuntimeException e) {
        session.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new ClassicException("open " + file, e);
    }
  }

  @Override
  public boolean isEmpty() {
    try {
      boolean empty = writer.number(HAS_UNITS) == 0;
      writer.rollback();
      return empty;
    } catch (SQLException e) {
      throw new ClassicException("look for units", e);
    }
  }

  /** Loads into another file, which takes the place of this one when it is durable. */
  @Override
  public long load(Iterator<UnitContent> units) {
    if (!isEmpty()) {
      throw new IllegalStateException("the store is not empty");
    }
    Path loading = file.resolveSibling(FILE + "-loading");
    try {
      Files.deleteIfExists(loading);
      long rows = BulkLoad.run(loading, units);
      sync(loading, StandardOpenOption.WRITE);
      closeSessions();
      Files.move(
          loading, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      sync(file.resolveSibling(""), StandardOpenOption.READ);
      writer = openWriter();
      return rows;
    } catch (SQLException e) {
      throw new ClassicException("load", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot load into " + file, e);
    }
  }

  private static void sync(Path path, StandardOpenOption mode) throws IOException {
    try (FileChannel channel = FileChannel.open(path, mode)) {
      channel.force(true);
    }
  }

  @Override
  public void save(UnitContent unit) {
    try {
      new UnitReplacement(writer, kinds).run(unit);
      long start = System.nanoTime();
      writer.commit();
      commitNanos += System.nanoTime() - start;
    } catch (SQLException e) {
      undo(e);
      throw new ClassicException("save " + unit.path(), e);
    }
  }

  private void undo(SQLException cause) {
    try {
      writer.rollback();
      kinds.read(writer);
      writer.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  @Override
  public long commitNanos() {
    return commitNanos;
  }

  @Override
  public ContenderReader reader() {
    Session session = idle.poll();
    try {
      if (session == null) {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        session = Session.open(file, config);
      }
      // The first read of a transaction is what its snapshot is taken by.
      session.number(HAS_UNITS);
      return new ClassicReader(session, kinds, idle::push);
    } catch (SQLException e) {
      throw new ClassicException("open a reader", e);
    }
  }

  @Override
  public long bytesOnDisk() {
    long bytes = 0;
    for (String suffix : List.of("", "-wal", "-shm")) {
      try {
        bytes += Files.size(file.resolveSibling(FILE + suffix));
      } catch (NoSuchFileException e) {
        // There is no log yet, or it was all copied.
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read the size of " + file, e);
      }
    }
    return bytes;
  }

  private void closeSessions() throws SQLException {
    for (Session session = idle.poll(); session != null; session = idle.poll()) {
      session.close();
    }
    writer.close();
  }

  @Override
  public void close() {
    try {
      closeSessions();
    } catch (SQLException e) {
      throw new ClassicException("close", e);
    }
  }
}
