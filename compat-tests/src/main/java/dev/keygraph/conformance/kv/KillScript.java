package dev.keygraph.conformance.kv;

import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvTransaction;
import java.util.List;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The transactions of a child that is killed: each is a function of its number, so that the parent
 * knows what the store must hold after any of them. Each writes its number under several keys all
 * over the key space, and puts and deletes others, so that a torn commit shows.
 */
final class KillScript {
  private static final int KEYS = 1200;
  private static final List<byte[]> NUMBERS =
      List.of(Bytes.hex("00"), Bytes.hex("3FFF"), Bytes.hex("7FFF"), Bytes.hex("FFFFFFFF"));

  private final long seed;

  KillScript(long seed) {
    this.seed = seed;
  }

  void apply(long number, KvTransaction transaction) {
    apply(number, transaction::put, transaction::delete);
  }

  void apply(long number, NavigableMap<byte[], byte[]> model) {
    apply(number, model::put, model::remove);
  }

  private void apply(long number, BiConsumer<byte[], byte[]> put, Consumer<byte[]> delete) {
    SplittableRandom random = new SplittableRandom(seed + number * 0x9E3779B97F4A7C15L);
    for (byte[] key : NUMBERS) {
      put.accept(key, Bytes.of(number));
    }
    int changes = random.nextInt(50) == 0 ? 1500 : 5 + random.nextInt(60);
    for (int i = 0; i < changes; i++) {
      byte[] key = Bytes.of(random.nextInt(KEYS) * (Integer.MAX_VALUE / KEYS * 2) + 77);
      if (random.nextInt(4) == 0) {
        delete.accept(key);
      } else {
        put.accept(key, Bytes.random(random, lengthOf(random)));
      }
    }
  }

  private static int lengthOf(SplittableRandom random) {
    return switch (random.nextInt(40)) {
      case 0 -> 9000;
      case 1, 2 -> 1500;
      case 3 -> 0;
      default -> random.nextInt(200);
    };
  }

  /** Returns the number of the last transaction in a state, 0 if there was none. */
  static long numberOf(KvReader reader) {
    byte[] found = reader.get(NUMBERS.get(0));
    return found == null ? 0 : Bytes.toLong(found);
  }
}
