package dev.keygraph.cli.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.keygraph.graph.ContentHash;
import dev.keygraph.graph.UnitContent;
import org.objectweb.asm.ClassReader;

/** Whatever the bytes of a class file are, they are a unit or a named error. */
final class ClassFileFuzzTest {
  @FuzzTest
  void classFile(byte[] bytes) {
    try {
      ClassReader reader = ClassUnits.open(bytes);
      String defined = ClassUnits.definedName(reader);
      UnitContent unit = ClassUnits.read("path", ContentHash.of(bytes), reader);
      assertThat(unit.definitionCount()).isPositive();
      assertThat(unit.toBuilder().define(defined, unit.definitionKind(0)).build().path())
          .isEqualTo("path");
    } catch (InvalidClassFileException e) {
      assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(1000);
    }
  }
}
