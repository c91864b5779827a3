package dev.keygraph.conformance.graph;

import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvTransaction;
import dev.keygraph.kv.KvVisitor;
import dev.keygraph.kv.KvWork;
import dev.keygraph.kv.ScanDirection;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Stores that break a promise. */
final class FlawedStores {
  private FlawedStores() {}

  /** Replaces what one method of an interface does. */
  interface Replacement {
    /** Returns the result; {@code target} is the sound object. */
    @Nullable Object call(Object target, Method method, Object[] arguments) throws Throwable;
  }

  /** Passes all calls on but those of one method. */
  private record Handler(Object target, String name, Replacement replacement)
      implements InvocationHandler {
    @Override
    public @Nullable Object invoke(
        Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
      return method.getName().equals(name)
          ? replacement.call(target, method, sound(arguments))
          : FlawedStores.invoke(target, method, sound(arguments));
    }
  }

  static <T> T with(Class<T> type, T target, String name, Replacement replacement) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, new Handler(target, name, replacement)));
  }

  /** Sound objects know only each other. */
  private static Object[] sound(@Nullable Object @Nullable [] arguments) {
    return arguments == null
        ? new Object[0]
        : Arrays.stream(arguments)
            .map(
                argument ->
                    argument != null
                            && Proxy.isProxyClass(argument.getClass())
                            && Proxy.getInvocationHandler(argument) instanceof Handler handler
                        ? handler.target
                        : argument)
            .toArray();
  }

  static @Nullable Object invoke(
      Object target, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      method.setAccessible(true);
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  private static KvStore losing(KvStore store, UnaryOperator<KvTransaction> flawed) {
    return with(
        KvStore.class,
        store,
        "write",
        (target, method, arguments) ->
            store.write(transaction -> work(arguments).run(flawed.apply(transaction))));
  }

  private static KvWork<?> work(Object[] arguments) {
    return (KvWork<?>) arguments[0];
  }

  static KvStore losingPuts(KvStore store, Predicate<byte[]> lost) {
    return losing(store, transaction -> new Losing(transaction, lost, key -> false));
  }

  static KvStore losingDeletes(KvStore store, Predicate<byte[]> lost) {
    return losing(store, transaction -> new Losing(transaction, key -> false, lost));
  }

  static Predicate<byte[]> tag(char tag) {
    return key -> key[0] == tag;
  }

  /** What failed work wrote is kept. */
  static KvStore committingFailures(KvStore store) {
    return with(
        KvStore.class,
        store,
        "write",
        (target, method, arguments) -> {
          AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
          Optional<Object> result =
              store.write(
                  transaction -> {
                    try {
                      return Optional.ofNullable(work(arguments).run(transaction));
                    } catch (RuntimeException e) {
                      failure.set(e);
                      return Optional.empty();
                    }
                  });
          RuntimeException thrown = failure.get();
          if (thrown != null) {
            throw thrown;
          }
          return result.orElse(null);
        });
  }

  /** A snapshot shows the last commit at each read. */
  static KvStore unstable(KvStore store) {
    return with(
        KvStore.class,
        store,
        "snapshot",
        (target, method, arguments) -> {
          KvSnapshot sound = store.snapshot();
          return Proxy.newProxyInstance(
              KvSnapshot.class.getClassLoader(),
              new Class<?>[] {KvSnapshot.class},
              (proxy, read, readArguments) -> {
                if (read.getName().equals("close")) {
                  sound.close();
                  return null;
                }
                try (KvSnapshot now = store.snapshot()) {
                  return invoke(now, read, readArguments);
                }
              });
        });
  }

  private record Losing(
      KvTransaction sound, Predicate<byte[]> lostPuts, Predicate<byte[]> lostDeletes)
      implements KvTransaction {
    @Override
    public void put(byte[] key, byte[] value) {
      if (!lostPuts.test(key)) {
        sound.put(key, value);
      }
    }

    @Override
    public void delete(byte[] key) {
      if (!lostDeletes.test(key)) {
        sound.delete(key);
      }
    }

    @Override
    public boolean get(byte[] key, KvVisitor visitor) {
      return sound.get(key, visitor);
    }

    @Override
    public boolean scan(
        byte[] lower, byte @Nullable [] upper, ScanDirection direction, KvVisitor visitor) {
      return sound.scan(lower, upper, direction, visitor);
    }

    @Override
    public KvCursor cursor() {
      return sound.cursor();
    }
  }
}
