package dev.keygraph.compare.run;

import dev.keygraph.compare.question.Sample;
import dev.keygraph.compare.report.ContenderInfo;
import dev.keygraph.compare.report.Parameters;
import dev.keygraph.compare.report.Section;
import dev.keygraph.compare.worker.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is shown of one size: of the load, the questions and the saves, the figures that matter; of
 * the saves, those at the contender's safest level of durability.
 */
final class Growth {
  private static final Set<String> LOAD = Set.of("units", "entries", "size", "peak-resident");

  private final Material material;
  private final Collector collector;
  private final Map<String, String> safest = new HashMap<>();

  Growth(Material material, Collector collector, List<ContenderInfo> contenders) {
    this.material = material;
    this.collector = collector;
    contenders.forEach(each -> safest.put(each.name(), each.durabilities().get(0)));
  }

  /** Describes the size, for people. */
  String description() {
    return material.label()
        + " lines: "
        + material.census().units()
        + " units, "
        + material.census().nodes()
        + " nodes, "
        + material.census().edges()
        + " edges; edges of a defined node (median, 90 %, 99 %, most): "
        + material.census().degrees()
        + ". What is less than the code is its first units, what is more is copies of it with"
        + " renamed packages, whose nodes have the same degrees.";
  }

  /** Takes a message of the code as it is, for the growth, too. */
  void takeWhole(String contender, Message message) {
    collector.take(contender, message);
    if (!material.label().isEmpty() && !(message instanceof Message.Note)) {
      take(contender, message);
    }
  }

  /** Takes a message of this size alone. */
  void take(String contender, Message message) {
    if (message instanceof Message.Measured measured) {
      if (measured.section() == Section.LOAD && LOAD.contains(measured.name())) {
        collector.take(
            contender,
            new Message.Measured(
                Section.GROWTH,
                measured.name(),
                sized(measured.parameters()),
                measured.unit(),
                measured.lowerIsBetter(),
                measured.value(),
                measured.goal()));
      }
    } else if (message instanceof Message.Latencies latencies) {
      Map<String, String> parameters = sized(latencies.parameters());
      String sample = parameters.remove(Parameters.SAMPLE);
      String level = parameters.get(Parameters.DURABILITY);
      if ((sample == null || sample.equals(Sample.UNIFORM.label()))
          && (level == null || level.equals(safest.get(contender)))) {
        collector.take(
            contender,
            new Message.Latencies(
                Section.GROWTH,
                latencies.name(),
                parameters,
                latencies.goalMicros(),
                latencies.nanos(),
                latencies.edges(),
                latencies.results()));
      }
    } else if (message instanceof Message.Note note) {
      collector.take(contender, new Message.Note(Section.GROWTH, note.text()));
    }
  }

  private Map<String, String> sized(Map<String, String> parameters) {
    Map<String, String> sized = new TreeMap<>(parameters);
    sized.put(Parameters.LINES, material.label());
    return sized;
  }
}
