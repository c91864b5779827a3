package dev.keygraph.compare.worker;

import dev.keygraph.compare.json.JsonObject;
import dev.keygraph.compare.json.JsonText;
import dev.keygraph.kv.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a worker is to do.
 *
 * @param phase which part of the comparison
 * @param contender the name of the contender
 * @param directory of the contender's store, kept between rounds
 * @param durability how durable saves are
 * @param units the file of the units
 * @param questions the file of the questions
 * @param warmUpMillis how long each measurement is preceded by the same work unmeasured, about
 * @param measureMillis how long each measurement takes, about
 */
public record WorkerTask(
    PhaseName phase,
    String contender,
    Path directory,
    Durability durability,
    Path units,
    Path questions,
    long warmUpMillis,
    long measureMillis) {

  /** Returns the same with other questions. */
  public WorkerTask withQuestions(PhaseName newPhase, Path file) {
    return new WorkerTask(
        newPhase, contender, directory, durability, units, file, warmUpMillis, measureMillis);
  }

  /**
   * Writes the task to a file.
   *
   * @throws IOException if the file cannot be written
   */
  public void write(Path file) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("phase", phase.name());
    fields.put("contender", contender);
    fields.put("directory", directory.toString());
    fields.put("durability", durability.name());
    fields.put("units", units.toString());
    fields.put("questions", questions.toString());
    fields.put("warmUpMillis", warmUpMillis);
    fields.put("measureMillis", measureMillis);
    Files.writeString(file, JsonText.line(fields));
  }

  /**
   * Reads a task.
   *
   * @throws IOException if the file cannot be read
   */
  public static WorkerTask read(Path file) throws IOException {
    JsonObject fields = JsonText.read(Files.readString(file));
    return new WorkerTask(
        fields.constant("phase", PhaseName.class),
        fields.text("contender"),
        Path.of(fields.text("directory")),
        fields.constant("durability", Durability.class),
        Path.of(fields.text("units")),
        Path.of(fields.text("questions")),
        fields.integer("warmUpMillis"),
        fields.integer("measureMillis"));
  }
}
