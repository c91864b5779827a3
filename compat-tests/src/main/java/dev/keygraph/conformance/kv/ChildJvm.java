package dev.keygraph.conformance.kv;

import dev.keygraph.kv.Durability;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A child process that runs a {@link ChildTask} on the test's class path; it ends with the test.
 */
final class ChildJvm implements AutoCloseable {
  /** System properties with this prefix are handed down. */
  private static final String OWN_PROPERTIES = "keygraph.conformance.";

  private static final int PATIENCE_SECONDS = 120;
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final Process process;
  private final BufferedReader output;
  private final Path errors;

  private ChildJvm(Process process, Path errors) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
    this.errors = errors;
    CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .execute(process::destroyForcibly);
  }

  /**
   * Starts a child.
   *
   * @param conformance its class is what the child makes an instance of
   * @param directory the store's; the child's errors go to a file beside it
   * @param arguments of the task
   */
  static ChildJvm start(
      KvConformance conformance,
      ChildTask task,
      Path directory,
      Durability durability,
      String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xmx256m", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
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
    command.add(Child.class.getName());
    command.add(conformance.getClass().getName());
    command.add(task.name());
    command.add(directory.toString());
    command.add(durability.name());
    command.addAll(List.of(arguments));

    // Surefire's own class path is a jar with a manifest; this is what is behind it.
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
    Path errors =
        directory.resolveSibling(
            directory.getFileName() + ".child-" + NUMBERS.incrementAndGet() + ".err");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("CLASSPATH", classPath);
    try {
      return new ChildJvm(builder.start(), errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the next line that the child printed, or {@code null} when it has ended. */
  @Nullable String readLine() {
    try {
      return output.readLine();
    } catch (IOException closed) {
      return null;
    }
  }

  /** Reads a line and checks that it is this one. */
  void expect(String expected) {
    String line = readLine();
    if (!expected.equals(line)) {
      process.destroyForcibly();
      throw new AssertionError(
          "the child said " + line + " instead of " + expected + "; its errors:\n" + errors());
    }
  }

  /** Hands the child a line. */
  void send(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new AssertionError("the child is gone; its errors:\n" + errors(), e);
    }
  }

  /** Waits for the child's end, and checks that it ended well. */
  void expectSuccess() throws InterruptedException {
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
  void kill() {
    process.toHandle().destroyForcibly();
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

  String errors() {
    try {
      return Files.readString(errors);
    } catch (IOException e) {
      return "(" + e + ")";
    }
  }

  @Override
  public void close() {
    kill();
  }
}
