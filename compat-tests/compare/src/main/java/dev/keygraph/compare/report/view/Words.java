package dev.keygraph.compare.report.view;

import dev.keygraph.compare.report.Figure;
import dev.keygraph.compare.report.Key;
import dev.keygraph.compare.report.Parameters;
import dev.keygraph.compare.report.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Names as people read them. A name that is not known here is shown as it is, with spaces for
 * hyphens.
 */
public final class Words {
  private static final Map<String, String> QUESTIONS =
      Map.of(
          "mix", "Mix of all (80/15/5)",
          "callers-2", "Callers, 2 hops",
          "blast-radius-3", "Blast radius, depth 3",
          "blast-radius-5", "Blast radius, depth 5",
          "cycles", "Cycles of a unit");

  private static final Map<String, String> SAMPLES =
      Map.of("uniform", "picked uniformly", "degree", "weighted by degree");

  private Words() {}

  /** Returns the name of a contender, marked if it is a peer. */
  public static String contender(String name, boolean peer) {
    return peer ? name + " (peer)" : name;
  }

  /** Returns what was measured. */
  public static String name(Key key) {
    return sentence(key.name());
  }

  /** Returns what was measured and under which circumstances, without the contender. */
  public static String title(Key key) {
    List<String> words = new ArrayList<>();
    String question = key.parameters().get(Parameters.QUESTION);
    words.add(question == null ? name(key) : parameter(Parameters.QUESTION, question));
    if (question != null && !key.name().equals("latency")) {
      words.add(key.name().replace('-', ' '));
    }
    String circumstances = circumstances(key);
    if (!circumstances.isEmpty()) {
      words.add(circumstances);
    }
    return String.join(", ", words);
  }

  /** Returns the same with the name of the figure in any case. */
  public static String figureTitle(Key key) {
    return key.parameters().containsKey(Parameters.QUESTION) && key.name().equals("latency")
        ? title(key) + ", latency"
        : title(key);
  }

  /** Returns the title that all figures have, if there is one. */
  public static Optional<String> commonTitle(List<Key> keys) {
    List<String> titles = keys.stream().map(Words::figureTitle).distinct().toList();
    return titles.size() == 1 ? Optional.of(titles.get(0)) : Optional.empty();
  }

  /** Returns the circumstances but the question; empty if there are none. */
  public static String circumstances(Key key) {
    List<String> words = new ArrayList<>();
    key.parameters()
        .forEach(
            (name, value) -> {
              if (!name.equals(Parameters.QUESTION)) {
                words.add(parameter(name, value));
              }
            });
    return String.join(", ", words);
  }

  /** Returns a circumstance. */
  public static String parameter(String name, String value) {
    return switch (name) {
      case Parameters.QUESTION -> QUESTIONS.getOrDefault(value, sentence(value));
      case Parameters.SAMPLE -> SAMPLES.getOrDefault(value, value);
      case Parameters.PERCENTILE -> "p" + value;
      case Parameters.DURABILITY -> value;
      case "writers" -> value.equals("none") ? "no writer" : value + " writer";
      case "stop" -> "after a " + value + " stop";
      default -> name.replace('-', ' ') + " " + value;
    };
  }

  /** Returns what an axis shows. */
  public static String axis(String parameter) {
    return parameter.equals(Parameters.LINES) ? "lines of code" : parameter.replace('-', ' ');
  }

  /** Returns a figure's median, and the least and the greatest of its rounds if so wanted. */
  public static String value(Figure figure, boolean withSpread) {
    String median = Quantity.text(figure.median(), figure.unit());
    return withSpread && figure.values().size() > 1 ? median + " (" + spread(figure) + ")" : median;
  }

  /** Returns the least and the greatest of a figure's rounds. */
  public static String spread(Figure figure) {
    return Quantity.range(figure.min(), figure.max(), figure.unit());
  }

  /** Returns how the figures of a section came about. */
  public static String introduction(Section section) {
    return switch (section) {
      case LOAD -> "All units into an empty store, in a fresh JVM.";
      case QUESTIONS ->
          "One question at a time, by one thread, on a store that is open. The questions were picked"
              + " by a seeded rule; everyone was asked the same ones, as far as a note does not say"
              + " otherwise, and every answer was held against the others'.";
      case THROUGHPUT -> "Questions of several threads at once, alone and beside a writer.";
      case SAVE ->
          "From the bytes of a changed class file to the first answer that shows the change.";
      case GROWTH -> "The same work on more and more code. A flat line is a cost that stays.";
      case START -> "From a closed store to the first answer, in a fresh JVM.";
    };
  }

  /** Returns a name with spaces for hyphens and a capital letter. */
  public static String sentence(String name) {
    String spaced = name.replace('-', ' ').replace('_', ' ');
    return spaced.isEmpty()
        ? spaced
        : spaced.substring(0, 1).toUpperCase(Locale.ROOT) + spaced.substring(1);
  }
}
