package dev.keygraph.compare.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.compare.report.Section;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the parent reads is what the worker told. */
final class MessageLinesTest {
  static List<Message> messages() {
    return List.of(
        new Message.Progress("loading", 3, -1),
        new Message.Measured(
            Section.LOAD, "units", Map.of("scale", "10 k"), "units/s", false, 3.0, null),
        new Message.Measured(Section.LOAD, "size", Map.of(), "bytes", true, 1e12, 12.5),
        new Message.Answers(
            "callers/uniform",
            List.of(new Answer(0, 0), new Answer(1, Long.MIN_VALUE), new Answer(2, -1))),
        new Message.Explained(4, List.of("a (1)", "\u00e9\n\"\ud800 (2)")),
        new Message.Note(Section.START, "no cache was dropped"),
        new Message.Failed("it \"broke\""),
        new Message.Done(),
        new Message.Kill());
  }

  @ParameterizedTest
  @MethodSource("messages")
  void comesBackTheSameInOneLine(Message message) {
    String line = MessageLines.line(message);
    assertThat(line).doesNotContain("\n");
    assertThat(MessageLines.parse(line)).isEqualTo(message);
  }

  @Test
  void histogramsComeBackTheSame() {
    Histogram nanos = new Histogram(3);
    nanos.recordValue(0);
    nanos.recordValueWithCount(1_234, 7);
    nanos.recordValue(5_000_000_000L);
    Message.Latencies latencies =
        new Message.Latencies(
            Section.SAVE,
            "latency",
            Map.of("durability", "durable"),
            12_000.0,
            nanos,
            new Histogram(3),
            new Histogram(3));
    assertThat(MessageLines.parse(MessageLines.line(latencies))).isEqualTo(latencies);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "{}", "{\"type\":\"Nonsense\"}", "{\"type\":\"Failed\"}"})
  void whatIsNoMessageIsRefused(String line) {
    assertThatThrownBy(() -> MessageLines.parse(line)).isInstanceOf(IllegalArgumentException.class);
  }
}
