package dev.keygraph.kv.guard;

import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineOptions;
import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvTraits;
import dev.keygraph.kv.KvUnsupportedException;
import dev.keygraph.kv.OtherWriter;
import dev.keygraph.kv.StoreOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Opens stores; see {@link dev.keygraph.kv.KvStores}, which is where users find it. */
public final class StoreOpener {
  private StoreOpener() {}

  /** Opens a store; see {@link dev.keygraph.kv.KvStores#open}. */
  public static KvStore open(KvEngine engine, StoreOptions options) {
    return open(engine, options, System::nanoTime, SnapshotWatch::log);
  }

  /** Opens a store to read what is left; see {@link dev.keygraph.kv.KvStores#openDamaged}. */
  public static KvStore openDamaged(KvEngine engine, StoreOptions options) {
    try {
      return open(engine, options);
    } catch (KvCorruptedException e) {
      if (engine instanceof KvEngine.Salvage able) {
        return open(
            engine,
            options,
            System::nanoTime,
            SnapshotWatch::log,
            name -> openDamaged(engine, able, options, name));
      }
      throw e;
    }
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
    return open(engine, options, clock, report, name -> open(engine, options, name));
  }

  private static GuardedStore open(
      KvEngine engine,
      StoreOptions options,
      LongSupplier clock,
      BiConsumer<String, @Nullable Throwable> report,
      Function<StoreName, Opened> opener) {
    StoreName name = new StoreName(engine.name(), options.directory());
    refuseWhatTheEngineLacks(engine, options, name);
    StoreThread writer =
        new StoreThread("keygraph-writer " + engine.name() + " " + lastName(options.directory()));
    try {
      return writer
          .submit(
              () -> {
                Opened opened = opener.apply(name);
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
    return enter(
        options,
        name,
        engine.traits().foreignReaders(),
        home -> openEngine(engine, options, home.current(), home.isMade(), home.otherWriter()));
  }

  /** No writer may come meanwhile: nothing would keep what is read as it is. */
  private static Opened openDamaged(
      KvEngine engine, KvEngine.Salvage able, StoreOptions options, StoreName name) {
    return enter(
        options,
        name,
        false,
        home ->
            named(
                engine,
                options,
                () ->
                    able.openDamaged(
                        engineOptions(options, home.current(), home.isMade(), OtherWriter.NEVER))));
  }

  private static Opened enter(
      StoreOptions options,
      StoreName name,
      boolean foreignReaders,
      Function<DirectoryHome, EngineStore> opener) {
    DirectoryHome home =
        DirectoryHome.enter(
            name, options.readOnly(), options.durability() == Durability.UNSAFE, foreignReaders);
    try {
      EngineStore store = opener.apply(home);
      try {
        home.finishCreation();
        home.endOpening();
        return new Opened(home, store, home.current());
      } catch (Throwable e) {
        closeAfter(e, store);
        throw e;
      }
    } catch (Throwable e) {
      home.abandon();
      throw e;
    }
  }

  private static void closeAfter(Throwable failure, EngineStore store) {
    try {
      store.close();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
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
    return named(
        engine, options, () -> engine.open(engineOptions(options, directory, exists, otherWriter)));
  }

  private static EngineOptions engineOptions(
      StoreOptions options, Path directory, boolean exists, OtherWriter otherWriter) {
    return new EngineOptions(
        directory,
        options.durability(),
        options.readOnly(),
        exists,
        options.settings(),
        otherWriter);
  }

  private static EngineStore named(
      KvEngine engine, StoreOptions options, Supplier<EngineStore> opening) {
    try {
      return opening.get();
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
