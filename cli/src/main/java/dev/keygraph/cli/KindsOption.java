package dev.keygraph.cli;

import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.GraphSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which kinds of edges are followed. */
final class KindsOption {
  @Option(
      names = "--kinds",
      split = ",",
      paramLabel = "KIND",
      description =
          "Follow edges of these kinds: calls, accesses, uses, extends, implements,"
              + " overrides, defines, others that the graph has, or all.")
  private List<String> names = new ArrayList<>();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** Returns the kinds that were named, else the usual ones. */
  EdgeKinds of(GraphSnapshot snapshot, EdgeKind... usual) {
    if (names.isEmpty()) {
      return EdgeKinds.of(usual);
    }
    List<EdgeKind> known = snapshot.edgeKinds();
    List<EdgeKind> kinds = new ArrayList<>();
    for (String name : names) {
      if (name.equalsIgnoreCase("all")) {
        return EdgeKinds.all();
      }
      kinds.add(
          known.stream()
              .filter(kind -> kind.name().equalsIgnoreCase(name))
              .findFirst()
              .orElseThrow(() -> unknown(name, known)));
    }
    return EdgeKinds.of(kinds);
  }

  private ParameterException unknown(String name, List<EdgeKind> known) {
    List<String> names =
        known.stream().map(kind -> kind.name().toLowerCase(Locale.ROOT)).sorted().toList();
    return new ParameterException(
        spec.commandLine(),
        "The graph has no edges of the kind " + name + ", only " + String.join(", ", names) + ".");
  }
}
