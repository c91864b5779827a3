package dev.keygraph.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;

/** Arrows between packages run downward only: this is the drawing of the house, as rules. */
@AnalyzeClasses(packages = "dev.keygraph", importOptions = ArchitectureTest.NoTests.class)
final class ArchitectureTest {

  private static final String ROOT = "dev.keygraph";
  private static final String GRAPH = "dev.keygraph.graph..";
  private static final String QUERY = "dev.keygraph.query..";
  private static final String OPERATIONS = "dev.keygraph.operations..";
  private static final String STORE = "dev.keygraph.store..";
  private static final String ENCODING = "dev.keygraph.encoding..";
  private static final String HOT = "dev.keygraph.hot..";
  private static final String KV = "dev.keygraph.kv..";
  private static final String ENGINES = "dev.keygraph.engine..";
  private static final String KIT = "dev.keygraph.conformance..";
  private static final String CLI = "dev.keygraph.cli..";
  private static final String COMPARE = "dev.keygraph.compare..";
  private static final String METERS = "dev.keygraph.micrometer..";
  private static final String PEERS = "dev.keygraph.peer..";

  /** Statistics of a graph hold those of its engine. */
  @ArchTest static final ArchRule graphKnowsValuesOfEngines = knows(GRAPH, KV);

  @ArchTest static final ArchRule queryKnowsGraph = knows(QUERY, GRAPH);

  @ArchTest static final ArchRule operationsKnowWhatTheyKeep = knows(OPERATIONS, GRAPH, STORE, KV);

  @ArchTest static final ArchRule storeKnowsWhatItMaps = knows(STORE, GRAPH, ENCODING, HOT, KV);

  @ArchTest static final ArchRule hotKnowsTheFormat = knows(HOT, GRAPH, ENCODING, KV);

  @ArchTest static final ArchRule encodingKnowsNothing = knows(ENCODING);

  @ArchTest static final ArchRule kvKnowsNothing = knows(KV);

  @ArchTest static final ArchRule enginesKnowKv = knows(ENGINES, KV);

  @ArchTest
  static final ArchRule enginesDoNotKnowEachOther =
      slices()
          .matching("dev.keygraph.engine.(*)..")
          .should()
          .notDependOnEachOther()
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule commandLineKnowsThePublicApiAndTheComparison =
      knows(CLI, ROOT, GRAPH, QUERY, OPERATIONS, KV, COMPARE);

  @ArchTest static final ArchRule metersKnowThePublicApi = knows(METERS, ROOT, GRAPH, QUERY, KV);

  /** Engines are names to it, and whoever else takes part registers as a service. */
  @ArchTest
  static final ArchRule comparisonKnowsThePublicApi = knows(COMPARE, ROOT, GRAPH, QUERY, KV);

  /** The report can be read, and written again, without anything that measures. */
  @ArchTest
  static final ArchRule reportsKnowNothingElse =
      knows("dev.keygraph.compare.report..", "dev.keygraph.compare.json..");

  @ArchTest
  static final ArchRule contendersDoNotKnowWhoMeasuresThem =
      knows(
          "dev.keygraph.compare.contender..",
          ROOT,
          GRAPH,
          QUERY,
          KV,
          "dev.keygraph.compare.question..",
          "dev.keygraph.compare.report..");

  /** Peers share nothing with what they are compared with but the units and the questions. */
  @ArchTest
  static final ArchRule peersKnowContendersAlone =
      knows(
          PEERS,
          GRAPH,
          KV,
          "dev.keygraph.compare.contender..",
          "dev.keygraph.compare.json..",
          "dev.keygraph.compare.question..",
          "dev.keygraph.compare.report..");

  @ArchTest
  static final ArchRule workersDoNotKnowTheirParent =
      noClasses()
          .that()
          .resideInAPackage("dev.keygraph.compare.worker..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.keygraph.compare.run..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule kitKnowsTheApi = knows(KIT, ROOT, GRAPH, QUERY, OPERATIONS, KV, STORE);

  /** The kit opens graphs in one place; its models share no code with what they check. */
  @ArchTest
  static final ArchRule kitsModelsKnowNoStore =
      noClasses()
          .that(resideInAPackage(KIT).and(not(simpleName("GraphConformance"))))
          .should()
          .dependOnClassesThat(resideInAnyPackage(STORE, ENCODING))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule kitNeedsTestLibrariesOnly =
      classes()
          .that()
          .resideInAPackage(KIT)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "dev.keygraph..",
                  "java..",
                  "jdk.jfr..",
                  "org.jspecify..",
                  "org.junit..",
                  "org.opentest4j..",
                  "org.apiguardian..",
                  "org.assertj..",
                  "net.jqwik..",
                  "com.typesafe.config.."))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule nothingKnowsTheRoot =
      noClasses()
          .that()
          .resideInAnyPackage(GRAPH, QUERY, OPERATIONS, STORE, ENCODING, HOT, KV, ENGINES)
          .should()
          .dependOnClassesThat(resideInAPackage(ROOT))
          .allowEmptyShould(true);

  /**
   * The door to the guard stands where users look, among the interfaces that the guard implements.
   */
  @ArchTest
  static final ArchRule noCycles =
      slices()
          .matching("dev.keygraph.(**)")
          .should()
          .beFreeOfCycles()
          .ignoreDependency("dev.keygraph.kv.KvStores", "dev.keygraph.kv.guard.StoreOpener")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule onlyTheCommandLineExits =
      noClasses()
          .that(resideOutsideOfPackages(CLI, KIT))
          .should()
          .callMethod(System.class, "exit", int.class)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule noJavaUtilLogging =
      GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.allowEmptyShould(true);

  @ArchTest
  static final ArchRule nothingPrintsButTheCommandLine =
      noClasses()
          .that(resideOutsideOfPackages(CLI, KIT))
          .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
          .allowEmptyShould(true);

  /** ArchUnit's own knows {@code target/test-classes} only, and not every build writes there. */
  static final class NoTests implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/");
    }
  }

  /** Classes of a package may depend on each other and, of ours, on the named packages alone. */
  private static ArchRule knows(String who, String... whom) {
    DescribedPredicate<JavaClass> strangers =
        resideInAPackage("dev.keygraph..")
            .and(DescribedPredicate.not(resideInAPackage(who)))
            .and(DescribedPredicate.not(resideInAnyPackage(whom)))
            .as("reside in another package of ours");
    return noClasses()
        .that()
        .resideInAPackage(who)
        .should()
        .dependOnClassesThat(strangers)
        .allowEmptyShould(true);
  }
}
