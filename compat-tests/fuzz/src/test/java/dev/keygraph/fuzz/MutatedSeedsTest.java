package dev.keygraph.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs every fuzz test with its seeds and with what comes of them when they are damaged: what a
 * build can find without a fuzzer. The inputs are the same on a slow machine and on a fast one.
 */
final class MutatedSeedsTest {
  private static final int MUTATIONS = 150;

  @TestFactory
  Stream<DynamicTest> damagedSeeds() throws IOException, URISyntaxException {
    Path root =
        Path.of(MutatedSeedsTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Method> targets = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(path -> path.toString().endsWith("FuzzTest.class")).toList()) {
        for (Method method : classOf(root.relativize(file)).getDeclaredMethods()) {
          if (method.isAnnotationPresent(FuzzTest.class)) {
            targets.add(method);
          }
        }
      }
    }
    assertThat(targets).isNotEmpty();
    return targets.stream()
        .map(
            target ->
                DynamicTest.dynamicTest(
                    target.getDeclaringClass().getSimpleName() + "." + target.getName(),
                    () -> run(root, target)));
  }

  private static Class<?> classOf(Path file) {
    String path = file.toString();
    String name = path.substring(0, path.length() - ".class".length()).replace('/', '.');
    try {
      return Class.forName(name.replace('\\', '.'));
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static void run(Path root, Method target) throws Exception {
    Class<?> type = target.getDeclaringClass();
    Path seeds =
        root.resolve(type.getName().replace('.', '/') + "Inputs").resolve(target.getName());
    Constructor<?> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    target.setAccessible(true);
    Object test = constructor.newInstance();
    List<byte[]> inputs = new ArrayList<>();
    try (Stream<Path> files = Files.list(seeds)) {
      for (Path file : files.sorted().toList()) {
        inputs.add(Files.readAllBytes(file));
      }
    }
    assertThat(inputs).as("seeds in %s", seeds).isNotEmpty();
    Mutations mutations = new Mutations();
    for (int round = 0; round <= MUTATIONS; round++) {
      for (byte[] input : inputs) {
        invoke(test, target, round == 0 ? input : mutations.of(input));
      }
    }
  }

  private static void invoke(Object test, Method target, byte[] input) throws Exception {
    try {
      target.invoke(test, (Object) input);
    } catch (InvocationTargetException e) {
      throw new AssertionError(target + ", input " + HexFormat.of().formatHex(input), e.getCause());
    }
  }
}
