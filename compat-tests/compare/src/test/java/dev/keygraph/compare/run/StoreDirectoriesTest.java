package dev.keygraph.compare.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.compare.report.ContenderInfo;
import dev.keygraph.compare.report.Tier;
import dev.keygraph.compare.worker.PhaseName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who loads, and who works on a copy. */
final class StoreDirectoriesTest {
  private final ContenderInfo cold = contender("a", "a", Tier.COLD, true);
  private final ContenderInfo hot = contender("a+hot", "a", Tier.HOT, true);
  private final ContenderInfo hotAlone = contender("b+hot", "b", Tier.HOT, true);
  private final ContenderInfo memory = contender("c", "c", Tier.COLD, false);
  private final ContenderInfo hotMemory = contender("c+hot", "c", Tier.HOT, false);

  @TempDir Path directory;

  private static ContenderInfo contender(
      String name, String engine, Tier tier, boolean persistent) {
    return new ContenderInfo(name, engine, tier, List.of("durable"), persistent, Map.of());
  }

  private StoreDirectories directories() {
    return new StoreDirectories(directory, "code", List.of(cold, hot, hotAlone, memory, hotMemory));
  }

  @Test
  void aHotContenderLoadsOnlyWhatItCannotCopy() {
    StoreDirectories stores = directories();
    assertThat(stores.does(cold, PhaseName.LOAD)).isTrue();
    assertThat(stores.does(hot, PhaseName.LOAD)).isFalse();
    assertThat(stores.does(hotAlone, PhaseName.LOAD)).isTrue();
    assertThat(stores.does(hotMemory, PhaseName.LOAD)).isTrue();
    assertThat(stores.does(hot, PhaseName.SAVE)).isTrue();
    assertThat(stores.does(hot, PhaseName.START_CLEAN)).isTrue();
    assertThat(stores.does(memory, PhaseName.START_CLEAN)).isFalse();
  }

  @Test
  void whatWasLoadedIsCopiedOnceAndBothGoTheirOwnWays() throws IOException {
    StoreDirectories stores = directories();
    Path file = Path.of("generation/data");
    Files.createDirectories(stores.of(cold).resolve("generation"));
    Files.writeString(stores.of(cold).resolve(file), "loaded");
    stores.prepare(hot, PhaseName.QUESTIONS);
    assertThat(stores.of(hot).resolve(file)).hasContent("loaded");
    Files.writeString(stores.of(cold).resolve(file), "saved");
    stores.prepare(hot, PhaseName.SAVE);
    assertThat(stores.of(hot).resolve(file)).hasContent("loaded");
  }

  @Test
  void anotherLoadOutdatesTheCopy() throws IOException {
    StoreDirectories stores = directories();
    Files.createDirectories(stores.of(hot));
    Files.createDirectories(stores.of(hotAlone));
    stores.prepare(cold, PhaseName.LOAD);
    assertThat(stores.of(hot)).doesNotExist();
    assertThat(stores.of(hotAlone)).exists();
  }

  @Test
  void withoutALoadThereIsNothingToCopy() {
    StoreDirectories stores = directories();
    stores.prepare(hot, PhaseName.QUESTIONS);
    stores.prepare(cold, PhaseName.QUESTIONS);
    assertThat(directory).isEmptyDirectory();
  }
}
