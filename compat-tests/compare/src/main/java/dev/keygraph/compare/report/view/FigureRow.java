package dev.keygraph.compare.report.view;

import dev.keygraph.compare.report.Figure;
import dev.keygraph.compare.report.Key;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * The same figure of all contenders.
 *
 * @param key what it is about, of the contender with the empty name
 * @param figures the figures, at least one, by the names of the contenders
 */
public record FigureRow(Key key, Map<String, Figure> figures) {
  /** Returns figures as rows, in the order in which each row comes first. */
  public static List<FigureRow> of(List<Figure> figures) {
    Map<Key, Map<String, Figure>> rows = new LinkedHashMap<>();
    for (Figure figure : figures) {
      rows.computeIfAbsent(figure.key().of(""), any -> new LinkedHashMap<>())
          .put(figure.contender(), figure);
    }
    return rows.entrySet().stream()
        .map(row -> new FigureRow(row.getKey(), row.getValue()))
        .toList();
  }

  /** Returns the figure of a contender, or empty if it has none. */
  public Optional<Figure> of(String contender) {
    return Optional.ofNullable(figures.get(contender));
  }

  /** Returns the unit of all. */
  public String unit() {
    return any().unit();
  }

  /** Returns the goal, or empty if there is none. */
  public Optional<Double> goal() {
    return figures.values().stream()
        .flatMap(figure -> Optional.ofNullable(figure.goal()).stream())
        .findFirst();
  }

  /** Returns whether a figure is the best of at least two. */
  public boolean isBest(Figure figure) {
    DoubleStream medians = figures.values().stream().mapToDouble(Figure::median);
    OptionalDouble best = any().lowerIsBetter() ? medians.min() : medians.max();
    return figures.size() > 1 && best.orElseThrow() == figure.median();
  }

  private Figure any() {
    return figures.values().iterator().next();
  }
}
