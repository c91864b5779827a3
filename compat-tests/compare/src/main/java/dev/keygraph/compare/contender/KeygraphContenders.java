package dev.keygraph.compare.contender;

import com.typesafe.config.ConfigFactory;
import dev.keygraph.KeyGraph;
import dev.keygraph.Settings;
import dev.keygraph.compare.report.ContenderInfo;
import dev.keygraph.compare.report.Tier;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvEngine;
import dev.keygraph.kv.KvEngines;
import dev.keygraph.kv.KvTraits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * keygraph over each engine on the class path, cold, and hot where this version has a hot tier.
 * Settings of the engines are the user's, as for any graph.
 */
public final class KeygraphContenders implements ContenderFactory {
  private static final String HOT_TIER = "keygraph.hot-tier.enabled";
  private static final String HOT_SUFFIX = "+hot";

  @Override
  public List<ContenderInfo> contenders() {
    List<ContenderInfo> contenders = new ArrayList<>();
    for (KvEngine engine : KvEngines.available()) {
      contenders.add(info(engine, Tier.COLD));
      if (hasHotTier()) {
        contenders.add(info(engine, Tier.HOT));
      }
    }
    return contenders;
  }

  @Override
  public Contender open(ContenderInfo contender, OpenOptions options) {
    Map<String, Object> arguments = new HashMap<>();
    arguments.put("keygraph.directory", options.directory().toString());
    arguments.put("keygraph.engine", contender.engine());
    arguments.put("keygraph.durability", options.durability().configName());
    arguments.put("keygraph.read-only", false);
    if (hasHotTier()) {
      arguments.put(HOT_TIER, contender.tier() == Tier.HOT);
    }
    TimedEngine engine = new TimedEngine(KvEngines.named(contender.engine()));
    return new KeygraphContender(
        KeyGraph.open(
            engine,
            ConfigFactory.parseMap(arguments, "the comparison").withFallback(Settings.userFile())),
        engine);
  }

  private static boolean hasHotTier() {
    return ConfigFactory.defaultReference().hasPath(HOT_TIER);
  }

  private static ContenderInfo info(KvEngine engine, Tier tier) {
    KvTraits traits = engine.traits();
    Map<String, String> guarantees = new LinkedHashMap<>();
    for (Durability level : Durability.values()) {
      guarantees.put(
          level.configName(), traits.durabilities().contains(level) ? promise(level) : "no");
    }
    guarantees.put("outlives the process", yesOrNo(traits.persistent()));
    guarantees.put("no native code", yesOrNo(!traits.nativeCode()));
    guarantees.put("backup while open", yesOrNo(traits.backup()));
    guarantees.put("compaction in place", yesOrNo(traits.compaction()));
    return new ContenderInfo(
        engine.name() + (tier == Tier.HOT ? HOT_SUFFIX : ""),
        engine.name(),
        tier,
        traits.durabilities().stream().sorted().map(Durability::configName).toList(),
        traits.persistent(),
        guarantees);
  }

  private static String promise(Durability level) {
    return switch (level) {
      case DURABLE -> "nothing acknowledged is lost";
      case RELAXED -> "a power loss may take the last commits, in order";
      case UNSAFE -> "nothing is promised before a flush or a clean close";
    };
  }

  private static String yesOrNo(boolean truth) {
    return truth ? "yes" : "no";
  }
}
