package dev.keygraph.peer.tinkergraph;

import dev.keygraph.compare.contender.Contender;
import dev.keygraph.compare.contender.ContenderFactory;
import dev.keygraph.compare.contender.OpenOptions;
import dev.keygraph.compare.report.ContenderInfo;
import dev.keygraph.compare.report.Tier;
import dev.keygraph.kv.Durability;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Knows {@code tinkergraph}. */
public final class TinkerGraphContenders implements ContenderFactory {
  private static final String NAME = "tinkergraph";

  @Override
  public List<ContenderInfo> contenders() {
    Map<String, String> guarantees = new LinkedHashMap<>();
    guarantees.put("durable", "no");
    guarantees.put("relaxed", "no");
    guarantees.put("unsafe", "nothing outlives the process");
    guarantees.put("outlives the process", "no");
    guarantees.put("no native code", "yes");
    guarantees.put("snapshots", "no: readers and saves wait for each other");
    return List.of(
        new ContenderInfo(
            NAME,
            NAME,
            Tier.COLD,
            List.of(Durability.UNSAFE.configName()),
            false,
            guarantees,
            true));
  }

  @Override
  public Contender open(ContenderInfo contender, OpenOptions options) {
    return new TinkerGraphContender();
  }
}
