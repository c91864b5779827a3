package dev.keygraph.conformance.kv;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.keygraph.conformance.support.EngineSettings;
import dev.keygraph.engine.mapdb.MapDbEngine;
import dev.keygraph.fuzz.Scratch;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvStores;
import dev.keygraph.kv.StoreOptions;
import dev.keygraph.kv.memory.MemoryEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Bytes as steps of a history, in which a store must agree with sorted maps. */
final class HistoryFuzzTest {
  private static final int STEP_BYTES = 5;
  private static final int MAX_STEPS = 100;

  private static final Path DIRECTORY = Scratch.directory("history");

  /** A step is a byte each for its kind, reader, first and second key, and what else it needs. */
  static List<Step> steps(byte[] bytes) {
    List<Step> steps = new ArrayList<>();
    Step.Kind[] kinds = Step.Kind.values();
    for (int i = 0; i + STEP_BYTES <= bytes.length && steps.size() < MAX_STEPS; i += STEP_BYTES) {
      steps.add(
          new Step(
              kinds[(bytes[i] & 0xFF) % kinds.length],
              bytes[i + 1] & 0x3F,
              (bytes[i + 2] & 0xFF) % Step.KEYS,
              (bytes[i + 3] & 0xFF) % Step.KEYS,
              bytes[i + 4] & 0xFF));
    }
    return steps;
  }

  @FuzzTest
  void memory(byte[] bytes) {
    run(new MemoryEngine(), Durability.UNSAFE, bytes);
  }

  @FuzzTest
  void mapDb(byte[] bytes) {
    Path store = DIRECTORY.resolve("store");
    Scratch.delete(store);
    run(new MapDbEngine(), Durability.RELAXED, bytes);
  }

  private static void run(KvEngine engine, Durability durability, byte[] bytes) {
    StoreOptions options =
        new StoreOptions(
            DIRECTORY.resolve("store"), durability, false, EngineSettings.defaults(engine));
    History.run(
        steps(bytes),
        () -> KvStores.open(engine, options),
        engine.traits().persistent(),
        engine.traits().compaction() || engine.traits().persistent());
  }
}
