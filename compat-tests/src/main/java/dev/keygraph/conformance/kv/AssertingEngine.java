package dev.keygraph.conformance.kv;

import dev.keygraph.kv.EngineOptions;
import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.EngineTransaction;
import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvTraits;
import dev.keygraph.kv.KvVisitor;
import dev.keygraph.kv.ScanDirection;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An engine between the guard and the engine under test, which notes in a {@link Ledger} what is
 * open, and each promise of {@link EngineStore} that the guard breaks: one thread at a time in a
 * snapshot, one transaction at a time, all on one thread where the engine needs that, children
 * closed before parents, each once, and nothing used afterwards.
 */
final class AssertingEngine implements KvEngine {
  private final KvEngine engine;
  private final Ledger ledger;

  AssertingEngine(KvEngine engine, Ledger ledger) {
    this.engine = engine;
    this.ledger = ledger;
  }

  @Override
  public String name() {
    return engine.name();
  }

  @Override
  public KvTraits traits() {
    return engine.traits();
  }

  @Override
  public EngineStore open(EngineOptions options) {
    EngineStore store = engine.open(options);
    ledger.stores.incrementAndGet();
    Set<Class<?>> interfaces = new LinkedHashSet<>();
    interfaces.add(EngineStore.class);
    if (store instanceof EngineStore.Backup) {
      interfaces.add(EngineStore.Backup.class);
    }
    if (store instanceof EngineStore.Compaction) {
      interfaces.add(EngineStore.Compaction.class);
    }
    if (store instanceof EngineStore.BulkLoad) {
      interfaces.add(EngineStore.BulkLoad.class);
    }
    if (store instanceof EngineStore.Check) {
      interfaces.add(EngineStore.Check.class);
    }
    if (store instanceof EngineStore.Salvage) {
      interfaces.add(EngineStore.Salvage.class);
    }
    return (EngineStore)
        Proxy.newProxyInstance(
            AssertingEngine.class.getClassLoader(),
            interfaces.toArray(Class[]::new),
            new Store(store));
  }

  /** A store: a proxy, since it has the capability interfaces of the store behind it. */
  private final class Store implements InvocationHandler {
    private final EngineStore store;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicReference<@Nullable Thread> writer = new AtomicReference<>();
    private final AtomicBoolean writing = new AtomicBoolean();

    Store(EngineStore store) {
      this.store = store;
    }

    @Override
    @SuppressWarnings("NullAway") // A proxy's result may be null, its arguments too.
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
      if (method.getDeclaringClass() == Object.class) {
        return method.getName().equals("equals") ? proxy == arguments[0] : call(method, arguments);
      }
      boolean close = method.getName().equals("close");
      ledger.require(
          close ? !closed.getAndSet(true) : !closed.get(),
          "EngineStore." + method.getName() + " after close");
      switch (method.getName()) {
        case "begin" -> {
          ledger.require(!writing.getAndSet(true), "two transactions at a time");
          if (store.needsWriterThread()) {
            requireWriter();
          }
        }
        case "compact", "bulkLoader", "flush" -> {
          ledger.require(!writing.get(), method.getName() + " beside a transaction");
          requireWriter();
        }
        default -> {}
      }
      Object result = call(method, arguments);
      if (close) {
        ledger.stores.decrementAndGet();
      }
      if (result instanceof KvSnapshot snapshot) {
        return new AssertingSnapshot(snapshot, ledger, "snapshot", ledger.snapshots);
      }
      if (result instanceof EngineTransaction transaction) {
        return new Transaction(transaction, () -> writing.set(false));
      }
      return result;
    }

    private void requireWriter() {
      Thread thread = Thread.currentThread();
      Thread first = writer.compareAndExchange(null, thread);
      ledger.require(
          first == null || first == thread, "two writer threads: " + first + ", " + thread);
    }

    private @Nullable Object call(Method method, Object[] arguments) throws Throwable {
      try {
        return method.invoke(store, arguments);
      } catch (InvocationTargetException thrown) {
        throw thrown.getTargetException();
      }
    }
  }

  /** A write transaction: all on one thread, ended once. */
  private final class Transaction implements EngineTransaction {
    private final EngineTransaction transaction;
    private final AssertingSnapshot reads;
    private final Thread owner = Thread.currentThread();
    private final Runnable whenClosed;
    private boolean committed;

    Transaction(EngineTransaction transaction, Runnable whenClosed) {
      this.transaction = transaction;
      this.whenClosed = whenClosed;
      this.reads =
          new AssertingSnapshot(
              new TransactionReads(transaction), ledger, "transaction", ledger.transactions);
    }

    private void check() {
      ledger.require(owner == Thread.currentThread(), "a transaction used on another thread");
      ledger.require(!committed, "a transaction used after its commit");
    }

    @Override
    public void put(byte[] key, byte[] value) {
      check();
      transaction.put(key, value);
    }

    @Override
    public void delete(byte[] key) {
      check();
      transaction.delete(key);
    }

    @Override
    public boolean get(byte[] key, KvVisitor visitor) {
      check();
      return reads.get(key, visitor);
    }

    @Override
    public boolean scan(
        byte[] lower, byte @Nullable [] upper, ScanDirection direction, KvVisitor visitor) {
      check();
      return reads.scan(lower, upper, direction, visitor);
    }

    @Override
    public KvCursor cursor() {
      check();
      return reads.cursor();
    }

    @Override
    public void commit() {
      check();
      committed = true;
      transaction.commit();
    }

    @Override
    public void close() {
      ledger.require(owner == Thread.currentThread(), "a transaction closed on another thread");
      reads.close();
      whenClosed.run();
    }
  }

  /** The reads of a transaction, so that they are checked as those of a snapshot are. */
  private record TransactionReads(EngineTransaction transaction) implements KvSnapshot {
    @Override
    public boolean get(byte[] key, KvVisitor visitor) {
      return transaction.get(key, visitor);
    }

    @Override
    public boolean scan(
        byte[] lower, byte @Nullable [] upper, ScanDirection direction, KvVisitor visitor) {
      return transaction.scan(lower, upper, direction, visitor);
    }

    @Override
    public KvCursor cursor() {
      return transaction.cursor();
    }

    @Override
    public void close() {
      transaction.close();
    }
  }
}
