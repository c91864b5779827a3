package dev.keygraph.conformance.graph;

import dev.keygraph.conformance.support.EngineSettings;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvException;
import dev.keygraph.operations.GraphOperations;
import dev.keygraph.operations.VerifyReport;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A process that damages copies of a store, each in another way, and says what became of each: it
 * may be the end of a process that runs native code.
 */
public final class DamageChild {
  /** What is done to a copy of a store; but for a loss, the number of the case is a seed. */
  enum Kind {
    /** One file, in any way. */
    ANY,
    /** A file or its content is missing; each in turn. */
    LOSS,
    /** Every page of the largest file. */
    EVERY_PAGE
  }

  private static final int UNITS = 20;
  private static final int LARGE_OWNERS = 150;
  private static final long VERSION = 3;
  private static final long HOT_BYTES = 1 << 20;

  // Unbuffered, so that what was said before a crash arrives.
  private static final FileOutputStream OUTPUT = new FileOutputStream(FileDescriptor.out);

  private final KillStore work;
  private final Path sound;
  private final Facts facts;

  private DamageChild(KillStore work, Path sound) {
    this.work = work;
    this.sound = sound;
    List<dev.keygraph.graph.UnitContent> units = new ArrayList<>(Units.versioned(UNITS, VERSION));
    units.add(large());
    this.facts = new Facts(units);
  }

  /**
   * Runs some cases; started by the kit.
   *
   * @param arguments class of the test, directory of a sound store, directory to work in, level,
   *     settings, name of what is done to each copy, number of the first case, how many cases
   */
  public static void main(String[] arguments) throws Exception {
    GraphConformance kit = GraphChild.kit(arguments[0]);
    KillStore work =
        new KillStore(
            kit,
            Files.createDirectories(Path.of(arguments[2])),
            0,
            Durability.valueOf(arguments[3]),
            EngineSettings.ofArgument(arguments[4]));
    DamageChild child = new DamageChild(work, Path.of(arguments[1]));
    Kind kind = Kind.valueOf(arguments[5]);
    long first = Long.parseLong(arguments[6]);
    for (int number = 0; number < Integer.parseInt(arguments[7]); number++) {
      child.damageOne(kind, first + number);
    }
  }

  private static dev.keygraph.graph.UnitContent large() {
    return Units.large("large", LARGE_OWNERS, 4).build();
  }

  /** Makes the store that is damaged: of several commits, and closed. */
  static void write(TestGraph graph) {
    for (long version = 1; version <= VERSION; version++) {
      for (var unit : Units.versioned(UNITS, version)) {
        graph.graph().writer().replaceUnit(unit);
      }
    }
    graph.graph().writer().replaceUnit(large());
  }

  private void damageOne(Kind kind, long number) throws IOException {
    Path directory = work.directory();
    KillStore.delete(directory);
    copy(sound, directory);
    SplittableRandom random = new SplittableRandom(number);
    say(
        switch (kind) {
          case ANY -> Damage.any(directory, random);
          case LOSS -> Damage.lose(directory, Math.toIntExact(number));
          case EVERY_PAGE -> Damage.everyPage(directory, random);
        });
    say(outcome(number % 2 == 0 ? 0 : HOT_BYTES));
  }

  /** Returns what a user would see. */
  private String outcome(long hotBytes) {
    try (TestGraph graph = work.graph(work.directory(), hotBytes)) {
      Optional<String> wrong = DamagedAnswers.wrong(graph.graph(), graph.store(), facts);
      if (wrong.isPresent()) {
        return "WRONG: " + wrong.get().replace('\n', ' ');
      }
      VerifyReport report = GraphOperations.of(graph.store()).verify();
      if (!report.isSound()) {
        return "found: " + report.findings().get(0);
      }
      GraphGroup.checkAgainst(facts, graph);
      return "whole";
    } catch (KvException e) {
      return ("refused: " + e.getClass().getSimpleName() + ": " + e.getMessage())
          .replace('\n', ' ');
    } catch (AssertionError e) {
      return ("WRONG: " + e.getMessage()).replace('\n', ' ');
    } catch (RuntimeException | Error e) {
      e.printStackTrace();
      return ("UNNAMED: " + e).replace('\n', ' ');
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(from)) {
      paths = walk.toList();
    }
    for (Path path : paths) {
      Files.copy(path, to.resolve(from.relativize(path).toString()));
    }
  }

  private static void say(String line) throws IOException {
    OUTPUT.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
