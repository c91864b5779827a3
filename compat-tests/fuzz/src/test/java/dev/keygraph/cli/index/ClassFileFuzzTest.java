package dev.keygraph.cli.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.keygraph.graph.ContentHash;
import dev.keygraph.graph.UnitContent;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;

/** Whatever the bytes of a class file are, they are a unit or a named error. */
final class ClassFileFuzzTest {
  @FuzzTest
  void classFile(byte[] bytes) {
    try {
      ClassReader reader = ClassUnits.open(bytes);
      String defined = ClassUnits.definedName(reader);
      UnitContent unit = ClassUnits.read("path", ContentHash.of(bytes), reader);
      List<String> symbols = new ArrayList<>();
      for (int i = 0; i < unit.definitionCount(); i++) {
        symbols.add(unit.definitionSymbol(i));
      }
      assertThat(symbols).contains(defined);
    } catch (InvalidClassFileException e) {
      assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(1000);
    }
  }
}
