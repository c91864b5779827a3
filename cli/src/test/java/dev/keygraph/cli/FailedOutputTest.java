package dev.keygraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a command that cannot print, or that an error of the JVM ends. */
final class FailedOutputTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void resultsThatCannotBeWrittenAreAnError() {
    assertThat(runWithOutputThatFails("No space left on device")).isEqualTo(ExitCodes.ERROR);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(
            "keygraph: the output could not be written: No space left on device\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Broken pipe", "The pipe is being closed"})
  void aReaderThatHasEnoughIsNone(String message) {
    assertThat(runWithOutputThatFails(message)).isZero();
    assertThat(err.size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--debug"})
  void anErrorOfTheJvmIsOneLineUnlessAskedForMore(String option) {
    StringWriter messages = new StringWriter();
    Writer failing =
        new Writer() {
          @Override
          public void write(char[] text, int offset, int length) {
            throw new AssertionError("no luck");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Terminal terminal =
        new Terminal(new PrintWriter(failing), new PrintWriter(messages), false, true, Map.of());
    String[] command =
        ("index --engine=memory --store=none --jdk=java.smartcardio " + option).split(" ");
    assertThat(Main.run(terminal, command)).isEqualTo(ExitCodes.ERROR);
    assertThat(messages.toString().lines())
        .first()
        .isEqualTo("keygraph: java.lang.AssertionError: no luck");
    assertThat(messages.toString().contains("\tat ")).isEqualTo(!option.isEmpty());
  }

  private int runWithOutputThatFails(String message) {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException(message);
          }
        };
    return Main.run(Terminal.of(full, err, StandardCharsets.UTF_8, false, Map.of()), "--version");
  }
}
