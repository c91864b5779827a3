package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.typesafe.config.Config;
import dev.keygraph.conformance.support.ChildJvm;
import dev.keygraph.conformance.support.EngineSettings;
import dev.keygraph.conformance.support.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Whatever happens to a file of a closed store: an error that has a name, findings of a
 * verification, or answers that are all right; no wrong answer in silence, no end of the process,
 * and none that does not come.
 */
abstract class DamageTests extends GraphInterruptTests {
  private static final int CASES = Integer.getInteger("keygraph.conformance.damages", 30);

  /** Returns the settings of an engine that is to survive damage to any byte of its files. */
  abstract Config settingsAgainstDamage(Config settings);

  @Test
  final void damageIsNamedFoundOrHarmless(TestReporter reporter) throws IOException {
    Path sound = soundStore();
    checkAll(sound, DamageChild.Kind.ANY, Seeds.next(), CASES, reporter);
  }

  /** A child that hangs is ended after a while, and then counts as one that crashed. */
  @Test
  final void damageOfEveryPageEndsInAnAnswer(TestReporter reporter) throws IOException {
    Path sound = soundStore();
    checkAll(sound, DamageChild.Kind.EVERY_PAGE, Seeds.next(), CASES, reporter);
  }

  @Test
  final void aLostFileIsNamedFoundOrHarmless(TestReporter reporter) throws IOException {
    Path sound = soundStore();
    checkAll(sound, DamageChild.Kind.LOSS, 0, Damage.losses(sound), reporter);
  }

  private Path soundStore() {
    assumeTrue(
        traits().persistent(), () -> "engine " + engine().name() + " does not declare: persistent");
    Path sound = graphs.resolve("sound");
    try (TestGraph graph = newGraph(sound, level())) {
      DamageChild.write(graph);
    }
    return sound;
  }

  private void checkAll(
      Path sound, DamageChild.Kind kind, long first, int cases, TestReporter reporter) {
    List<String> bad = new ArrayList<>();
    TreeMap<String, Integer> outcomes = new TreeMap<>();
    for (int done = 0; done < cases; ) {
      try (ChildJvm child = start(sound, kind, first + done, cases - done)) {
        String damage = child.readLine();
        assertThat(damage)
            .as("first line of the child; its errors: %s", child.errors())
            .isNotNull();
        while (damage != null) {
          String outcome = child.readLine();
          String what = "number " + (first + done) + ", " + damage + ": ";
          done++;
          if (outcome == null || outcome.startsWith("#")) {
            bad.add(what + "the process ended: " + outcome + child.errors());
            break;
          }
          outcomes.merge(outcome.split("[: ]", 2)[0], 1, Integer::sum);
          if (outcome.startsWith("WRONG") || outcome.startsWith("UNNAMED")) {
            bad.add(what + outcome + "\n" + child.errors());
          }
          damage = child.readLine();
        }
      }
    }
    reporter.publishEntry(engine().name(), outcomes.toString());
    assertThat(bad).as("of %s damages", cases).isEmpty();
  }

  private ChildJvm start(Path sound, DamageChild.Kind kind, long first, int cases) {
    Path work = graphs.resolve("damaged");
    return ChildJvm.start(
        DamageChild.class,
        work,
        List.of(
            getClass().getName(),
            sound.toString(),
            work.toString(),
            level().name(),
            EngineSettings.toArgument(settingsAgainstDamage(settingsUnderTest())),
            kind.name(),
            Long.toString(first),
            Integer.toString(cases)));
  }
}
