package dev.keygraph.conformance.broken;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A run of some tests of the kit within a test, and its outcomes. */
public final class KitRun implements TestExecutionListener {
  private final List<String> passed = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();

  private KitRun() {}

  /**
   * Runs tests.
   *
   * @param kit the class that holds them
   * @param tests says of a name whether to run that test: the class that has its code, a dot, its
   *     method
   * @param properties system properties meanwhile
   */
  public static KitRun of(Class<?> kit, Predicate<String> tests, Map<String, String> properties) {
    PostDiscoveryFilter filter =
        descriptor -> {
          String name = nameOf(descriptor);
          return FilterResult.includedIf(name == null || tests.test(name));
        };
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(kit))
            .filters(filter, EngineFilter.includeEngines("junit-jupiter"))
            .build();
    Map<String, String> before = new HashMap<>();
    properties.forEach(
        (name, value) -> {
          String old = System.setProperty(name, value);
          if (old != null) {
            before.put(name, old);
          }
        });
    KitRun run = new KitRun();
    try {
      LauncherFactory.create().execute(request, run);
    } finally {
      properties.keySet().forEach(System::clearProperty);
      before.forEach(System::setProperty);
    }
    return run;
  }

  /** Returns a test's name, or {@code null} for a container. */
  private static @Nullable String nameOf(TestDescriptor descriptor) {
    return descriptor
        .getSource()
        .filter(MethodSource.class::isInstance)
        .map(MethodSource.class::cast)
        .map(
            source ->
                source.getJavaMethod().getDeclaringClass().getSimpleName()
                    + "."
                    + source.getMethodName())
        .orElse(null);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == Status.FAILED) {
      failures.add(result.getThrowable().orElseGet(() -> new AssertionError(test.getUniqueId())));
    } else if (test.isTest()) {
      (result.getStatus() == Status.ABORTED ? skipped : passed).add(test.getUniqueId());
    }
  }

  /** Returns the tests that passed. */
  public List<String> passed() {
    return List.copyOf(passed);
  }

  /** Returns the tests that were skipped. */
  public List<String> skipped() {
    return List.copyOf(skipped);
  }

  /** Returns why tests failed. */
  public List<Throwable> failures() {
    return List.copyOf(failures);
  }
}
