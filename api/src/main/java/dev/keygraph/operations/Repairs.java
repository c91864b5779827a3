package dev.keygraph.operations;

import dev.keygraph.graph.Graph;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvStores;
import dev.keygraph.kv.guard.StoreRemoval;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Repairs stores into new ones; {@code dev.keygraph.KeyGraph.repair} knows the settings. */
public final class Repairs {
  private Repairs() {}

  /**
   * Repairs a store into a new one, of which nothing is left if that fails.
   *
   * @param damaged the operations on the damaged store
   * @param directory the new store's; there is none in it
   * @param opener opens the new store, which it makes
   * @return what was kept and what was lost
   * @throws KvException as {@link GraphOperations#repairInto} does, and if there is a store already
   */
  public static RepairReport repair(
      GraphOperations damaged, Path directory, Supplier<Graph> opener) {
    if (KvStores.engineOf(directory).isPresent()) {
      throw new KvException(
          "there is a store in " + directory + " already; a repair needs a new directory");
    }
    String engine = "";
    try (Graph target = opener.get()) {
      // Somebody else may have made one meanwhile, which is refused, and not removed.
      engine = target.version() == 0 ? target.engineName() : "";
      return damaged.repairInto(target);
    } catch (Throwable e) {
      if (!engine.isEmpty()) {
        remove(engine, directory, e);
      }
      throw e;
    }
  }

  private static void remove(String engine, Path directory, Throwable failure) {
    try {
      StoreRemoval.remove(engine, directory);
    } catch (KvException e) {
      failure.addSuppressed(e);
    }
  }
}
