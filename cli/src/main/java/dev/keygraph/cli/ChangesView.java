package dev.keygraph.cli;

import dev.keygraph.cli.terminal.Json;
import dev.keygraph.cli.terminal.Numbers;
import dev.keygraph.cli.terminal.Printer;
import dev.keygraph.cli.terminal.Style;
import dev.keygraph.cli.terminal.Table;
import dev.keygraph.cli.terminal.Text;
import dev.keygraph.graph.UnitChange;
import dev.keygraph.graph.UnitChangeVisitor;
import dev.keygraph.graph.UnitInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows the units that changed: how many of each kind, and the first of them. */
final class ChangesView implements UnitChangeVisitor {
  private final int limit;
  private final Map<UnitChange.Kind, Long> counts = new EnumMap<>(UnitChange.Kind.class);
  private final List<UnitChange> shown = new ArrayList<>();

  /**
   * Begins with no changes.
   *
   * @param limit how many to show
   */
  ChangesView(int limit) {
    this.limit = limit;
    for (UnitChange.Kind kind : UnitChange.Kind.values()) {
      counts.put(kind, 0L);
    }
  }

  @Override
  public boolean visit(UnitChange change) {
    counts.merge(change.kind(), 1L, Long::sum);
    if (shown.size() < limit) {
      shown.add(change);
    }
    return true;
  }

  /** Returns how many units changed. */
  long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns how many of them are shown. */
  int shown() {
    return shown.size();
  }

  void print(Printer printer) {
    if (!shown.isEmpty()) {
      Table table = new Table().right(1, 2, 3, 4);
      table.header("", "nodes", "", "edges", "", "unit");
      for (UnitChange change : shown) {
        UnitInfo before = change.before();
        UnitInfo after = change.after();
        int nodes = after == null ? 0 : after.nodes();
        int edges = after == null ? 0 : after.edges();
        table.row(
            Text.of(name(change.kind()), style(change.kind())),
            Text.of(Numbers.count(nodes)),
            difference(nodes - (before == null ? 0 : before.nodes())),
            Text.of(Numbers.count(edges)),
            difference(edges - (before == null ? 0 : before.edges())),
            Text.of(change.path(), Style.BOLD));
      }
      printer.table(table);
    }
    List<String> kinds = new ArrayList<>();
    counts.forEach((kind, count) -> kinds.add(Numbers.count(count) + " " + name(kind)));
    printer.line(
        Text.of(Numbers.count(total(), "unit") + " changed", Style.BOLD)
            .plus(": " + String.join(", ", kinds)));
  }

  private static Text difference(int difference) {
    if (difference == 0) {
      return Text.empty();
    }
    return difference > 0
        ? Text.of("+" + Numbers.count(difference), Style.GREEN)
        : Text.of(Numbers.count(difference), Style.RED);
  }

  private static Style style(UnitChange.Kind kind) {
    return switch (kind) {
      case ADDED -> Style.GREEN;
      case REPLACED -> Style.YELLOW;
      case REMOVED -> Style.RED;
    };
  }

  private static String name(UnitChange.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  void write(Json json) throws IOException {
    json.object(
        "counts",
        object -> {
          for (Map.Entry<UnitChange.Kind, Long> count : counts.entrySet()) {
            object.field(name(count.getKey()), count.getValue());
          }
        });
    json.array(
        "results",
        shown,
        (each, change) -> {
          each.field("unit", change.path()).field("change", name(change.kind()));
          write(each, "before", change.before());
          write(each, "after", change.after());
        });
  }

  private static void write(Json json, String name, @Nullable UnitInfo unit) throws IOException {
    if (unit != null) {
      json.object(
          name,
          object ->
              object
                  .field("hash", unit.hash().toString())
                  .field("nodes", unit.nodes())
                  .field("edges", unit.edges())
                  .field("bytes", unit.bytes()));
    }
  }
}
