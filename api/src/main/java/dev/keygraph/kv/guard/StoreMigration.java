package dev.keygraph.kv.guard;

import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvProgress;
import dev.keygraph.kv.KvTraits;
import dev.keygraph.kv.KvUnsupportedException;
import dev.keygraph.kv.KvWrongFormatException;
import dev.keygraph.kv.StoreOptions;
import java.nio.file.Path;
import java.util.Set;

/**
 * Copies a store to another engine, into the next generation of the same directory: a sorted load,
 * read back and compared, and synced. Then the marker is replaced, which names the engine and the
 * generation: before that moment the old store is complete, and after it the new one.
 */
public final class StoreMigration {
  /**
   * What was done.
   *
   * @param entries number of entries
   * @param bytesBefore how much the old engine had on disk
   * @param bytesAfter how much the new one has
   */
  public record Result(long entries, long bytesBefore, long bytesAfter) {}

  private final KvEngine from;
  private final StoreOptions fromOptions;
  private final KvEngine to;
  private final StoreOptions toOptions;
  private final KvProgress progress;
  private final StoreName name;
  private long entries;

  private StoreMigration(
      KvEngine from,
      StoreOptions fromOptions,
      KvEngine to,
      StoreOptions toOptions,
      KvProgress progress) {
    this.from = from;
    this.fromOptions = fromOptions;
    this.to = to;
    this.toOptions = toOptions;
    this.progress = progress;
    this.name = new StoreName(from.name(), fromOptions.directory());
  }

  /**
   * Migrates.
   *
   * @param from the engine that wrote the store, which nobody has open
   * @param to the engine that it is for, with a directory as in {@code fromOptions}
   * @throws KvWrongFormatException if there is no store, or {@code from} did not write it
   * @throws KvUnsupportedException if one of them keeps nothing on disk, or both are the same
   * @throws dev.keygraph.kv.KvException of either engine; the store is as it was then
   */
  public static Result migrate(
      KvEngine from,
      StoreOptions fromOptions,
      KvEngine to,
      StoreOptions toOptions,
      KvProgress progress) {
    StoreMigration migration = new StoreMigration(from, fromOptions, to, toOptions, progress);
    migration.refuse();
    StoreThread writer = new StoreThread("keygraph-migrate " + from.name() + " " + to.name());
    try {
      return writer.submit(migration::run).await();
    } finally {
      writer.stop();
    }
  }

  private void refuse() {
    if (!to.traits().persistent() || !from.traits().persistent()) {
      throw new KvUnsupportedException(
          "the engine %s keeps nothing on disk, so that nothing can be migrated: %s"
              .formatted(to.traits().persistent() ? from.name() : to.name(), name));
    }
    if (from.name().equals(to.name())) {
      throw new KvUnsupportedException("the %s is one of that engine already".formatted(name));
    }
    if (StoreMarker.read(name.directory()) == null) {
      throw new KvWrongFormatException("there is no store in " + name.directory());
    }
  }

  private Result run() {
    DirectoryHome home = DirectoryHome.enter(name, false, false, from.traits().foreignReaders());
    CloseSteps steps = new CloseSteps();
    Result[] result = new Result[1];
    steps.take(home::excludeReaders);
    if (steps.isClean()) {
      steps.take(() -> result[0] = run(home));
    }
    steps.take(() -> home.leave(true));
    steps.finish();
    return result[0];
  }

  private Result run(DirectoryHome home) {
    Path old = home.current();
    Path fresh = home.createNext();
    Result result;
    try {
      result = copy(old, fresh, home);
      home.switchTo(fresh, to.name());
    } catch (Throwable e) {
      // Where the marker says one, and a loss of power may say the other, both stay for now.
      if (!home.mayBeCurrent(fresh)) {
        home.delete(fresh);
      }
      throw e;
    }
    home.delete(old);
    return result;
  }

  private Result copy(Path old, Path fresh, DirectoryHome home) {
    EngineStore source =
        StoreOpener.openEngine(
            from, with(from, fromOptions, fromOptions.durability()), old, home.isMade());
    CloseSteps steps = new CloseSteps();
    long[] bytes = new long[2];
    steps.take(
        () -> {
          copy(source, fresh);
          source.flush();
          bytes[0] = source.statistics().bytesOnDisk();
        });
    steps.take(source::close);
    steps.finish();
    home.sync(fresh);
    EngineStore reopened =
        StoreOpener.openEngine(to, with(to, toOptions, toOptions.durability()), fresh, true);
    steps.take(() -> bytes[1] = reopened.statistics().bytesOnDisk());
    steps.take(reopened::close);
    steps.finish();
    home.sync(fresh);
    return new Result(entries, bytes[0], bytes[1]);
  }

  private void copy(EngineStore source, Path fresh) {
    if (source instanceof EngineStore.Check able) {
      progress.update("checking", 0, -1, "pages");
      able.check();
    }
    EngineStore target =
        StoreOpener.openEngine(to, with(to, toOptions, Durability.UNSAFE), fresh, false);
    CloseSteps steps = new CloseSteps();
    steps.take(
        () -> {
          KvTraits traits = to.traits();
          StoreName targetName = new StoreName(to.name(), name.directory());
          StoreCopy copy = new StoreCopy(source, name, progress);
          new Rebuild(target, targetName, new SizeLimits(targetName, traits))
              .run(copy::load, copy::compare);
          entries = copy.entries();
        });
    steps.take(target::close);
    steps.finish();
  }

  /** Returns options at a level, or at the strongest of those that the engine has. */
  private static StoreOptions with(KvEngine engine, StoreOptions options, Durability wanted) {
    Set<Durability> levels = engine.traits().durabilities();
    Durability level = wanted;
    if (!levels.contains(wanted)) {
      level = levels.stream().sorted().findFirst().orElse(wanted);
    }
    return new StoreOptions(options.directory(), level, false, options.settings());
  }
}
