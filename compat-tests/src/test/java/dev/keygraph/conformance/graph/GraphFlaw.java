package dev.keygraph.conformance.graph;

import static dev.keygraph.conformance.graph.FlawedStores.invoke;
import static dev.keygraph.conformance.graph.FlawedStores.losingDeletes;
import static dev.keygraph.conformance.graph.FlawedStores.losingPuts;
import static dev.keygraph.conformance.graph.FlawedStores.tag;
import static dev.keygraph.conformance.graph.FlawedStores.with;

import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.EdgeKinds;
import dev.keygraph.graph.Graph;
import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.graph.NeighborVisitor;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.NodeSet;
import dev.keygraph.graph.NodeVisitor;
import dev.keygraph.graph.UnitChange;
import dev.keygraph.graph.UnitChangeVisitor;
import dev.keygraph.graph.UnitComparison;
import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What can be wrong with a graph or the store below it, and the test that must find it. */
@SuppressWarnings("ImmutableEnumChecker") // the functions have no state
enum GraphFlaw {
  NONE(store -> store, graph -> graph, ""),

  LOSES_REVERSE_KEYS(
      store -> losingPuts(store, tag('R')), graph -> graph, "LawTests.aGraphAnswersAsItsUnitsSay"),
  LOSES_FORWARD_KEYS(
      store -> losingPuts(store, tag('F')),
      graph -> graph,
      "UnitTests.anEdgeOfSeveralUnitsKeepsEachStatement"),
  LOSES_STATEMENTS(
      store -> losingPuts(store, tag('E')),
      graph -> graph,
      "UnitTests.anEdgeOfSeveralUnitsKeepsEachStatement"),
  LOSES_DEFINITIONS(
      store -> losingPuts(store, tag('D')),
      graph -> graph,
      "UnitTests.ofSeveralDefinitionsTheSmallestPathIsShown"),
  LOSES_NAMES(
      store -> losingPuts(store, tag('A')), graph -> graph, "LawTests.aGraphAnswersAsItsUnitsSay"),
  LOSES_INITIALS(
      store -> losingPuts(store, tag('C')),
      graph -> graph,
      "TextTests.unusualTextsAreKeptAndFoundAndOrdered"),
  LOSES_KINDS(
      store -> losingPuts(store, tag('K')),
      graph -> graph,
      "UnitTests.aChangedDefinitionChangesItsKindAndAttributes"),
  LOSES_LATER_PIECES(
      store -> losingPuts(store, key -> key[0] == 'U' && key[12] > 0),
      graph -> graph,
      "AttributeTests.megabytesOfAttributesComeBack"),
  KEEPS_DELETED(
      store -> losingDeletes(store, key -> true),
      graph -> graph,
      "UnitTests.anUnresolvedReferenceIsResolvedAndUnresolvedAndGone"),
  KEEPS_DELETED_NAMES(
      store -> losingDeletes(store, tag('A')),
      graph -> graph,
      "UnitTests.anUnresolvedReferenceIsResolvedAndUnresolvedAndGone"),
  KEEPS_DELETED_REVERSE_KEYS(
      store -> losingDeletes(store, tag('R')),
      graph -> graph,
      "EditTests.anEditWithoutAUnitIsOneOfAnImplicitUnit"),
  KEEPS_DELETED_SYMBOLS(
      store -> losingDeletes(store, tag('S')),
      graph -> graph,
      "LawTests.aGraphAnswersAsItsUnitsSay"),
  KEEPS_DELETED_PATHS(
      store -> losingDeletes(store, tag('I')),
      graph -> graph,
      "UnitTests.aRenameIsARemovalAndAReplacementAtOnce"),
  COMMITS_FAILURES(
      FlawedStores::committingFailures,
      graph -> graph,
      "CommitTests.whatFailsInAGroupFailsItsOwnCallerAlone"),
  MOVES_SNAPSHOTS(
      FlawedStores::unstable,
      graph -> graph,
      "SnapshotTests.aSnapshotKeepsWhatIsRemovedAndDoesNotSeeNewKinds"),

