package dev.keygraph.kv.guard;

import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineOptions;
import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvTraits;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An engine that fails where it is told to, and takes note of each rule of {@link EngineStore} that
 * the guard breaks: a native engine would crash there. It keeps its content in one file.
 */
final class StrictEngine implements KvEngine {
  static final int MAX_KEY = 511;

  final List<String> violations = new CopyOnWriteArrayList<>();
  final List<String> events = new CopyOnWriteArrayList<>();
  final boolean sortedLoads;

  /** Whether it says so: its file is read once, so that readers see no later commit. */
  volatile boolean foreignReaders;

  /** Whether transactions may run on any thread. */
  volatile boolean anyThread;

  volatile Runnable beforeOpen = () -> {};
  volatile Runnable beforeBegin = () -> {};
  volatile Runnable beforeCommit = () -> {};
  volatile Runnable beforeFlush = () -> {};
  volatile Runnable beforeSnapshot = () -> {};
  volatile Runnable beforeClose = () -> {};
  volatile Runnable beforeBackup = () -> {};

  StrictEngine() {
    this(true);
  }

  StrictEngine(boolean sortedLoads) {
    this.sortedLoads = sortedLoads;
  }

  @Override
  public String name() {
    return "strict";
  }

  @Override
  public KvTraits traits() {
    return new KvTraits(
        Set.of(Durability.DURABLE, Durability.UNSAFE),
        /* persistent= */ true,
        /* nativeCode= */ false,
        MAX_KEY,
        KvTraits.COMMON_MAX_VALUE_BYTES,
        /* backup= */ sortedLoads,
        /* compaction= */ sortedLoads,
        sortedLoads,
        foreignReaders);
  }

  @Override
  public EngineStore open(EngineOptions options) {
    beforeOpen.run();
    events.add("open " + options.directory().getFileName());
    StrictStore store = new StrictStore(this, options);
    return sortedLoads ? new StrictStore.Able(store) : store;
  }

  void require(boolean rule, String name) {
    if (!rule) {
      violations.add(name + " on " + Thread.currentThread().getName());
    }
  }
}
