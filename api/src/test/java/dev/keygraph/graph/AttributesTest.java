package dev.keygraph.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AttributesTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9, 10, 4_095, 4_096, 65_535, Integer.MAX_VALUE, -1, Integer.MIN_VALUE})
  void aLineAloneIsWhatABuilderMakes(int line) {
    for (int again = 0; again < 2; again++) {
      Attributes alone = Attributes.ofLine(line);
      assertThat(alone)
          .isEqualTo(Attributes.builder().line(line).build())
          .hasSameHashCodeAs(Attributes.builder().line(line).build());
      assertThat(alone.value(0)).isEqualTo(Integer.toString(line));
      assertThat(alone.getInt(Attributes.LINE)).hasValue(line);
      assertThat(alone.size()).isEqualTo(1);
    }
  }

  @Test
  void whatOneBuilderSetsIsNoOtherOnes() {
    assertThat(Attributes.ofLine(7)).isSameAs(Attributes.ofLine(7));
    Attributes more = Attributes.builder().line(7).put("own", 7).build();
    assertThat(more).isNotEqualTo(Attributes.ofLine(7));
    assertThat(Attributes.ofLine(7).asMap()).containsOnlyKeys(Attributes.LINE);
  }
}
