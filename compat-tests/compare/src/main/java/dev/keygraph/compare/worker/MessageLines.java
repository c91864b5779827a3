package dev.keygraph.compare.worker;

import dev.keygraph.compare.json.JsonObject;
import dev.keygraph.compare.json.JsonText;
import dev.keygraph.compare.report.Section;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Messages as lines of JSON. Histograms are in HdrHistogram's own compressed form. */
public final class MessageLines {
  private static final String TYPE = "type";

  private MessageLines() {}

  /** Returns a message as a line. */
  public static String line(Message message) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(TYPE, message.getClass().getSimpleName());
    if (message instanceof Message.Progress progress) {
      fields.put("task", progress.task());
      fields.put("done", progress.done());
      fields.put("total", progress.total());
    } else if (message instanceof Message.Measured measured) {
      key(fields, measured.section(), measured.name(), measured.parameters());
      fields.put("unit", measured.unit());
      fields.put("lowerIsBetter", measured.lowerIsBetter());
      fields.put("value", measured.value());
      putIfPresent(fields, "goal", measured.goal());
    } else if (message instanceof Message.Latencies latencies) {
      key(fields, latencies.section(), latencies.name(), latencies.parameters());
      putIfPresent(fields, "goalMicros", latencies.goalMicros());
      fields.put("nanos", encode(latencies.nanos()));
      fields.put("edges", encode(latencies.edges()));
      fields.put("results", encode(latencies.results()));
    } else if (message instanceof Message.Answers answers) {
      fields.put("list", answers.list());
      fields.put("results", answers.answers().stream().map(Answer::results).toList());
      fields.put("digests", answers.answers().stream().map(Answer::digest).toList());
    } else if (message instanceof Message.Explained explained) {
      fields.put("question", explained.question());
      fields.put("nodes", explained.nodes());
    } else if (message instanceof Message.Note note) {
      fields.put("section", note.section().name());
      fields.put("text", note.text());
    } else if (message instanceof Message.Failed failed) {
      fields.put("reason", failed.reason());
    }
    return JsonText.line(fields);
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if it is no message
   */
  public static Message parse(String line) {
    JsonObject fields = JsonText.read(line);
    String type = fields.text(TYPE);
    return switch (type) {
      case "Progress" ->
          new Message.Progress(
              fields.text("task"), fields.integer("done"), fields.integer("total"));
      case "Measured" ->
          new Message.Measured(
              section(fields),
              fields.text("name"),
              fields.texts("parameters"),
              fields.text("unit"),
              fields.truth("lowerIsBetter"),
              fields.number("value"),
              fields.optionalNumber("goal"));
      case "Latencies" ->
          new Message.Latencies(
              section(fields),
              fields.text("name"),
              fields.texts("parameters"),
              fields.optionalNumber("goalMicros"),
              decode(fields.text("nanos")),
              decode(fields.text("edges")),
              decode(fields.text("results")));
      case "Answers" -> new Message.Answers(fields.text("list"), answers(fields));
      case "Explained" ->
          new Message.Explained((int) fields.integer("question"), fields.textList("nodes"));
      case "Note" -> new Message.Note(section(fields), fields.text("text"));
      case "Failed" -> new Message.Failed(fields.text("reason"));
      case "Done" -> new Message.Done();
      case "Kill" -> new Message.Kill();
      default -> throw new IllegalArgumentException("there is no message " + type);
    };
  }

  private static List<Answer> answers(JsonObject fields) {
    long[] results = fields.integers("results");
    long[] digests = fields.integers("digests");
    if (results.length != digests.length) {
      throw new IllegalArgumentException("an answer has a number of results and a digest");
    }
    return IntStream.range(0, results.length)
        .mapToObj(i -> new Answer(results[i], digests[i]))
        .toList();
  }

  private static void key(
      Map<String, Object> fields, Section section, String name, Map<String, String> parameters) {
    fields.put("section", section.name());
    fields.put("name", name);
    fields.put("parameters", parameters);
  }

  private static void putIfPresent(
      Map<String, Object> fields, String name, @Nullable Double value) {
    if (value != null) {
      fields.put(name, value);
    }
  }

  private static Section section(JsonObject fields) {
    return fields.constant("section", Section.class);
  }

  private static String encode(Histogram histogram) {
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(buffer);
    return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
  }

  private static Histogram decode(String text) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(Base64.getDecoder().decode(text));
      return Histogram.decodeFromCompressedByteBuffer(buffer, 0);
    } catch (DataFormatException e) {
      throw new IllegalArgumentException("not a histogram", e);
    }
  }
}
