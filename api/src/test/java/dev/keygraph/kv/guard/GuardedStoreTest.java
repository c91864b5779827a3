package dev.keygraph.kv.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvEngines;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvStores;
import dev.keygraph.kv.StoreOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class GuardedStoreTest {

  static KvStore open() {
    return KvStores.open(
        KvEngines.named("memory"),
        new StoreOptions(Path.of("a name"), Durability.UNSAFE, false, ConfigFactory.empty()));
  }

  @Test
  void readsWhatWasWritten() {
    try (KvStore store = open()) {
      store.write(
          transaction -> {
            transaction.put(new byte[] {1}, new byte[] {2});
            assertThat(transaction.get(new byte[] {1})).containsExactly(2);
            return 1;
          });
      try (KvSnapshot snapshot = store.snapshot()) {
        assertThat(snapshot.get(new byte[] {1})).containsExactly(2);
      }
      store.rebuild(
          loader -> loader.put(new byte[] {5}, 0, 1, new byte[0], 0, 0),
          snapshot -> assertThat(snapshot.get(new byte[] {5})).isEmpty());
      try (KvSnapshot snapshot = store.snapshot()) {
        assertThat(snapshot.get(new byte[] {1})).isNull();
        assertThat(snapshot.get(new byte[] {5})).isEmpty();
      }
    }
  }
}