  FORGETS_NODES_BY_PREFIX("nodesWithPrefix"),
  FORGETS_NODES_BY_NAME("nodesNamed"),
  FORGETS_NODES_BY_NAME_PREFIX("nodesNamedWithPrefix"),
  FORGETS_NODES_BY_CAMEL_CASE("nodesMatchingCamelCase"),
  FORGETS_NODES_OF_KIND("nodesOfKind"),
  FORGETS_NODES_IN_PACKAGE("nodesInPackage"),
  FORGETS_NODES_OF_UNIT("nodesOfUnit"),
  FORGETS_NEIGHBOURS(
      snapshots(
          "neighbors",
          (target, method, arguments) -> {
            if (!(arguments[3] instanceof NeighborVisitor visitor)) {
              return invoke(target, method, arguments);
            }
            boolean[] first = {true};
            arguments[3] =
                (NeighborVisitor)
                    (far, kind) -> {
                      boolean forgotten = first[0] && !((EdgeKinds) arguments[2]).isAll();
                      first[0] = false;
                      return forgotten || visitor.visit(far, kind);
                    };
            return invoke(target, method, arguments);
          }),
      "LawTests.aGraphAnswersAsItsUnitsSay"),
  FORGETS_A_NODE_OF_SEVERAL(
      snapshots(
          "neighbors",
          (target, method, arguments) -> {
            if (arguments[0] instanceof NodeSet nodes && nodes.size() > 2) {
              int[] most = Arrays.copyOf(nodes.toArray(), nodes.size() - 1);
              arguments[0] = NodeSet.of(most);
            }
            return invoke(target, method, arguments);
          }),
      "QuestionTests.theNeighboursOfSeveralNodesAreThoseOfEach"),
  SHOWS_THE_LAST_DEFINITION(
      snapshots(
          "definitions",
          (target, method, arguments) -> {
            List<Object> reversed = new ArrayList<>((List<?>) invoke(target, method, arguments));
            Collections.reverse(reversed);
            return reversed;
          }),
      "UnitTests.ofSeveralDefinitionsTheSmallestPathIsShown"),
  SHOWS_NO_ATTRIBUTES_OF_EDGES(
      snapshots("edgeAttributes", (target, method, arguments) -> Optional.of(Attributes.EMPTY)),
      "LawTests.aGraphAnswersAsItsUnitsSay"),
  SHOWS_WRONG_KINDS(
      snapshots("kind", (target, method, arguments) -> NodeKind.FUNCTION),
      "UnitTests.anUnresolvedReferenceIsResolvedAndUnresolvedAndGone"),
  COUNTS_A_VERSION_TWICE(
      snapshots("version", (target, method, arguments) -> 2 * ((GraphSnapshot) target).version()),
      "LawTests.aGraphAnswersAsItsUnitsSay"),
  IMPORTS_NOTHING(
      graph ->
          with(
              Graph.class,
              graph,
              "importUnits",
              (target, method, arguments) -> {
                arguments[0] = Collections.emptyIterator();
                return invoke(target, method, arguments);
              }),
      "ImportTests.anImportIntoAnEmptyGraphIsWhatReplacementsWouldBe"),

  LOSES_A_COMMIT_TO_TELL(FlawedFeeds::losing, "FeedTests.whoFollowsManyWritersMissesNothing"),
  TELLS_A_COMMIT_TWICE(FlawedFeeds::repeating, "FeedTests.whoFollowsManyWritersMissesNothing"),
  SWAPS_COMMITS_TO_TELL(FlawedFeeds::swapping, "FeedTests.whoFollowsManyWritersMissesNothing"),
  TELLS_NO_REMOVALS(FlawedFeeds::forgettingRemovals, "FeedTests.eachCommitIsToldWithItsUnits"),
  COMPARES_MANIFESTS_ONLY(
      snapshots(
          "unitsChangedSince",
          (target, method, arguments) -> {
            arguments[1] = UnitComparison.MANIFEST;
            return invoke(target, method, arguments);
          }),
      "DifferenceTests.otherContentOfTheSameHashIsSeenWhereContentsAreCompared"),
  FORGETS_REMOVED_UNITS(
      snapshots(
          "unitsChangedSince",
          (target, method, arguments) -> {
            UnitChangeVisitor visitor = (UnitChangeVisitor) arguments[2];
            arguments[2] =
                (UnitChangeVisitor)
                    change -> change.kind() == UnitChange.Kind.REMOVED || visitor.visit(change);
            return invoke(target, method, arguments);
          }),
      "LawTests.aGraphAnswersAsItsUnitsSay"),
  HIDES_DAMAGE(
      snapshots(
          "unitContent",
          (target, method, arguments) -> {
            try {
              return invoke(target, method, arguments);
            } catch (KvCorruptedException e) {
              return Optional.empty();
            }
          }),
      "DamagedEntryTests.contentOfAnotherUnitIsRefused"),
  SWALLOWS_INTERRUPTS(
      store ->
          with(
              KvStore.class,
              store,
              "write",
              (target, method, arguments) -> {
                Object result = invoke(target, method, arguments);
                Thread.interrupted();
                return result;
              }),
      graph -> graph,
      "GraphInterruptTests.anInterruptedCommitIsWholeOrNone");

  private final UnaryOperator<KvStore> store;
  private final UnaryOperator<Graph> graph;
  private final String rejectedBy;

  GraphFlaw(UnaryOperator<KvStore> store, UnaryOperator<Graph> graph, String rejectedBy) {
    this.store = store;
    this.graph = graph;
    this.rejectedBy = rejectedBy;
  }

  GraphFlaw(UnaryOperator<Graph> graph, String rejectedBy) {
    this(store -> store, graph, rejectedBy);
  }

  /** A stream of nodes does not show its second node. */
  GraphFlaw(String stream) {
    this(
        snapshots(
            stream,
            (target, method, arguments) -> {
              NodeVisitor visitor = (NodeVisitor) arguments[1];
              int[] count = {0};
              arguments[1] = (NodeVisitor) node -> ++count[0] == 2 || visitor.visit(node);
              return invoke(target, method, arguments);
            }),
        "LawTests.aGraphAnswersAsItsUnitsSay");
  }

  private static UnaryOperator<Graph> snapshots(
      String method, FlawedStores.Replacement replacement) {
    return graph ->
        with(
            Graph.class,
            graph,
            "snapshot",
            (target, opening, arguments) ->
                with(GraphSnapshot.class, graph.snapshot(), method, replacement));
  }

  /** Returns the test that must fail: its class and method. */
  String rejectedBy() {
    return rejectedBy;
  }

  KvStore applyTo(KvStore sound) {
    return store.apply(sound);
  }

  Graph applyTo(Graph sound) {
    return graph.apply(sound);
  }
}
