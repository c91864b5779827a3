package dev.keygraph.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keygraph.kv.memory.MemoryEngine;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceConfigurationError;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KvEnginesTest {
  @TempDir Path temporary;

  /** An engine by a name. */
  abstract static class Named implements KvEngine {
    private final String name;

    Named(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public KvTraits traits() {
      return new KvTraits(
          Set.of(Durability.UNSAFE), false, false, 511, 16 << 20, false, false, false, false);
    }

    @Override
    public EngineStore open(EngineOptions options) {
      throw new AssertionError("not opened here");
    }
  }

  /** An engine before all others. */
  public static final class Alpha extends Named {
    /** Found as a service. */
    public Alpha() {
      super("alpha");
    }
  }

  /** An engine with the name of another. */
  public static final class SecondAlpha extends Named {
    /** Found as a service. */
    public SecondAlpha() {
      super("alpha");
    }
  }

  /** An engine whose native library does not suit this machine. */
  public static final class Brittle extends Named {
    /** Found as a service. */
    public Brittle() {
      super("brittle");
      throw new UnsatisfiedLinkError("no brittle in java.library.path");
    }
  }

  private ClassLoader with(String... providers) throws IOException {
    Path services = temporary.resolve("META-INF/services");
    Files.createDirectories(services);
    Files.writeString(services.resolve("dev.keygraph.kv.KvEngine"), String.join("\n", providers));
    return new URLClassLoader(
        new URL[] {temporary.toUri().toURL()}, KvEnginesTest.class.getClassLoader());
  }

  @Test
  void findsTheEngineOfThisModule() {
    assertThat(KvEngines.named("memory")).isInstanceOf(MemoryEngine.class);
    assertThat(KvEngines.available()).extracting(KvEngine::name).contains("memory");
  }

  @Test
  void sortsByNameWhatCanBeLoaded() throws IOException {
    ClassLoader loader =
        with("absent.AbsentEngine", Brittle.class.getName(), Alpha.class.getName());
    assertThat(KvEngines.available(loader))
        .extracting(KvEngine::name)
        .containsExactly("alpha", "memory");
    assertThat(KvEngines.named("alpha", loader)).isInstanceOf(Alpha.class);
  }

  @Test
  void anEngineThatCannotBeLoadedIsAnErrorForWhoAsksForIt() throws IOException {
    ClassLoader loader = with(Brittle.class.getName(), "absent.AbsentEngine");
    assertThatThrownBy(() -> KvEngines.named("brittle", loader))
        .isInstanceOf(KvUnsupportedException.class)
        .hasMessageContaining("'brittle' is on the class path and cannot be loaded")
        .hasRootCauseInstanceOf(UnsatisfiedLinkError.class);
    assertThatThrownBy(() -> KvEngines.named("absent", loader))
        .isInstanceOf(KvUnsupportedException.class)
        .hasCauseInstanceOf(ServiceConfigurationError.class);
    assertThatThrownBy(() -> KvEngines.named("other", loader))
        .hasMessageContaining("only memory")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(2));
  }

  @Test
  void ourOwnEnginesComeWithTheirCoordinates() {
    ClassLoader bare = KvEngines.class.getClassLoader();
    assertThatThrownBy(() -> KvEngines.named("lmdb", bare))
        .isInstanceOf(KvUnsupportedException.class)
        .hasMessage(
            "there is no engine 'lmdb' on the class path, only memory;"
                + " add the dependency dev.keygraph:keygraph-engine-lmdb");
    assertThatThrownBy(() -> KvEngines.named("rocksdb", bare))
        .hasMessageContaining("dev.keygraph:keygraph-engine-rocks");
  }

  @Test
  void misspeltNamesAreCorrected() {
    assertThatThrownBy(() -> KvEngines.named("memroy"))
        .hasMessageContaining("did you mean 'memory'?");
    assertThatThrownBy(() -> KvEngines.named("LMDB"))
        .hasMessageContaining("did you mean 'lmdb' (dependency dev.keygraph:keygraph-engine-lmdb)");
    assertThatThrownBy(() -> KvEngines.named("rocksdb")).hasMessageContaining("'rocks'");
    assertThatThrownBy(() -> KvEngines.named("postgres"))
        .hasMessageContaining("'postgres'")
        .satisfies(e -> assertThat(e).hasMessageNotContaining("did you mean"));
  }

  @Test
  void twoEnginesOfOneNameAreRefused() throws IOException {
    ClassLoader loader = with(Alpha.class.getName(), SecondAlpha.class.getName());
    assertThatThrownBy(() -> KvEngines.named("alpha", loader))
        .isInstanceOf(KvUnsupportedException.class)
        .hasMessageContaining(Alpha.class.getName())
        .hasMessageContaining(SecondAlpha.class.getName());
  }
}
