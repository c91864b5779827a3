package dev.keygraph.compare.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Classes that are the same code are the same in a flame graph. */
final class RecordingsTest {
  @ParameterizedTest
  @CsvSource({
    "a.B$$Lambda$142+0x00007f33e414b010.65586123, a.B$$Lambda",
    "a.B$$Lambda$14/0x00000008000c1, a.B$$Lambda",
    "a.B$$Lambda.0x00000008000c1, a.B$$Lambda",
    "a.B$$Lambda/0x00000008000c1, a.B$$Lambda",
    "java.lang.invoke.LambdaForm$MH.0x0000000800, java.lang.invoke.LambdaForm$MH",
    "java.lang.invoke.LambdaForm$MH+0x00000008.123, java.lang.invoke.LambdaForm$MH",
    "a.Hidden/12345, a.Hidden",
    "a.B$1, a.B$1",
    "a.b.C, a.b.C",
  })
  void numbersThatDifferBetweenProcessesAreLeftOut(String name, String same) {
    assertThat(Recordings.className(name)).isEqualTo(same);
  }
}
