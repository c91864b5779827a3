package dev.keygraph.cli;

import picocli.CommandLine.Option;

/** How many results are shown. */
final class Limit {
  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Show N results at most, 0 for all (default: ${DEFAULT-VALUE}).")
  private int limit = 100;

  /** Returns how many results to show at most. */
  int of() {
    return limit <= 0 ? Integer.MAX_VALUE : limit;
  }
}
