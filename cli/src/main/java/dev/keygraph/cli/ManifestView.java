package dev.keygraph.cli;

import dev.keygraph.cli.terminal.Json;
import dev.keygraph.cli.terminal.Numbers;
import dev.keygraph.cli.terminal.Style;
import dev.keygraph.cli.terminal.Text;
import dev.keygraph.operations.BackupManifest;
import java.io.IOException;
import java.time.Duration;

/** What a backup holds, for people and for programs. */
record ManifestView(BackupManifest manifest, Duration duration) {

  /** Returns a line that begins with a place. */
  Text line(String place) {
    return Text.of(place, Style.BOLD)
        .plus(" (" + manifest.engine() + ", version " + manifest.version() + "): ")
        .plus(Numbers.count(manifest.units(), "unit") + ", ")
        .plus(Numbers.count(manifest.nodes(), "node") + ", ")
        .plus(Numbers.count(manifest.edges(), "edge") + ", ")
        .plus(Numbers.count(manifest.files().size(), "file") + ", ")
        .plus(Numbers.bytes(manifest.bytes()) + " in ")
        .plus(Numbers.duration(duration), Style.BOLD);
  }

  void write(Json json) throws IOException {
    json.field("engine", manifest.engine())
        .field("created", manifest.created().toString())
        .field("version", manifest.version())
        .field("units", manifest.units())
        .field("nodes", manifest.nodes())
        .field("edges", manifest.edges())
        .field("files", manifest.files().size())
        .field("bytes", manifest.bytes())
        .field("seconds", duration.toNanos() / 1e9);
  }
}
