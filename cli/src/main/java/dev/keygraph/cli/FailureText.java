package dev.keygraph.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/** Says in words what failed. */
final class FailureText {
  private FailureText() {}

  static String of(Throwable failure) {
    String message = failure.getMessage();
    if (failure instanceof OutOfMemoryError && !concernsThreads(message)) {
      return "there is not enough memory (the JVM has "
          + (Runtime.getRuntime().maxMemory() >> 20)
          + " MB): give it more, such as KEYGRAPH_JAVA_OPTS=-Xmx4g";
    }
    if (failure instanceof Error) {
      return failure.toString();
    }
    if (message == null || message.isBlank()) {
      return failure.getClass().getName();
    }
    // What wraps the failure of a file quotes it at its end.
    if (failure.getCause() instanceof IOException cause && message.endsWith(cause.toString())) {
      return message.substring(0, message.length() - cause.toString().length()) + of(cause);
    }
    // The message of these is the file's name alone, unless the system gave a reason.
    boolean named = failure instanceof FileSystemException file && file.getReason() == null;
    return named ? message + ": " + problem(failure) : message;
  }

  /** A heap that is larger leaves less room for threads, not more. */
  private static boolean concernsThreads(@Nullable String message) {
    return message != null && message.contains("thread");
  }

  private static String problem(Throwable failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "it exists already";
    }
    if (failure instanceof DirectoryNotEmptyException) {
      return "the directory is not empty";
    }
    if (failure instanceof NotDirectoryException) {
      return "not a directory";
    }
    return failure.getClass().getSimpleName();
  }
}
