package dev.keygraph.cli;

import dev.keygraph.KeyGraph;
import dev.keygraph.Settings;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.UnitComparison;
import dev.keygraph.query.GraphQueries;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code keygraph changes}. */
@Command(
    name = "changes",
    description = {
      "List the units that were added, replaced or removed since another graph: that of a backup,"
          + " or of any other store.",
      "The exit code is 0 whether there are any or not."
    })
final class ChangesCommand extends QuestionCommand {
  @Option(
      names = "--since",
      required = true,
      paramLabel = "DIR",
      description = "The directory of the earlier graph, of whichever engine.")
  private Path since;

  @Option(
      names = "--contents",
      description =
          "Compare what the units say, too, where they are made from the same: reads all of them.")
  private boolean contents;

  @Override
  int answer(GraphSnapshot snapshot) {
    Settings earlier = options().settingsToRead(since);
    checkExists(earlier, false, "name a store or the directory of a backup with --since");
    try (Graph graph = KeyGraph.open(earlier);
        GraphSnapshot older = graph.snapshot()) {
      ChangesView view = new ChangesView(limit());
      time()
          .note(
              GraphQueries.over(snapshot)
                  .unitsChangedSince(
                      older,
                      contents ? UnitComparison.CONTENT : UnitComparison.MANIFEST,
                      time().limits(),
                      view));
      if (json()) {
        document(
            json -> {
              json.field("sinceVersion", older.version()).field("version", snapshot.version());
              view.write(json);
              writeCount(json, view.total(), view.shown());
            });
      } else {
        view.print(printer());
        printRest(view.total(), view.shown());
      }
      return ExitCodes.OK;
    }
  }
}
