package dev.keygraph.kv.guard;

import dev.keygraph.kv.EngineOptions;
import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.EngineTransaction;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStatistics;
import dev.keygraph.kv.ScanDirection;
import dev.keygraph.kv.memory.MemoryEngine;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A store of {@link StrictEngine}. */
final class StrictStore implements EngineStore {
  private final StrictEngine engine;
  private final Path directory;
  private final EngineStore memory;
  private final Thread writer = Thread.currentThread();
  private final AtomicInteger openReaders = new AtomicInteger();
  private volatile boolean writing;
  private volatile boolean closed;

  StrictStore(StrictEngine engine, EngineOptions options) {
    this.engine = engine;
    this.directory = options.directory();
    this.memory = new MemoryEngine().open(options);
    engine.require(Files.isDirectory(directory), "the engine's directory exists");
    engine.require(!writer.isInterrupted(), "the writer thread is not interrupted");
    load();
  }

  @Override
  public KvSnapshot snapshot() {
    engine.beforeSnapshot.run();
    requireOpen();
    openReaders.incrementAndGet();
    return new StrictReader.Snapshot(engine, memory.snapshot(), this::readerClosed);
  }

  @Override
  public EngineTransaction begin() {
    if (engine.anyThread) {
      requireTurn();
    } else {
      requireWriter();
    }
    engine.require(!writing, "one transaction at a time");
    engine.beforeBegin.run();
    writing = true;
    openReaders.incrementAndGet();
    return new StrictReader.Transaction(
        engine, memory.begin(), this::commit, this::transactionClosed);
  }

  @Override
  public boolean needsWriterThread() {
    return !engine.anyThread;
  }

  private void commit() {
    requireTurn();
    save();
  }

  private void transactionClosed() {
    writing = false;
    readerClosed();
  }

  @Override
  public void flush() {
    requireWriter();
    engine.events.add("flush " + directory.getFileName());
    engine.beforeFlush.run();
  }

  @Override
  public KvStatistics statistics() {
    requireOpen();
    return memory.statistics();
  }

  @Override
  public void close() {
    requireWriter();
    engine.require(openReaders.get() == 0, "children close before their parent");
    engine.events.add("close " + directory.getFileName());
    closed = true;
    engine.beforeClose.run();
    memory.close();
  }

  void requireOpen() {
    engine.require(!closed, "nothing is called after close");
  }

  private void requireWriter() {
    requireTurn();
    engine.require(!writing, "nothing beside a transaction");
    engine.require(Thread.currentThread() == writer, "writes run on the writer thread");
  }

  private void requireTurn() {
    requireOpen();
    engine.require(!Thread.currentThread().isInterrupted(), "who writes is not interrupted");
  }

  private void readerClosed() {
    requireOpen();
    openReaders.decrementAndGet();
  }

  private void load() {
    Path file = directory.resolve("content");
    if (!Files.exists(file)) {
      return;
    }
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file));
        EngineTransaction transaction = memory.begin()) {
      for (int left = in.readInt(); left > 0; left--) {
        transaction.put(in.readNBytes(in.readInt()), in.readNBytes(in.readInt()));
      }
      transaction.commit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void save() {
    saveTo(directory);
  }

  private void saveTo(Path target) {
    try (KvSnapshot snapshot = memory.snapshot();
        DataOutputStream out =
            new DataOutputStream(Files.newOutputStream(target.resolve("content")))) {
      out.writeInt((int) memory.statistics().entries());
      snapshot.scan(
          new byte[0],
          null,
          ScanDirection.FORWARD,
          (key, value) -> {
            try {
              out.writeInt(key.length());
              out.write(key.toByteArray());
              out.writeInt(value.length());
              out.write(value.toByteArray());
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            return true;
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A store with all capabilities. */
  record Able(StrictStore store)
      implements EngineStore, EngineStore.Backup, EngineStore.Compaction, EngineStore.BulkLoad {
    @Override
    public KvSnapshot snapshot() {
      return store.snapshot();
    }

    @Override
    public EngineTransaction begin() {
      return store.begin();
    }

    @Override
    public boolean needsWriterThread() {
      return store.needsWriterThread();
    }

    @Override
    public void flush() {
      store.flush();
    }

    @Override
    public KvStatistics statistics() {
      return store.statistics();
    }

    @Override
    public void close() {
      store.close();
    }

    @Override
    public void backup(Path target) {
      store.requireOpen();
      store.engine.require(!Thread.currentThread().isInterrupted(), "a backup is not interrupted");
      store.engine.beforeBackup.run();
      store.saveTo(target);
    }

    @Override
    public void compact() {
      store.requireWriter();
      store.engine.events.add("compact");
    }

    @Override
    public BulkLoader bulkLoader() {
      store.requireWriter();
      BulkLoader loader = ((EngineStore.BulkLoad) store.memory).bulkLoader();
      return new BulkLoader() {
        @Override
        public void put(byte[] key, int keyAt, int keyLength, byte[] value, int at, int length) {
          loader.put(key, keyAt, keyLength, value, at, length);
        }

        @Override
        public void finish() {
          loader.finish();
          store.save();
        }

        @Override
        public void close() {
          store.engine.events.add("loader closed");
          loader.close();
        }
      };
    }
  }
}
