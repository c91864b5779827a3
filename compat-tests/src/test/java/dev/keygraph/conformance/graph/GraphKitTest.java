package dev.keygraph.conformance.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The kit rejects each flaw by the test that is there for it, which accepts a sound graph. */
final class GraphKitTest {
  private static final String STEPS = "60";

  private static List<Throwable> failures(GraphFlaw flaw, String test) {
    List<Throwable> failures = new ArrayList<>();
    List<String> finished = new ArrayList<>();
    PostDiscoveryFilter filter =
        descriptor ->
            FilterResult.includedIf(
                nameOf(descriptor).isEmpty() || nameOf(descriptor).equals(test));
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(FlawedGraphConformance.class))
            .filters(filter, EngineFilter.includeEngines("junit-jupiter"))
            .build();
    Map<String, String> properties =
        Map.of(
            FlawedGraphConformance.PROPERTY, flaw.name(), Seeds.STEPS, STEPS, Seeds.SHRINKING, "0");
    Map<String, String> before = new TreeMap<>();
    properties.forEach(
        (name, value) -> {
          String old = System.setProperty(name, value);
          if (old != null) {
            before.put(name, old);
          }
        });
    try {
      LauncherFactory.create()
          .execute(
              request,
              new TestExecutionListener() {
                @Override
                public void executionFinished(
                    TestIdentifier identifier, TestExecutionResult result) {
                  if (identifier.isTest()) {
                    finished.add(identifier.getDisplayName());
                  }
                  result.getThrowable().ifPresent(failures::add);
                }
              });
    } finally {
      properties.keySet().forEach(System::clearProperty);
      before.forEach(System::setProperty);
    }
    assertThat(finished).as("runs of %s", test).isNotEmpty();
    return failures;
  }

  /** Returns the class that has a test's code, a dot and its method; nothing for a container. */
  private static String nameOf(TestDescriptor descriptor) {
    return descriptor
        .getSource()
        .filter(MethodSource.class::isInstance)
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
  void aFlawIsRejectedByItsTestWhichAcceptsASoundGraph(GraphFlaw flaw) {
    assertThat(failures(flaw, flaw.rejectedBy()))
        .as("what %s finds", flaw.rejectedBy())
        .isNotEmpty();
    assertThat(failures(GraphFlaw.NONE, flaw.rejectedBy())).isEmpty();
  }
}
