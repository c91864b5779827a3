package dev.keygraph.conformance.graph;

import dev.keygraph.kv.KvStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** A store that is open longer than the graphs in it, one after the other. */
final class LentStore {
  private LentStore() {}

  /** Returns a store that does not close when its graph does. */
  static KvStore of(KvStore store) {
    return (KvStore)
        Proxy.newProxyInstance(
            KvStore.class.getClassLoader(),
            new Class<?>[] {KvStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                return null;
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            });
  }
}
