package dev.keygraph.conformance.kv;

import com.typesafe.config.Config;
import dev.keygraph.conformance.support.ChildJvm;
import dev.keygraph.conformance.support.EngineSettings;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.StoreOptions;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What runs in a {@link ChildJvm}. It talks to its parent by lines: unbuffered, so that what it
 * said before it was killed arrives.
 */
public final class Child {
  private final KvConformance conformance;
  private final Path directory;
  private final Durability durability;
  private final Config settings;
  private final List<String> arguments;
  private final FileOutputStream output = new FileOutputStream(FileDescriptor.out);
  private final BufferedReader input =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

  private Child(
      KvConformance conformance,
      Path directory,
      Durability durability,
      Config settings,
      List<String> arguments) {
    this.conformance = conformance;
    this.directory = directory;
    this.durability = durability;
    this.settings = settings;
    this.arguments = arguments;
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
    List<String> all = new ArrayList<>();
    all.add(conformance.getClass().getName());
    all.add(task.name());
    all.add(directory.toString());
    all.add(durability.name());
    all.add(EngineSettings.toArgument(conformance.settings()));
    all.addAll(List.of(arguments));
    return ChildJvm.start(Child.class, directory, all);
  }

  /**
   * Runs a task; started by the kit's tests.
   *
   * @param arguments class of the test, task, directory of the store, level, settings, arguments of
   *     the task
   */
  public static void main(String[] arguments) throws Exception {
    ChildTask task = ChildTask.valueOf(arguments[1]);
    task.run(
        new Child(
            conformance(arguments[0]),
            Path.of(arguments[2]),
            Durability.valueOf(arguments[3]),
            EngineSettings.ofArgument(arguments[4]),
            Arrays.asList(arguments).subList(5, arguments.length)));
    // Threads that a library left behind must not keep the child.
    System.exit(0);
  }

  /** Makes an instance of a test class by its constructor without parameters. */
  static KvConformance conformance(String className) throws ReflectiveOperationException {
    Constructor<?> constructor = Class.forName(className).getDeclaredConstructor();
    constructor.setAccessible(true);
    return (KvConformance) constructor.newInstance();
  }

  KvConformance conformance() {
    return conformance;
  }

  Path directory() {
    return directory;
  }

  long number(int argument) {
    return Long.parseLong(arguments.get(argument));
  }

  KvStore open() {
    return open(directory);
  }

  KvStore openReadOnly() {
    return conformance.open(
        conformance.engine(), new StoreOptions(directory, durability, true, settings));
  }

  KvStore open(Path store) {
    return conformance.open(
        conformance.engine(), new StoreOptions(store, durability, false, settings));
  }

  void say(String line) {
    try {
      output.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for a line of the parent; {@code null} when the parent is gone. */
  @Nullable String hear() {
    try {
      return input.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
