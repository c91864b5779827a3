package dev.keygraph.bench;

import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvTransaction;
import dev.keygraph.kv.KvWork;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store that notes the keys and values that its transactions write. */
final class RecordedWrites {
  private final KvStore store;
  private List<WriteTwin.Write> writes = new ArrayList<>();

  RecordedWrites(KvStore store) {
    this.store = store;
  }

  /** The store, which notes what is written. */
  KvStore recorded() {
    return proxy(
        KvStore.class,
        (method, arguments) ->
            method.getName().equals("write")
                ? store.write(transaction -> ((KvWork<?>) arguments[0]).run(recorded(transaction)))
                : call(store, method, arguments));
  }

  private KvTransaction recorded(KvTransaction transaction) {
    return proxy(
        KvTransaction.class,
        (method, arguments) -> {
          switch (method.getName()) {
            case "put" ->
                writes.add(new WriteTwin.Write((byte[]) arguments[0], (byte[]) arguments[1]));
            case "delete" -> writes.add(new WriteTwin.Write((byte[]) arguments[0], null));
            default -> {
              // A read.
            }
          }
          return call(transaction, method, arguments);
        });
  }

  /** Returns what was written since the last time, in order. */
  List<WriteTwin.Write> take() {
    List<WriteTwin.Write> taken = writes;
    writes = new ArrayList<>();
    return taken;
  }

  /** Does a call. */
  private interface Handler {
    @Nullable Object call(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Handler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> handler.call(method, arguments)));
  }

  private static @Nullable Object call(Object target, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
