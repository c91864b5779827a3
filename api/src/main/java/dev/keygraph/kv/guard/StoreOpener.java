package dev.keygraph.kv.guard;

import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineOptions;
import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvTraits;
import dev.keygraph.kv.KvUnsupportedException;
import dev.keygraph.kv.OtherWriter;
import dev.keygraph.kv.StoreOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Opens stores; see {@link dev.keygraph.kv.KvStores}, which is where users find it. */
public final class StoreOpener {
  private StoreOpener() {}

  /** Opens a store; see {@link dev.keygraph.kv.KvStores#open}. */
  public static KvStore open(KvEngine engine, StoreOptions options) {
    return open(engine, options, System::nanoTime, SnapshotWatch::log);
  }

  /**
   * Opens a store.
   *
   * @param clock tells the age of snapshots, in nanoseconds
   * @param report is told what becomes of snapshots, and where they were opened
   */
  static GuardedStore open(
      KvEngine engine,
      StoreOptions options,
      LongSupplier clock,
      BiConsumer<String, @Nullable Throwable> report) {
    StoreName name = new StoreName(engine.name(), options.directory());
    refuseWhatTheEngineLacks(engine, options, name);
    StoreThread writer =
        new StoreThread("keygraph-writer " + engine.name() + " " + lastName(options.directory()));
    try {
      return writer
          .submit(
              () -> {
                Opened opened = open(engine, options, name);
                return new GuardedStore(
                    engine,
                    options,
                    writer,
                    opened.home(),
                    opened.store(),
                    opened.generation(),
                    clock,
                    report);
              })
          .await();
    } catch (Throwable e) {
      writer.stop();
      throw e;
    }
  }

  /** What is open below the guard. */
  private record Opened(StoreHome home, EngineStore store, Path generation) {}

  private static Opened open(KvEngine engine, StoreOptions options, StoreName name) {
    if (!engine.traits().persistent()) {
      Path directory = options.directory();
      EngineStore store = openEngine(engine, options, directory, false);
      return new Opened(new StoreHome.Nowhere(directory), store, directory);
    }
    DirectoryHome home =
        DirectoryHome.enter(
            name,
            options.readOnly(),
            options.durability() == Durability.UNSAFE,
            engine.traits().foreignReaders());
    try {
      Path current = home.current();
      EngineStore store = openEngine(engine, options, current, home.isMade(), home.otherWriter());
      try {
        home.finishCreation();
        home.endOpening();
      } catch (Throwable e) {
        store.close();
        throw e;
      }
      return new Opened(home, store, current);
    } catch (Throwable e) {
      home.abandon();
      throw e;
    }
  }

  /** Returns which engine wrote a store; see {@link dev.keygraph.kv.KvStores#engineOf}. */
  public static Optional<String> engineOf(Path directory) {
    return Optional.ofNullable(StoreMarker.read(directory)).map(StoreMarker::engine);
  }

  /**
   * Opens an engine in its own directory.
   *
   * @param exists whether it has made its files there
   */
  static EngineStore openEngine(
      KvEngine engine, StoreOptions options, Path directory, boolean exists) {
    return openEngine(engine, options, directory, exists, OtherWriter.NEVER);
  }

  private static EngineStore openEngine(
      KvEngine engine,
      StoreOptions options,
      Path directory,
      boolean exists,
      OtherWriter otherWriter) {
    try {
      return engine.open(
          new EngineOptions(
              directory,
              options.durability(),
              options.readOnly(),
              exists,
              options.settings(),
              otherWriter));
    } catch (LinkageError e) {
      throw new KvUnsupportedException(
          "the engine %s cannot run on this machine: %s".formatted(engine.name(), e), e);
    } catch (InternalError e) {
      throw MemoryFaults.named(new StoreName(engine.name(), options.directory()), e);
    }
  }

  private static void refuseWhatTheEngineLacks(
      KvEngine engine, StoreOptions options, StoreName name) {
    KvTraits traits = engine.traits();
    if (!traits.durabilities().contains(options.durability())) {
      String offered =
          traits.durabilities().stream()
              .sorted()
              .map(Durability::configName)
              .collect(Collectors.joining(", "));
      throw new KvUnsupportedException(
          "the engine %s does not offer durability %s, only %s: %s"
              .formatted(engine.name(), options.durability().configName(), offered, name));
    }
    if (options.readOnly() && !traits.persistent()) {
      throw new KvUnsupportedException(
          "the engine %s keeps nothing on disk, so that there is nothing to open read-only: %s"
              .formatted(engine.name(), name));
    }
  }

  private static String lastName(Path directory) {
    Path last = directory.toAbsolutePath().normalize().getFileName();
    return last == null ? directory.toString() : last.toString();
  }
}
