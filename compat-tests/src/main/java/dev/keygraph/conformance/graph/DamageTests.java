package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.typesafe.config.Config;
import dev.keygraph.conformance.support.ChildJvm;
import dev.keygraph.conformance.support.EngineSettings;
import dev.keygraph.conformance.support.Seeds;
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
abstract class DamageTests extends DifferenceTests {
  private static final int CASES = Integer.getInteger("keygraph.conformance.damages", 30);

  /** Returns the settings of an engine that is to survive damage to any byte of its files. */
  abstract Config settingsAgainstDamage(Config settings);

  @Test
  final void damageIsNamedFoundOrHarmless(TestReporter reporter) {
    assumeTrue(
        traits().persistent(), () -> "engine " + engine().name() + " does not declare: persistent");
    Path sound = graphs.resolve("sound");
    try (TestGraph graph = newGraph(sound, level())) {
      DamageChild.write(graph);
    }
    long seed = Seeds.next();
    List<String> bad = new ArrayList<>();
    TreeMap<String, Integer> outcomes = new TreeMap<>();
    for (int done = 0; done < CASES; ) {
      try (ChildJvm child = start(sound, seed + done, CASES - done)) {
        String damage = child.readLine();
        assertThat(damage)
            .as("first line of the child; its errors: %s", child.errors())
            .isNotNull();
        while (damage != null) {
          String outcome = child.readLine();
          String what = "seed " + (seed + done) + ", " + damage + ": ";
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
    assertThat(bad).as("of %s damages", CASES).isEmpty();
  }

  private ChildJvm start(Path sound, long seed, int cases) {
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
            Long.toString(seed),
            Integer.toString(cases)));
  }
}
