package dev.keygraph.engine.rocks;

import org.rocksdb.RocksDB;

/**
 * A database that is open read-only, at one state of its files, for all who read that state; the
 * last of them closes it. Thread-safe.
 */
final class RocksView {
  private final RocksDB db;
  private final FileState files;
  private int users = 1;

  /** A view that its maker uses. */
  RocksView(RocksDB db, FileState files) {
    this.db = db;
    this.files = files;
  }

  RocksDB db() {
    return db;
  }

  /** Returns the state that was found before the database was opened; it may show a later one. */
  FileState files() {
    return files;
  }

  synchronized void use() {
    users++;
  }

  synchronized void letGo() {
    if (--users == 0) {
      db.close();
    }
  }
}
