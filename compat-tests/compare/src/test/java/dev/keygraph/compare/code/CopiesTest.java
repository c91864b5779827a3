package dev.keygraph.compare.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keygraph.graph.UnitContent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A copy of code is as the code is, but for the names of what it defines. */
final class CopiesTest {
  private final Census census = census(Shop.units());
  private final Copies copies = new Copies(census.defined());

  private static Census census(List<UnitContent> units) {
    Census census = new Census();
    units.forEach(census::add);
    return census;
  }

  @Test
  void theFirstOneIsTheCodeItself() {
    assertThat(Shop.units()).allSatisfy(unit -> assertThat(copies.unit(unit, 0)).isSameAs(unit));
  }

  @Test
  void aCopySharesNothingWithTheCodeButWhatTheCodeOnlyMentions() {
    Census copy = census(Shop.units().stream().map(unit -> copies.unit(unit, 3)).toList());
    Set<String> both = new HashSet<>(copy.defined());
    both.retainAll(census.defined());
    assertThat(both).isEmpty();
    Set<String> mentioned = new HashSet<>();
    copy.symbols(symbol -> true, symbol -> 0).forEach(each -> mentioned.add(each.name()));
    mentioned.removeAll(copy.defined());
    assertThat(mentioned).containsExactly("Library#log");
  }

  @Test
  void degreesAreDistributedAlike() {
    Census copy = census(Shop.units().stream().map(unit -> copies.unit(unit, 7)).toList());
    assertThat(copy.units()).isEqualTo(census.units());
    assertThat(copy.nodes()).isEqualTo(census.nodes());
    assertThat(copy.edges()).isEqualTo(census.edges());
    assertThat(copy.degrees()).isEqualTo(census.degrees());
  }

  @Test
  void theAttributesStayAndTheHashDoesNot() {
    UnitContent unit = Shop.units().get(1);
    UnitContent copy = copies.unit(unit, 1);
    assertThat(copy.path()).isEqualTo("copy1/" + unit.path());
    assertThat(copy.hash()).isNotEqualTo(unit.hash());
    assertThat(copies.unit(unit, 2).hash()).isNotEqualTo(copy.hash());
    assertThat(copy.definitionCount()).isEqualTo(unit.definitionCount());
    for (int i = 0; i < unit.definitionCount(); i++) {
      assertThat(copy.definitionSymbol(i)).isEqualTo("copy1/" + unit.definitionSymbol(i));
      assertThat(copy.definitionKind(i)).isEqualTo(unit.definitionKind(i));
      assertThat(copy.definitionAttributes(i)).isEqualTo(unit.definitionAttributes(i));
    }
    for (int i = 0; i < unit.edgeCount(); i++) {
      assertThat(copy.edgeKind(i)).isEqualTo(unit.edgeKind(i));
      assertThat(copy.edgeAttributes(i)).isEqualTo(unit.edgeAttributes(i));
    }
  }
}
