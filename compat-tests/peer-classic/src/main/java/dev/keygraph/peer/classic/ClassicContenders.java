package dev.keygraph.peer.classic;

import dev.keygraph.compare.contender.Contender;
import dev.keygraph.compare.contender.ContenderFactory;
import dev.keygraph.compare.contender.OpenOptions;
import dev.keygraph.compare.report.ContenderInfo;
import dev.keygraph.compare.report.Tier;
import dev.keygraph.kv.Durability;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Knows the classic design, {@code sqlite-classic}. */
public final class ClassicContenders implements ContenderFactory {
  private static final String NAME = "sqlite-classic";

  @Override
  public List<ContenderInfo> contenders() {
    Map<String, String> guarantees = new LinkedHashMap<>();
    guarantees.put("durable", "synchronous = FULL");
    guarantees.put("relaxed", "synchronous = NORMAL");
    guarantees.put("unsafe", "synchronous = OFF");
    guarantees.put("outlives the process", "yes");
    guarantees.put("no native code", "no");
    return List.of(
        new ContenderInfo(
            NAME,
            NAME,
            Tier.COLD,
            Arrays.stream(Durability.values()).map(Durability::configName).toList(),
            true,
            guarantees,
            true));
  }

  @Override
  public Contender open(ContenderInfo contender, OpenOptions options) {
    return new ClassicContender(options.directory(), options.durability());
  }
}
