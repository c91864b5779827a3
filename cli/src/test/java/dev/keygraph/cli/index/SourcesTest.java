package dev.keygraph.cli.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What belongs to the running JDK, and what is read of files. */
final class SourcesTest {
  @Test
  void modulesThatAreGoneBelongToAllModulesAndToNoSingleOne() {
    String former = "jdk:java.no.longer/p/A.class";
    Set<String> all = Set.copyOf(Sources.jdkModules());
    assertThat(modules(all, ClassFiles.DEFAULT_MAX_BYTES)).anyMatch(each -> each.owns(former));
    assertThat(modules(all, ClassFiles.DEFAULT_MAX_BYTES))
        .noneMatch(each -> each.owns("p/A.class"));
    List<ClassFiles> one = modules(Set.of("java.base"), ClassFiles.DEFAULT_MAX_BYTES);
    assertThat(one).noneMatch(each -> each.owns(former));
    assertThat(one).anyMatch(each -> each.owns("jdk:java.base/java/lang/Object.class"));
    assertThat(modules(Set.of(), ClassFiles.DEFAULT_MAX_BYTES)).isEmpty();
  }

  @Test
  void theLargestClassFileIsALimitForTheJdkToo() throws InterruptedException {
    int limit = 4096;
    List<Integer> sizes = new ArrayList<>();
    List<Skipped> left = new ArrayList<>();
    ClassFiles.Sink sink =
        new ClassFiles.Sink() {
          @Override
          public void classFile(String unitPath, byte[] bytes) {
            sizes.add(bytes.length);
          }

          @Override
          public void skipped(Skipped skipped) {
            left.add(skipped);
          }

          @Override
          public void multiRelease(String archive) {}
        };
    for (ClassFiles source : modules(Set.of("java.logging"), limit)) {
      source.read(sink);
    }
    assertThat(sizes).isNotEmpty().allMatch(size -> size <= limit);
    assertThat(left)
        .anyMatch(each -> each.path().equals("jdk:java.logging/java/util/logging/Logger.class"))
        .allMatch(each -> each.reason().contains("too large"));
  }

  @Test
  void whyAFileIsUnreadableIsSaidWithoutItsName() {
    assertThat(FileSource.reason(new AccessDeniedException("/x"))).isEqualTo("permission denied");
    assertThat(FileSource.reason(new NoSuchFileException("/x")))
        .isEqualTo("no such file or directory");
    assertThat(FileSource.reason(new IOException("a disk"))).isEqualTo("unreadable: a disk");
  }

  private static List<ClassFiles> modules(Set<String> names, int maxBytes) {
    return Sources.of(names, List.of(), new UnitPaths(Path.of("")), maxBytes);
  }
}
