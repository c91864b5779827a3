package dev.keygraph.compare.contender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.kv.EngineStore;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An engine that is timed is the engine that users have. */
final class TimedEngineTest {
  /** A default that is not passed on would be measured instead of what the engine does. */
  @Test
  void whateverAStoreSaysOfItselfIsPassedOn() {
    Class<?> timed =
        Arrays.stream(TimedEngine.class.getDeclaredClasses())
            .filter(each -> each.getSimpleName().equals("TimedStore"))
            .findFirst()
            .orElseThrow();
    List<String> passedOn = Arrays.stream(timed.getDeclaredMethods()).map(Method::getName).toList();
    assertThat(
            Arrays.stream(EngineStore.class.getDeclaredMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !method.isSynthetic())
                .map(Method::getName))
        .isNotEmpty()
        .allMatch(passedOn::contains);
  }
}
