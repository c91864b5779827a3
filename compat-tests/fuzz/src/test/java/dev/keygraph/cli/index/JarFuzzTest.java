package dev.keygraph.cli.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.keygraph.fuzz.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whatever the bytes of a jar are, its class files are named, or what is wrong with it. */
final class JarFuzzTest {
  private static final Path DIRECTORY = Scratch.directory("jar");

  @FuzzTest
  void jar(byte[] bytes) throws IOException, InterruptedException {
    Path jar = DIRECTORY.resolve("hostile.jar");
    Files.write(jar, bytes);
    new FileSource(jar, new UnitPaths(DIRECTORY), ClassFiles.DEFAULT_MAX_BYTES)
        .read(
            new ClassFiles.Sink() {
              @Override
              public void classFile(String unitPath, byte[] content) {
                assertThat(unitPath).startsWith("hostile.jar!/").doesNotContain("/../");
                assertThat(content).hasSizeLessThanOrEqualTo(ClassFiles.DEFAULT_MAX_BYTES);
              }

              @Override
              public void skipped(Skipped skipped) {
                assertThat(skipped.path()).startsWith("hostile.jar");
                assertThat(skipped.reason()).isNotBlank().hasSizeLessThan(1000);
              }

              @Override
              public void multiRelease(String archive) {
                assertThat(archive).isEqualTo("hostile.jar");
              }
            });
  }
}
