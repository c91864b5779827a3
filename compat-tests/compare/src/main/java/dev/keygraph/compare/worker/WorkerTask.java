package dev.keygraph.compare.worker;

import dev.keygraph.compare.json.JsonObject;
import dev.keygraph.compare.json.JsonText;
import dev.keygraph.kv.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a worker is to do.
 *
 * @param phase which part of the comparison
 * @param contender the name of the contender
 * @param directory of the contender's store, kept between rounds
 * @param durabilities how durable saves are, where that is compared; the first one elsewhere
 * @param units the file of the units
 * @param questions the file of the questions
 * @param changes the file of the files that are changed; it need not exist
 * @param warmUpMillis how long each measurement is preceded by the same work unmeasured, about
 * @param measureMillis how long each measurement takes, about
 */
public record WorkerTask(
    PhaseName phase,
    String contender,
    Path directory,
    List<Durability> durabilities,
    Path units,
    Path questions,
    Path changes,
    long warmUpMillis,
    long measureMillis) {

  /** Copies the list. */
  public WorkerTask {
    durabilities = List.copyOf(durabilities);
  }

  /** Returns how durable saves are. */
  Durability durability() {
    return durabilities.get(0);
  }

  /** Returns the same on one level of durability. */
  WorkerTask on(Durability level) {
    return new WorkerTask(
        phase,
        contender,
        directory,
        List.of(level),
        units,
        questions,
        changes,
        warmUpMillis,
        measureMillis);
  }

  /** Returns the same for another part. */
  public WorkerTask withPhase(PhaseName newPhase) {
    return withQuestions(newPhase, questions);
  }

  /** Returns the same with other questions. */
  public WorkerTask withQuestions(PhaseName newPhase, Path file) {
    return new WorkerTask(
        newPhase,
        contender,
        directory,
        durabilities,
        units,
        file,
        changes,
        warmUpMillis,
        measureMillis);
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
    fields.put("durabilities", durabilities.stream().map(Durability::name).toList());
    fields.put("units", units.toString());
    fields.put("questions", questions.toString());
    fields.put("changes", changes.toString());
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
        fields.textList("durabilities").stream().map(Durability::valueOf).toList(),
        Path.of(fields.text("units")),
        Path.of(fields.text("questions")),
        Path.of(fields.text("changes")),
        fields.integer("warmUpMillis"),
        fields.integer("measureMillis"));
  }
}
