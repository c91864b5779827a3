package dev.keygraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever fails is said in words. */
final class FailureTextTest {
  static Stream<Arguments> files() {
    return Stream.of(
        Arguments.of(new AccessDeniedException("/x"), "/x: permission denied"),
        Arguments.of(new NoSuchFileException("/x"), "/x: no such file or directory"),
        Arguments.of(new FileAlreadyExistsException("/x"), "/x: it exists already"),
        Arguments.of(new DirectoryNotEmptyException("/x"), "/x: the directory is not empty"),
        Arguments.of(new NotDirectoryException("/x"), "/x: not a directory"),
        Arguments.of(
            new NoSuchFileException("/x", "/y", null), "/x -> /y: no such file or directory"),
        Arguments.of(new FileSystemException("/x", null, "No space left"), "/x: No space left"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void whatIsWrongWithAFile(IOException failure, String text) {
    assertThat(FailureText.of(failure)).isEqualTo(text);
    assertThat(FailureText.of(new UncheckedIOException(failure))).isEqualTo(text);
    assertThat(FailureText.of(new UncheckedIOException("no store: " + failure, failure)))
        .isEqualTo("no store: " + text);
    assertThat(FailureText.of(new UncheckedIOException("cannot write", failure)))
        .isEqualTo("cannot write");
  }

  @Test
  void whatHasNoMessageIsNamed() {
    assertThat(FailureText.of(new IllegalStateException("broken"))).isEqualTo("broken");
    assertThat(FailureText.of(new IllegalStateException()))
        .isEqualTo("java.lang.IllegalStateException");
  }

  @Test
  void moreMemoryIsAdvisedOnlyWhereItHelps() {
    assertThat(FailureText.of(new OutOfMemoryError("Java heap space")))
        .startsWith("there is not enough memory (the JVM has ")
        .endsWith(" MB): give it more, such as KEYGRAPH_JAVA_OPTS=-Xmx4g");
    assertThat(FailureText.of(new OutOfMemoryError("unable to create native thread")))
        .isEqualTo("java.lang.OutOfMemoryError: unable to create native thread");
    assertThat(FailureText.of(new StackOverflowError())).isEqualTo("java.lang.StackOverflowError");
  }
}
