package dev.keygraph.compare.report.view;

import dev.keygraph.compare.report.Figure;
import dev.keygraph.compare.report.Key;
import dev.keygraph.compare.report.Parameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The figures of one chart: of the same section, name and unit, and under the same circumstances
 * but those that the chart spreads out. Which chart suits is seen from the figures alone, so that a
 * figure that nobody foresaw has its chart too:
 *
 * <ul>
 *   <li>parts of a whole lie end to end;
 *   <li>a circumstance that is a number and varies is an axis;
 *   <li>percentiles are a range;
 *   <li>all else are bars.
 * </ul>
 *
 * @param shape how to show them
 * @param key what they have in common; the contender's name is empty
 * @param axis the parameter that a line runs along or that names the parts; empty for bars and
 *     ranges
 * @param figures the figures; at least one
 * @param goal what they should reach, or empty; for parts, what their sum should
 */
public record Panel(Shape shape, Key key, String axis, List<Figure> figures, OptionalDouble goal) {
  /** The percentile that is drawn of parts. */
  public static final String MEDIAN = "50";

  /** The percentile that is drawn where there is room for one: that of the goals. */
  public static final String TAIL = "99";

  /** Copies the figures. */
  public Panel {
    figures = List.copyOf(figures);
  }

  /** How to show figures. */
  public enum Shape {
    /** A bar for each contender. */
    BARS,
    /** From the median to the tail, for each contender. */
    RANGES,
    /** A line for each contender. */
    LINES,
    /** Parts end to end, for each contender. */
    PARTS
  }

  /** Returns the panels of a section's figures, in the order in which each comes first. */
  public static List<Panel> of(List<Figure> figures) {
    Map<Family, List<Figure>> families = new LinkedHashMap<>();
    for (Figure figure : figures) {
      Family family =
          new Family(figure.key().name(), figure.unit(), figure.key().parameters().keySet());
      families.computeIfAbsent(family, any -> new ArrayList<>()).add(figure);
    }
    return families.values().stream()
        .flatMap(family -> panels(family).stream())
        .map(panel -> panel.shape() == Shape.PARTS ? panel.withGoalOf(figures) : panel)
        .toList();
  }

  /** Parts have no goals of their own; the whole, under the same circumstances, has one. */
  private Panel withGoalOf(List<Figure> wholes) {
    Map<String, String> circumstances = withoutPercentile(key);
    return new Panel(
        shape,
        key,
        axis,
        figures,
        goal(
            wholes.stream()
                .filter(whole -> whole.unit().equals(unit()))
                .filter(whole -> withoutPercentile(whole.key()).equals(circumstances))
                .toList()));
  }

  private static Map<String, String> withoutPercentile(Key key) {
    Map<String, String> parameters = new TreeMap<>(key.parameters());
    parameters.remove(Parameters.PERCENTILE);
    return parameters;
  }

  private static List<Panel> panels(List<Figure> family) {
    Map<String, Set<String>> parameters = parameters(family);
    Optional<String> number =
        parameters.entrySet().stream()
            .filter(entry -> !entry.getKey().equals(Parameters.PERCENTILE))
            .filter(entry -> isAxis(entry.getValue()))
            .map(Map.Entry::getKey)
            .findFirst();
    if (parameters.containsKey(Parameters.PART)) {
      return panels(Shape.PARTS, Parameters.PART, at(family, MEDIAN));
    }
    if (number.isPresent()) {
      return panels(Shape.LINES, number.get(), at(family, TAIL));
    }
    boolean ranges =
        parameters.getOrDefault(Parameters.PERCENTILE, Set.of()).containsAll(Set.of(MEDIAN, TAIL));
    return ranges
        ? panels(Shape.RANGES, Parameters.PERCENTILE, family)
        : panels(Shape.BARS, "", family);
  }

  private static List<Panel> panels(Shape shape, String axis, List<Figure> figures) {
    Map<Key, List<Figure>> groups = new LinkedHashMap<>();
    for (Figure figure : figures) {
      Map<String, String> common = new TreeMap<>(figure.key().parameters());
      common.remove(axis);
      Key key = new Key(figure.section(), figure.key().name(), "", common);
      groups.computeIfAbsent(key, any -> new ArrayList<>()).add(figure);
    }
    return groups.entrySet().stream()
        .map(
            group ->
                new Panel(shape, group.getKey(), axis, group.getValue(), goal(group.getValue())))
        .toList();
  }

  /** Those of one percentile, where there are several. */
  private static List<Figure> at(List<Figure> family, String percentile) {
    List<Figure> chosen =
        family.stream()
            .filter(
                figure -> percentile.equals(figure.key().parameters().get(Parameters.PERCENTILE)))
            .toList();
    return chosen.isEmpty() ? family : chosen;
  }

  private static Map<String, Set<String>> parameters(List<Figure> family) {
    return family.stream()
        .flatMap(figure -> figure.key().parameters().entrySet().stream())
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey,
                TreeMap::new,
                Collectors.mapping(
                    Map.Entry::getValue, Collectors.toCollection(LinkedHashSet::new))));
  }

  private static boolean isAxis(Set<String> values) {
    return values.size() > 1 && values.stream().allMatch(value -> number(value).isPresent());
  }

  /** Returns the number that a parameter is, such as {@code 4}, {@code 10k}, {@code 1 M}. */
  public static OptionalDouble number(String value) {
    String digits = value.strip();
    double factor = 1;
    if (digits.endsWith("k")) {
      factor = 1e3;
    } else if (digits.endsWith("M")) {
      factor = 1e6;
    }
    if (factor > 1) {
      digits = digits.substring(0, digits.length() - 1).strip();
    }
    return digits.matches("\\d{1,15}(\\.\\d{1,9})?")
        ? OptionalDouble.of(factor * Double.parseDouble(digits))
        : OptionalDouble.empty();
  }

  /** Returns the unit of all. */
  public String unit() {
    return figures.get(0).unit();
  }

  private static OptionalDouble goal(List<Figure> figures) {
    return figures.stream()
        .map(Figure::goal)
        .flatMap(goal -> Optional.ofNullable(goal).stream())
        .mapToDouble(Double::doubleValue)
        .findFirst();
  }

  /** Returns the names of those who have a figure, in the order in which each comes first. */
  public List<String> contenders() {
    return figures.stream().map(Figure::contender).distinct().toList();
  }

  /** Returns a figure's place on the axis as it was named; empty if there is none. */
  public String axisValue(Figure figure) {
    return figure.key().parameters().getOrDefault(axis, "");
  }

  /** Returns all names of places on the axis, in the order in which each comes first. */
  public List<String> axisValues() {
    return figures.stream().map(this::axisValue).distinct().toList();
  }

  /** Returns a figure's place on an axis of numbers. */
  public double position(Figure figure) {
    return number(axisValue(figure)).orElseThrow();
  }

  /** Returns the figures of a contender, in their order. */
  public List<Figure> of(String contender) {
    return figures.stream().filter(figure -> figure.contender().equals(contender)).toList();
  }

  private record Family(String name, String unit, Set<String> parameters) {}
}
