package dev.keygraph.engine.mapdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvSnapshot;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Kills a writing process at random moments, also while it opens the store, reads its journals,
 * writes a checkpoint or compacts, and looks for every commit that it acknowledged.
 */
final class KillTest {
  private static final int KILLS = Integer.getInteger("keygraph.kills", 8);

  @TempDir Path directory;
  private final NavigableMap<byte[], byte[]> model = Stores.model();
  private int modelled;

  @ParameterizedTest
  @EnumSource(names = {"DURABLE", "RELAXED"})
  void nothingAcknowledgedIsLost(Durability durability) throws Exception {
    Random random = new Random(durability.name().hashCode());
    for (int kill = 0; kill < KILLS; kill++) {
      int acknowledged = runAndKill(random, durability);
      check(acknowledged, kill, random.nextBoolean());
    }
    System.out.println(durability + ": " + KILLS + " kills, " + modelled + " commits");
  }

  private int runAndKill(Random random, Durability durability) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process victim =
        new ProcessBuilder(
                java,
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                KillVictim.class.getName(),
                directory.toString(),
                durability.name(),
                Stores.EAGER)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int commits = random.nextInt(4) == 0 ? random.nextInt(3) : random.nextInt(60);
    int acknowledged = modelled;
    try (BufferedReader lines = reader(victim)) {
      while (true) {
        String line = lines.readLine();
        if (line == null) {
          throw new AssertionError("the victim ended by itself: " + victim.waitFor());
        }
        acknowledged = Math.max(acknowledged, commit(line));
        if (commits-- <= 0) {
          break;
        }
      }
      // The next line would come at a moment of its own choice: be anywhere before it.
      spin(random.nextInt(random.nextInt(5) == 0 ? 30_000_000 : 5_000_000));
      victim.toHandle().destroyForcibly();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        acknowledged = Math.max(acknowledged, commit(line));
      }
    }
    if (!victim.waitFor(1, TimeUnit.MINUTES)) {
      throw new AssertionError("the victim survived");
    }
    return acknowledged;
  }

  /** Returns which commit a line of the victim says to be there. */
  private static int commit(String line) {
    return Integer.parseInt(line.substring(line.indexOf(' ') + 1));
  }

  private static void spin(long nanoseconds) {
    long end = System.nanoTime() + nanoseconds;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private static BufferedReader reader(Process process) throws IOException {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private void check(int acknowledged, int kill, boolean readOnly) {
    MapDbStore store =
        readOnly && directory.resolve("data.mapdb").toFile().exists()
            ? Stores.openReadOnly(directory)
            : Stores.open(directory, Durability.DURABLE, Stores.EAGER);
    try {
      int found = KillVictim.counter(store);
      assertThat(found).as("commits after kill %d", kill).isBetween(acknowledged, acknowledged + 1);
      while (modelled < found) {
        KillVictim.apply(++modelled, null, model);
      }
      try (KvSnapshot snapshot = store.snapshot()) {
        Stores.checkAll(snapshot, model);
      }
    } finally {
      store.close();
    }
  }
}
