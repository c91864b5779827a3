package dev.keygraph.compare.worker;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The main class of a worker; its argument is the file of its task. */
public final class WorkerMain {
  /** The name of the thread that waits for the parent's end. */
  public static final String WATCH = "keygraph-parent-watch";

  private static final int ORPHANED = 3;

  private WorkerMain() {}

  /** Works on a task. */
  public static void main(String[] arguments) {
    Parent parent = new Parent(new FileOutputStream(FileDescriptor.out));
    // What a library prints must not end up among the messages.
    System.setOut(
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    endWithParent();
    try {
      WorkerTask task = WorkerTask.read(Path.of(arguments[0]));
      task.phase().newPhase().run(task, parent);
      parent.tell(new Message.Done());
    } catch (Throwable e) {
      parent.tell(new Message.Failed(reason(e)));
    }
  }

  /** An exception without a message says nothing without its place. */
  private static String reason(Throwable e) {
    String message = e.getMessage();
    if (message != null && !(e instanceof NullPointerException)) {
      return e.getClass().getSimpleName() + ": " + message;
    }
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }

  private static void endWithParent() {
    Thread watch =
        new Thread(
            () -> {
              try (InputStream in = new FileInputStream(FileDescriptor.in)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
              } catch (IOException e) {
                // Nobody holds the other end any more.
              }
              Runtime.getRuntime().halt(ORPHANED);
            },
            WATCH);
    watch.setDaemon(true);
    watch.start();
  }
}
