package dev.keygraph.store;

import dev.keygraph.graph.GraphSnapshot;
import dev.keygraph.hot.HotReader;
import dev.keygraph.kv.LendableSnapshot;

/** A wrong tier: it pairs the current table with a reader of the engine at whatever version. */
public class UncheckedTier extends VersionedTier {
  @Override
  GraphSnapshot open() {
    GraphVersion version = versions.current();
    while (!version.hot().lease().acquire()) {
      version = versions.current();
    }
    LendableSnapshot snapshot = engine.lendableSnapshot();
    return new VersionReader(
            versions,
            version,
            snapshot,
            StoredSnapshot.exactly(engine, snapshot, KINDS),
            new HotReader(tier, version.hot().lease(), snapshot, e -> e))
        .lend();
  }
}
