package dev.keygraph.conformance.broken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.keygraph.kv.KvException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The kit rejects each flaw by the test that is there for it, and accepts an engine without one.
 */
final class KitTest {

  /** Outcomes of the tests of one run. */
  private static final class Outcomes implements TestExecutionListener {
    final List<String> passed = new ArrayList<>();
    final List<String> skipped = new ArrayList<>();
    final List<String> failed = new ArrayList<>();
    final List<Throwable> failures = new ArrayList<>();

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (result.getStatus() == Status.FAILED) {
        failed.add(test.getUniqueId());
        result.getThrowable().ifPresent(failures::add);
      } else if (test.isTest()) {
        (result.getStatus() == Status.ABORTED ? skipped : passed).add(test.getUniqueId());
      }
    }
  }

  private static Outcomes run(Flaw flaw, Predicate<String> tests) {
    Outcomes outcomes = new Outcomes();
    PostDiscoveryFilter filter =
        descriptor ->
            FilterResult.includedIf(!isMethod(descriptor) || tests.test(nameOf(descriptor)));
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(FlawedConformance.class))
            .filters(filter, EngineFilter.includeEngines("junit-jupiter"))
            .build();
    System.setProperty(FlawedConformance.PROPERTY, flaw.name());
    try {
      Launcher launcher = LauncherFactory.create();
      launcher.execute(request, outcomes);
    } finally {
      System.clearProperty(FlawedConformance.PROPERTY);
    }
    return outcomes;
  }

  private static boolean isMethod(TestDescriptor descriptor) {
    return descriptor.getSource().filter(MethodSource.class::isInstance).isPresent();
  }

  /** Returns the name of a test: the class that has its code, a dot, its method. */
  private static String nameOf(TestDescriptor descriptor) {
    return descriptor
        .getSource()
        .map(MethodSource.class::cast)
        .map(
            source ->
                source.getJavaMethod().getDeclaringClass().getSimpleName()
                    + "."
                    + source.getMethodName())
        .orElse("");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void aFlawIsRejected(Flaw flaw, TestReporter reporter) {
    Outcomes outcomes = run(flaw, flaw.rejectedBy()::equals);
    assertThat(outcomes.failures)
        .as("failures of %s", flaw.rejectedBy())
        .isNotEmpty()
        .allSatisfy(
            failure ->
                assertThat(failure)
                    .isInstanceOfAny(
                        AssertionError.class, KvException.class, IllegalArgumentException.class));
    reporter.publishEntry(flaw.name(), flaw.rejectedBy());
  }

  /** All tests but the search for the engine, which is not registered, and the longer kill loop. */
  @Test
  void anEngineWithoutFlawsIsAccepted() {
    List<String> left =
        List.of("TraitTests.theEngineIsFoundByItsName", "KillTests.killedWithinDurableCommits");
    Outcomes outcomes = run(Flaw.NONE, name -> !left.contains(name));
    assertThat(outcomes.failures).isEmpty();
    assertThat(outcomes.failed).isEmpty();
    assertThat(outcomes.passed).hasSizeGreaterThan(150);
    assertThat(outcomes.skipped)
        .as("what an engine with all traits cannot show")
        .hasSize(3)
        .allSatisfy(test -> assertThat(test).containsPattern("without"));
  }
}
