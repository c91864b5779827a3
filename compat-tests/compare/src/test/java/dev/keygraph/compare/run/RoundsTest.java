package dev.keygraph.compare.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.compare.report.ContenderInfo;
import dev.keygraph.compare.report.Finding;
import dev.keygraph.compare.report.Severity;
import dev.keygraph.compare.report.Tier;
import dev.keygraph.compare.worker.Message;
import dev.keygraph.compare.worker.PhaseName;
import dev.keygraph.compare.worker.WorkerTask;
import dev.keygraph.kv.Durability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order of the work, and what a failure changes. */
final class RoundsTest {
  private final List<String> log = new ArrayList<>();
  private final List<Finding> failures = new ArrayList<>();

  @TempDir Path directory;

  @Test
  void roundsAreInterleavedAndTheMachineIsProbedBetweenWorkers() throws InterruptedException {
    run(2, "a", "b");
    assertThat(log)
        .containsExactly(
            "probe", "a", "a told", "probe", "b", "b told", "probe", "a", "a told", "probe", "b",
            "b told", "probe");
    assertThat(failures).isEmpty();
  }

  @Test
  void aContenderThatFailsIsOutAndTheOthersGoOn() throws InterruptedException, IOException {
    Files.writeString(Files.createDirectory(directory.resolve("bad")).resolve("half"), "x");
    Files.writeString(Files.createDirectory(directory.resolve("a")).resolve("whole"), "x");
    run(2, "a", "bad", "b");
    assertThat(log.stream().filter(line -> !line.equals("probe")))
        .containsExactly("a", "a told", "bad", "b", "b told", "a", "a told", "b", "b told");
    assertThat(failures)
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.severity()).isEqualTo(Severity.FAILURE);
              assertThat(failure.contender()).isEqualTo("bad");
              assertThat(failure.text()).contains("round 1 of 2", "it broke");
            });
    assertThat(directory.resolve("bad")).doesNotExist();
    assertThat(directory.resolve("a/whole")).exists();
  }

  @Test
  void aContenderWhoseStoreCannotBePreparedIsOutAndTheOthersGoOn() throws InterruptedException {
    run(1, "a", "full", "b");
    assertThat(log.stream().filter(line -> !line.equals("probe")))
        .containsExactly("a", "a told", "b", "b told");
    assertThat(failures)
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.contender()).isEqualTo("full");
              assertThat(failure.text()).contains("no space");
            });
  }

  @Test
  void whoDoesNotTakePartIsNotAsked() throws InterruptedException {
    run(1, "a", "idle", "b");
    assertThat(log).containsExactly("probe", "a", "a told", "probe", "b", "b told", "probe");
    assertThat(failures).isEmpty();
  }

  private void run(int count, String... names) throws InterruptedException {
    List<ContenderInfo> contenders = new ArrayList<>();
    for (String name : names) {
      contenders.add(new ContenderInfo(name, name, Tier.COLD, List.of("durable"), true, Map.of()));
    }
    ComparisonListener listener = new SilentListener();
    new Rounds(new FakeLauncher(), () -> log.add("probe"), listener)
        .run(
            count,
            List.of(PhaseName.QUESTIONS),
            contenders,
            (contender, phase) -> !contender.name().equals("idle"),
            this::task,
            new Rounds.Sink(
                (contender, message) -> log.add(contender + " told"),
                (contender, failure) -> failures.add(failure)));
  }

  private WorkerTask task(ContenderInfo contender, PhaseName phase) {
    if (contender.name().equals("full")) {
      throw new UncheckedIOException("no space is left", new IOException("no space"));
    }
    Path none = directory.resolve("none");
    return new WorkerTask(
        phase,
        contender.name(),
        directory.resolve(contender.name()),
        List.of(Durability.DURABLE),
        none,
        none,
        none,
        1,
        1);
  }

  private final class FakeLauncher implements WorkerLauncher {
    @Override
    public void run(WorkerTask task, Consumer<? super Message> messages) throws WorkerException {
      log.add(task.contender());
      if (task.contender().equals("bad")) {
        throw new WorkerException("it broke");
      }
      messages.accept(new Message.Progress("asking", 1, 2));
      messages.accept(new Message.Answers("list", List.of()));
    }

    @Override
    public List<String> flags() {
      return List.of();
    }
  }
}
