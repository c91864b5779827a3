package dev.keygraph.kv.guard;

import java.nio.file.Path;

/** Where the generations of a store live: in a directory, or nowhere. */
interface StoreHome {

  /**
   * Keeps readers of other processes out, before a generation is switched.
   *
   * @throws dev.keygraph.kv.KvLockedException if there are some
   */
  void excludeReaders();

  /** Lets readers of other processes in again. */
  void admitReaders();

  /** Returns the empty place of the next generation. */
  Path createNext();

  /** Makes all files of a generation durable, their names included; nobody has them open. */
  void sync(Path generation);

  /** Makes a generation the current one, at once and durably. */
  void switchTo(Path generation);

  /** After {@link #switchTo} failed: returns whether the generation may be the current one. */
  boolean mayBeCurrent(Path generation);

  /** Deletes a generation that is not the current one; logs it when that fails. */
  void delete(Path generation);

  /**
   * Frees the home.
   *
   * @param clean whether everything was flushed and closed
   */
  void leave(boolean clean);

  /** The home of a store that is not on disk: its directory is only a name. */
  record Nowhere(Path name) implements StoreHome {
    @Override
    public void excludeReaders() {}

    @Override
    public void admitReaders() {}

    @Override
    public Path createNext() {
      return name;
    }

    @Override
    public void sync(Path generation) {}

    @Override
    public void switchTo(Path generation) {}

    @Override
    public boolean mayBeCurrent(Path generation) {
      return false;
    }

    @Override
    public void delete(Path generation) {}

    @Override
    public void leave(boolean clean) {}
  }
}
