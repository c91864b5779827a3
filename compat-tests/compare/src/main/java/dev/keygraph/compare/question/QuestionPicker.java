package dev.keygraph.compare.question;

import dev.keygraph.compare.code.Census;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Picks questions: the same for the same code, seed and size, on every machine. Subjects are drawn
 * with replacement among what the units define.
 *
 * <p>The mix draws a kind first: its group by the group's share, then one of the group's kinds with
 * equal chance.
 */
public final class QuestionPicker {
  private final long seed;
  private final int size;
  private final Map<Sample, Map<QuestionKind, Urn>> urns = new EnumMap<>(Sample.class);

  /**
   * Prepares to pick.
   *
   * @param size how many questions a list has
   */
  public QuestionPicker(Census census, long seed, int size) {
    this.seed = seed;
    this.size = size;
    Map<QuestionKind, Urn> uniform = new EnumMap<>(QuestionKind.class);
    Map<QuestionKind, Urn> byDegree = new EnumMap<>(QuestionKind.class);
    for (QuestionKind kind : QuestionKind.values()) {
      List<Census.Candidate> candidates = candidates(census, kind);
      uniform.put(kind, new Urn(candidates, any -> 1));
      byDegree.put(kind, new Urn(candidates, Census.Candidate::weight));
    }
    urns.put(Sample.UNIFORM, uniform);
    urns.put(Sample.DEGREE, byDegree);
  }

  private static List<Census.Candidate> candidates(Census census, QuestionKind kind) {
    return switch (kind) {
      case DEFINITION -> census.symbols(Census.Symbol::isDefined, Census.Symbol::incoming);
      case CALLERS, CALLERS_2, BLAST_RADIUS_3, BLAST_RADIUS_5 ->
          census.symbols(Census.Symbol::isFunction, Census.Symbol::callers);
      case CALLEES -> census.symbols(Census.Symbol::isFunction, Census.Symbol::callees);
      case IMPLEMENTATIONS -> census.symbols(Census.Symbol::isTrait, Census.Symbol::subtypes);
      case CYCLES -> census.unitPaths();
    };
  }

  /**
   * Returns a list for each kind and sample, and the mixes; a list without subjects is left out.
   */
  public List<QuestionList> pick() {
    List<QuestionList> lists = new ArrayList<>();
    for (Sample sample : Sample.values()) {
      Map<QuestionKind, Urn> kinds = urns.getOrDefault(sample, Map.of());
      lists.add(mix(sample, kinds));
      kinds.forEach((kind, urn) -> lists.add(list(sample, kind, urn)));
    }
    lists.removeIf(list -> list.questions().isEmpty());
    return lists;
  }

  private QuestionList list(Sample sample, QuestionKind kind, Urn urn) {
    SplittableRandom random = random(kind.label(), sample);
    List<Question> questions = new ArrayList<>();
    while (!urn.isEmpty() && questions.size() < size) {
      questions.add(new Question(kind, urn.draw(random)));
    }
    return new QuestionList(kind.label(), sample, kind.group().goalMicros(), questions);
  }

  private QuestionList mix(Sample sample, Map<QuestionKind, Urn> kinds) {
    SplittableRandom random = random(QuestionList.MIX, sample);
    List<Question> questions = new ArrayList<>();
    boolean possible = kinds.values().stream().anyMatch(urn -> !urn.isEmpty());
    while (possible && questions.size() < size) {
      QuestionKind kind = kind(random);
      Urn urn = kinds.get(kind);
      if (urn != null && !urn.isEmpty()) {
        questions.add(new Question(kind, urn.draw(random)));
      }
    }
    return new QuestionList(QuestionList.MIX, sample, null, questions);
  }

  private static QuestionKind kind(SplittableRandom random) {
    int percent = random.nextInt(100);
    Group group = Group.SUBGRAPH;
    for (Group each : Group.values()) {
      if (percent < each.percent()) {
        group = each;
        break;
      }
      percent -= each.percent();
    }
    Group chosen = group;
    List<QuestionKind> kinds =
        Arrays.stream(QuestionKind.values()).filter(kind -> kind.group() == chosen).toList();
    return kinds.get(random.nextInt(kinds.size()));
  }

  /** Each list has numbers of its own, so that another size of one leaves the others alone. */
  private SplittableRandom random(String name, Sample sample) {
    return new SplittableRandom(seed * 31 + (name + "/" + sample.label()).hashCode());
  }
}
