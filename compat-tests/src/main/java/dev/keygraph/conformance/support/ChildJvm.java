package dev.keygraph.conformance.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A child process that runs a class of the kit on the test's class path, and talks to the test by
 * lines; it ends with the test.
 */
public final class ChildJvm implements AutoCloseable {
  /** System properties with this prefix are handed down. */
  private static final String OWN_PROPERTIES = "keygraph.conformance.";

  /**
   * What makes a JVM start quickly. Most of a child's time goes to the loading of classes, which
   * need no verification after that in the test's own JVM.
   */
  private static final List<String> FLAGS =
      List.of(
          "-Xmx256m",
          "-Xshare:auto",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:-BytecodeVerificationRemote");

  private static final int PATIENCE_SECONDS = 120;
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final Process process;
  private final BufferedReader output;
  private final Path errors;
  private final Path temporary;

  private ChildJvm(Process process, Path errors, Path temporary) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
    this.errors = errors;
    this.temporary = temporary;
    CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .execute(process::destroyForcibly);
  }

  /**
   * Starts a child.
   *
   * @param mainClass what it runs
   * @param directory of a store; the child's errors go to a file beside it
   * @param arguments of the main method
   */
  public static ChildJvm start(Class<?> mainClass, Path directory, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    System.getProperties()
        .forEach(
            (name, value) -> {
              if (name.toString().startsWith(OWN_PROPERTIES)) {
                command.add("-D" + name + "=" + value);
              }
            });
    int number = NUMBERS.incrementAndGet();
    // Native libraries are unpacked to where temporary files are; whoever is killed leaves them.
    Path temporary =
        directory.resolveSibling(directory.getFileName() + ".child-" + number + ".tmp");
    command.add("-Djava.io.tmpdir=" + temporary.toAbsolutePath());
    command.add(mainClass.getName());
    command.addAll(arguments);

    // Surefire's own class path is a jar with a manifest; this is what is behind it.
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
    Path errors = directory.resolveSibling(directory.getFileName() + ".child-" + number + ".err");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("CLASSPATH", classPath);
    try {
      Files.createDirectories(temporary);
      return new ChildJvm(builder.start(), errors, temporary);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the next line that the child printed, or {@code null} when it has ended. */
  public @Nullable String readLine() {
    try {
      return output.readLine();
    } catch (IOException closed) {
      return null;
    }
  }

  /** Returns the number of the child's process. */
  public long pid() {
    return process.pid();
  }

  /** Reads a line and checks that it is this one. */
  public void expect(String expected) {
    String line = readLine();
    if (!expected.equals(line)) {
      process.destroyForcibly();
      throw new AssertionError(
          "the child said " + line + " instead of " + expected + "; its errors:\n" + errors());
    }
  }

  /** Hands the child a line. */
  public void send(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new AssertionError("the child is gone; its errors:\n" + errors(), e);
    }
  }

  /** Waits for the child's end, and checks that it ended well. */
  public void expectSuccess() throws InterruptedException {
    int code = process.waitFor();
    if (code != 0) {
      throw new AssertionError("the child ended with " + code + "; its errors:\n" + errors());
    }
  }

  /**
   * Kills the child, which gets no chance to do anything more, and waits until it is gone. By its
   * handle: the process object would also close the pipe, with what the child said last still in
   * it.
   */
  public void kill() {
    killWithoutWaiting();
    boolean interrupted = false;
    while (true) {
      try {
        process.waitFor();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Kills the child, and does not wait: it may hang in a file system that answers no more, and be
   * gone when that is.
   */
  public void killWithoutWaiting() {
    process.toHandle().destroyForcibly();
  }

  /** Returns what the child printed as errors. */
  public String errors() {
    try {
      return Files.readString(errors);
    } catch (IOException e) {
      return "(" + e + ")";
    }
  }

  @Override
  public void close() {
    kill();
    if (!Files.exists(temporary)) {
      return;
    }
    try (Stream<Path> left = Files.walk(temporary)) {
      for (Path each : left.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
