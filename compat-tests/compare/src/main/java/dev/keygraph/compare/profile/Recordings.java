package dev.keygraph.compare.profile;

import dev.keygraph.compare.report.flame.CallTree;
import dev.keygraph.compare.report.flame.Flame;
import dev.keygraph.compare.worker.PhaseName;
import dev.keygraph.compare.worker.WorkerMain;
import dev.keygraph.compare.worker.WorkerTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * A directory of recordings of the JDK's flight recorder, one of each worker. The recorder looks at
 * some running threads every 10 ms, whether they run Java or native code. For one thread.
 */
public final class Recordings {
  private static final Set<String> SAMPLES =
      Set.of("jdk.ExecutionSample", "jdk.NativeMethodSample");

  /** What the JVM numbers anew in each process: the classes of lambdas, and hidden ones. */
  private static final Pattern NUMBERED =
      Pattern.compile("(?<=\\$\\$Lambda).*$|[+/.]0x[0-9a-f]+(\\.\\d+)?$|/\\d+$");

  private final Path directory;
  private final Map<Source, List<Path>> files = new LinkedHashMap<>();
  private int count;

  /** Recordings in a directory, which exists. */
  public Recordings(Path directory) {
    this.directory = directory;
  }

  /** Returns the flags of a JVM that records its work on a task, to a file of its own. */
  public List<String> flags(WorkerTask task) {
    count++;
    String phase = task.phase().name().toLowerCase(Locale.ROOT);
    Path file =
        directory.resolve(task.contender() + "-" + phase + "-" + count + ".jfr").toAbsolutePath();
    files
        .computeIfAbsent(new Source(task.contender(), task.phase()), any -> new ArrayList<>())
        .add(file);
    return List.of(
        // Else the recorder greets on the standard output, where messages are expected.
        "-Xlog:jfr+startup=off",
        "-XX:FlightRecorderOptions:stackdepth=256",
        "-XX:StartFlightRecording:settings=profile,dumponexit=true,disk=true,"
            + "jdk.ExecutionSample#period=10ms,jdk.NativeMethodSample#period=10ms,filename=\""
            + file
            + "\"");
  }

  /**
   * Reads all recordings that there are: a worker that was killed has left none, or an empty file.
   *
   * @return what each contender did in each phase, all rounds together, in the order of the work
   * @throws IOException if one cannot be read
   */
  public List<Flame> read() throws IOException {
    List<Flame> flames = new ArrayList<>();
    for (Map.Entry<Source, List<Path>> entry : files.entrySet()) {
      CallTree tree = new CallTree();
      for (Path file : entry.getValue()) {
        if (Files.exists(file) && Files.size(file) > 0) {
          read(file, tree);
        }
      }
      if (tree.samples() > 0) {
        Source source = entry.getKey();
        String phase = source.phase.section().title();
        flames.add(new Flame(source.contender, phase, tree.calls("all")));
      }
    }
    return flames;
  }

  private static void read(Path file, CallTree tree) throws IOException {
    try (RecordingFile recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        RecordedEvent event = recording.readEvent();
        RecordedStackTrace stack = event.getStackTrace();
        if (SAMPLES.contains(event.getEventType().getName()) && stack != null && !waits(event)) {
          tree.add(methods(stack));
        }
      }
    }
  }

  /**
   * The thread that waits for the parent's end is in native code all the time, and does nothing.
   */
  private static boolean waits(RecordedEvent event) {
    return event.getThread("sampledThread") == null
        || WorkerMain.WATCH.equals(event.getThread("sampledThread").getJavaName());
  }

  /** The methods of a stack, the outermost first. */
  private static List<String> methods(RecordedStackTrace stack) {
    List<String> methods = new ArrayList<>();
    List<RecordedFrame> frames = stack.getFrames();
    for (int i = frames.size() - 1; i >= 0; i--) {
      RecordedFrame frame = frames.get(i);
      methods.add(
          className(frame.getMethod().getType().getName()) + "." + frame.getMethod().getName());
    }
    return methods;
  }

  /** Returns a class's name, the same in each process. */
  static String className(String name) {
    return NUMBERED.matcher(name).replaceFirst("");
  }

  private record Source(String contender, PhaseName phase) {}
}
