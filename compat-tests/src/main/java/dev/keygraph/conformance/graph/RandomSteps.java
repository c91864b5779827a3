package dev.keygraph.conformance.graph;

import static dev.keygraph.conformance.graph.Vocabulary.pick;

import dev.keygraph.graph.ContentHash;
import dev.keygraph.graph.UnitContent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes random histories: the same ones for the same seed. */
final class RandomSteps {
  private final Random random;

  /** Most of what a unit mentions comes from the part of the stock that it is about. */
  private static final int THEME = 8;

  RandomSteps(long seed) {
    this(new Random(seed));
  }

  /** Steps as a source of numbers chooses them. */
  RandomSteps(Random random) {
    this.random = random;
  }

  List<Step> steps(int count) {
    List<Step> steps = new ArrayList<>();
    if (random.nextBoolean()) {
      steps.add(new Step.Import(distinctUnits(random.nextInt(8))));
    }
    while (steps.size() < count) {
      steps.add(next());
    }
    return steps;
  }

  private Step next() {
    int choice = random.nextInt(100);
    if (choice < 40) {
      return new Step.Commit(changes(1), null);
    } else if (choice < 48) {
      return new Step.Commit(changes(2 + random.nextInt(4)), null);
    } else if (choice < 52) {
      return new Step.Commit(changes(random.nextInt(3)), retained());
    } else if (choice < 62) {
      return new Step.PutNode(
          pathOrNone(), symbol(), Vocabulary.nodeKind(random), Vocabulary.attributes(random));
    } else if (choice < 70) {
      return new Step.RemoveNode(pathOrNone(), symbol());
    } else if (choice < 80) {
      return new Step.PutEdge(
          pathOrNone(),
          symbol(),
          pick(random, Vocabulary.EDGE_KINDS),
          symbol(),
          Vocabulary.attributes(random));
    } else if (choice < 88) {
      return new Step.RemoveEdge(
          pathOrNone(), symbol(), pick(random, Vocabulary.EDGE_KINDS), symbol());
    } else if (choice < 90) {
      return new Step.Import(distinctUnits(random.nextInt(4)));
    } else if (choice < 92) {
      return new Step.Reopen();
    } else if (choice < 96) {
      return new Step.Hold();
    }
    return new Step.Release();
  }

  private List<Step.Change> changes(int count) {
    List<Step.Change> changes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int choice = random.nextInt(12);
      if (choice < 3) {
        changes.add(new Step.Change(path(), null, Step.Expectation.ANY));
      } else if (choice == 3) {
        // A rename: another path says what this one said.
        UnitContent unit = unit(path());
        changes.add(new Step.Change(unit.path(), null, Step.Expectation.ANY));
        changes.add(new Step.Change("renamed", renamed(unit, "renamed"), Step.Expectation.ANY));
      } else {
        UnitContent unit = unit(path());
        changes.add(
            new Step.Change(unit.path(), unit, pick(random, List.of(Step.Expectation.values()))));
      }
    }
    return changes;
  }

  static UnitContent renamed(UnitContent unit, String path) {
    UnitContent.Builder copy = UnitContent.builder(path);
    for (int i = 0; i < unit.definitionCount(); i++) {
      copy.define(unit.definitionSymbol(i), unit.definitionKind(i), unit.definitionAttributes(i));
    }
    for (int i = 0; i < unit.edgeCount(); i++) {
      copy.edge(unit.edgeFrom(i), unit.edgeKind(i), unit.edgeTo(i), unit.edgeAttributes(i));
    }
    return copy.build();
  }

  private Set<String> retained() {
    Set<String> paths = new HashSet<>();
    for (String path : Vocabulary.PATHS) {
      if (random.nextInt(4) > 0) {
        paths.add(path);
      }
    }
    return paths;
  }

  private List<UnitContent> distinctUnits(int count) {
    Set<String> paths = new HashSet<>();
    List<UnitContent> units = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      UnitContent unit = unit(path());
      if (paths.add(unit.path())) {
        units.add(unit);
      }
    }
    return units;
  }

  UnitContent unit(String path) {
    UnitContent.Builder unit = UnitContent.builder(path);
    int theme = random.nextInt(Vocabulary.SYMBOLS.size());
    Set<String> defined = new HashSet<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      String symbol = symbol(theme);
      if (defined.add(symbol)) {
        unit.define(symbol, Vocabulary.nodeKind(random), Vocabulary.attributes(random));
      }
    }
    for (int i = random.nextInt(8); i > 0; i--) {
      unit.edge(
          symbol(theme),
          pick(random, Vocabulary.EDGE_KINDS),
          symbol(theme),
          Vocabulary.attributes(random));
    }
    if (random.nextInt(3) == 0) {
      unit.hash(ContentHash.of(new byte[] {(byte) random.nextInt(4)}));
    }
    return unit.build();
  }

  private String symbol(int theme) {
    int index =
        random.nextInt(4) == 0
            ? random.nextInt(Vocabulary.SYMBOLS.size())
            : (theme + random.nextInt(THEME)) % Vocabulary.SYMBOLS.size();
    return Vocabulary.SYMBOLS.get(index);
  }

  private String symbol() {
    return pick(random, Vocabulary.SYMBOLS);
  }

  private String path() {
    return pick(random, Vocabulary.PATHS);
  }

  private @Nullable String pathOrNone() {
    return random.nextInt(3) == 0 ? null : path();
  }
}
