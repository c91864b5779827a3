package dev.keygraph.compare.run;

import dev.keygraph.compare.worker.Message;
import dev.keygraph.compare.worker.MessageLines;
import dev.keygraph.compare.worker.WorkerMain;
import dev.keygraph.compare.worker.WorkerTask;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** Starts a fresh JVM for each task, all with the same flags. For one thread. */
public final class JvmLauncher implements WorkerLauncher {
  /** System properties with this prefix are the user's configuration, and handed down. */
  private static final String CONFIGURATION = "keygraph.";

  private static final int ERROR_LINES = 12;
  private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(30);

  private final String classPath;
  private final Path directory;
  private final List<String> flags;
  private final Duration patience;
  private final Function<WorkerTask, List<String>> flagsOfTask;

  /**
   * Prepares to start JVMs.
   *
   * @param classPath what this process runs from, with everything that a worker needs
   * @param directory an existing directory for files about the workers
   * @param heapBytes the largest heap of a worker
   * @param patience how long a worker may be silent before it counts as hanging
   */
  public JvmLauncher(String classPath, Path directory, long heapBytes, Duration patience) {
    this(classPath, directory, heapBytes, patience, task -> List.of());
  }

  /**
   * Prepares to start JVMs some of whose flags depend on the task.
   *
   * @param flagsOfTask makes more flags for a task, whenever one is started
   */
  public JvmLauncher(
      String classPath,
      Path directory,
      long heapBytes,
      Duration patience,
      Function<WorkerTask, List<String>> flagsOfTask) {
    this.flagsOfTask = flagsOfTask;
    this.classPath = classPath;
    this.directory = directory;
    this.flags = flags(heapBytes);
    this.patience = patience;
  }

  private static List<String> flags(long heapBytes) {
    List<String> flags = new ArrayList<>();
    flags.add("-Xmx" + (heapBytes >> 20) + "m");
    flags.add("-XX:+UseParallelGC");
    if (Runtime.version().feature() >= 24) {
      // Since 24 the JVM warns of native libraries and of sun.misc.Unsafe.
      flags.add("--enable-native-access=ALL-UNNAMED");
      flags.add("--sun-misc-unsafe-memory-access=allow");
    }
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith(CONFIGURATION))
        .sorted()
        .forEach(name -> flags.add("-D" + name + "=" + System.getProperty(name)));
    return List.copyOf(flags);
  }

  @Override
  public List<String> flags() {
    return flags;
  }

  @Override
  public void run(WorkerTask task, Consumer<? super Message> messages)
      throws WorkerException, InterruptedException {
    Path errors = directory.resolve("worker-errors.txt");
    // Native libraries are unpacked to where temporary files are; a killed worker leaves them.
    Path temporary = directory.resolve("worker-temporary");
    Process process = start(task, errors, temporary);
    // The hook is for a parent that is interrupted; one that is killed closes its pipes.
    Thread hook = new Thread(process::destroyForcibly, "keygraph-end-worker");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      listen(process, errors, messages);
    } finally {
      process.destroyForcibly();
      process.waitFor();
      removeHook(hook);
      Directories.delete(temporary);
    }
  }

  private Process start(WorkerTask task, Path errors, Path temporary) throws WorkerException {
    Path taskFile = directory.resolve("worker-task.json");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(flagsOfTask.apply(task));
    command.add("-Djava.io.tmpdir=" + temporary.toAbsolutePath());
    command.add(WorkerMain.class.getName());
    command.add(taskFile.toString());
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    // In the environment it may be long.
    builder.environment().put("CLASSPATH", classPath);
    try {
      task.write(taskFile);
      Files.createDirectories(temporary);
      return builder.start();
    } catch (IOException e) {
      throw new WorkerException("cannot start a worker: " + e.getMessage(), e);
    }
  }

  private void listen(Process process, Path errors, Consumer<? super Message> messages)
      throws WorkerException, InterruptedException {
    BlockingQueue<Line> lines = new LinkedBlockingQueue<>();
    Thread reader = new Thread(() -> read(process, lines), "keygraph-worker-output");
    reader.setDaemon(true);
    reader.start();
    while (true) {
      Line line = lines.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
      if (line == null) {
        throw new WorkerException(
            "nothing was heard of it for " + patience.toSeconds() + " s" + tail(errors));
      }
      if (line instanceof Line.End) {
        throw new WorkerException("its process " + ending(process) + tail(errors));
      }
      Message message = parse(((Line.Text) line).text());
      if (message instanceof Message.Failed failed) {
        throw new WorkerException(failed.reason());
      }
      if (message instanceof Message.Done) {
        process.waitFor(PATIENCE_AT_THE_END.toSeconds(), TimeUnit.SECONDS);
        return;
      }
      if (message instanceof Message.Kill) {
        // SIGKILL, where there are signals: no code of the worker's runs after it.
        process.destroyForcibly().waitFor();
        return;
      }
      messages.accept(message);
    }
  }

  private static Message parse(String line) throws WorkerException {
    try {
      return MessageLines.parse(line);
    } catch (IllegalArgumentException e) {
      throw new WorkerException("it said what nobody understands: " + line, e);
    }
  }

  private static void read(Process process, BlockingQueue<Line> lines) {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(new Line.Text(line));
      }
    } catch (IOException e) {
      // The worker is gone, which its end says.
    }
    lines.add(new Line.End());
  }

  private static String ending(Process process) throws InterruptedException {
    if (!process.waitFor(PATIENCE_AT_THE_END.toSeconds(), TimeUnit.SECONDS)) {
      return "closed its output";
    }
    int code = process.exitValue();
    // Shells count a signal from 128 on, and so does Java.
    return code > 128 ? "was ended by signal " + (code - 128) : "ended with code " + code;
  }

  private static String tail(Path errors) {
    try (Stream<String> lines = Files.lines(errors)) {
      List<String> all = lines.filter(line -> !line.isBlank()).toList();
      return all.isEmpty()
          ? ""
          : "; its last words:\n"
              + String.join("\n", all.subList(Math.max(0, all.size() - ERROR_LINES), all.size()));
    } catch (IOException | UncheckedIOException e) {
      return "";
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // This process ends already.
    }
  }

  /** What comes from a worker. */
  private sealed interface Line {
    record Text(String text) implements Line {}

    record End() implements Line {}
  }
}
