package dev.keygraph.engine.mapdb;

import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineTransaction;
import dev.keygraph.kv.KvSnapshot;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A process that commits until it is killed, and says before and after each commit which one it is.
 * What commit {@code n} does follows from {@code n} alone, so that another process can tell what
 * the store has to hold.
 */
final class KillVictim {
  private static final byte[] COUNTER = {0};
  private static final int KEY_SPACE = 20_000;

  private KillVictim() {}

  public static void main(String[] arguments) {
    Path directory = Path.of(arguments[0]);
    Durability durability = Durability.valueOf(arguments[1]);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.println("opening 0");
    MapDbStore store = Stores.open(directory, durability, arguments[2]);
    out.println("opened " + counter(store));
    for (int n = counter(store) + 1; ; n++) {
      if (n % 7 == 0) {
        // A rollback in between, whose traces nobody may ever see.
        try (EngineTransaction transaction = store.begin()) {
          apply(n + 1_000_000, transaction, null);
        }
      }
      try (EngineTransaction transaction = store.begin()) {
        apply(n, transaction, null);
        transaction.commit();
      }
      out.println("committed " + n);
      if (n % 97 == 0) {
        store.compact();
        out.println("compacted " + n);
      }
    }
  }

  static int counter(MapDbStore store) {
    try (KvSnapshot snapshot = store.snapshot()) {
      byte[] value = snapshot.get(COUNTER);
      return value == null ? 0 : ByteBuffer.wrap(value).getInt();
    }
  }

  /** Applies commit {@code n} to a transaction, a model, or both. */
  static void apply(
      int n,
      @Nullable EngineTransaction transaction,
      @Nullable NavigableMap<byte[], byte[]> model) {
    Random random = new Random(n * 31L);
    put(transaction, model, COUNTER, ByteBuffer.allocate(4).putInt(n).array());
    int changes = 1 + random.nextInt(n % 20 == 0 ? 3000 : 200);
    for (int i = 0; i < changes; i++) {
      int number = random.nextInt(KEY_SPACE);
      byte[] key = new byte[5 + number % 40];
      ByteBuffer.wrap(key).put((byte) (1 + number % 255)).putInt(number);
      if (random.nextInt(3) == 0) {
        if (transaction != null) {
          transaction.delete(key);
        }
        if (model != null) {
          model.remove(key);
        }
      } else {
        byte[] value = new byte[4 + random.nextInt(random.nextInt(100) == 0 ? 5000 : 60)];
        random.nextBytes(value);
        ByteBuffer.wrap(value).putInt(n);
        put(transaction, model, key, value);
      }
    }
  }

  private static void put(
      @Nullable EngineTransaction transaction,
      @Nullable NavigableMap<byte[], byte[]> model,
      byte[] key,
      byte[] value) {
    if (transaction != null) {
      transaction.put(key, value);
    }
    if (model != null) {
      model.put(key, value);
    }
  }
}
