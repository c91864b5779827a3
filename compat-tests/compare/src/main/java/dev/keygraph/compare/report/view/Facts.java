package dev.keygraph.compare.report.view;

import dev.keygraph.compare.report.ContenderInfo;
import dev.keygraph.compare.report.Environment;
import dev.keygraph.compare.report.Inputs;
import dev.keygraph.compare.report.Noise;
import dev.keygraph.compare.report.Report;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a report says of where it comes from. */
public final class Facts {
  private Facts() {}

  /** Returns the code, in a sentence. */
  public static String code(Inputs inputs) {
    Long lines = inputs.lines();
    return String.join(", ", inputs.sources())
        + ": "
        + Quantity.count(inputs.units())
        + " units, "
        + Quantity.count(inputs.nodes())
        + " nodes, "
        + Quantity.count(inputs.edges())
        + " edges"
        + (lines == null ? "" : ", " + Quantity.count(lines) + " lines")
        + ".";
  }

  /** Returns who is a peer and what that means, in a sentence; empty if nobody is. */
  public static String peers(List<ContenderInfo> contenders) {
    List<String> peers =
        contenders.stream().filter(ContenderInfo::peer).map(ContenderInfo::name).toList();
    return peers.isEmpty()
        ? ""
        : String.join(", ", peers)
            + (peers.size() == 1 ? " is a peer" : " are peers")
            + ": of another design than keygraph, measured for comparison, never recommended.";
  }

  /** Returns how far the machine can be trusted, in a sentence. */
  public static String noise(Noise noise) {
    if (noise.millis().size() < 2) {
      return "How even the machine was is not known.";
    }
    return (noise.isNoisy() ? "The machine was noisy: " : "The machine was quiet: ")
        + "the same piece of work took up to "
        + Quantity.percent(noise.spread())
        + " longer at some times than at others."
        + (noise.isNoisy() ? " Smaller differences than that mean nothing." : "");
  }

  /** Returns all else, by what it is about. */
  public static Map<String, String> environment(Report report) {
    Environment environment = report.environment();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Version", report.keygraphVersion());
    facts.put("Command", report.arguments());
    facts.put("Seed of the questions", Long.toString(report.inputs().seed()));
    facts.put("Java", environment.java());
    facts.put("System", environment.system());
    facts.put("Processors", Integer.toString(environment.processors()));
    facts.put("Memory", Quantity.text((double) environment.memoryBytes(), "bytes"));
    facts.put(
        "Stores lay in",
        environment.directory()
            + " ("
            + environment.fileSystem()
            + (environment.inMemory() ? ", in memory: nothing waits for a disk)" : ")"));
    facts.put("Flags of the JVMs", String.join(" ", environment.workerFlags()));
    return facts;
  }
}
