package dev.keygraph.peer.neo4j;

import dev.keygraph.compare.contender.Contender;
import dev.keygraph.compare.contender.ContenderFactory;
import dev.keygraph.compare.contender.OpenOptions;
import dev.keygraph.compare.report.ContenderInfo;
import dev.keygraph.compare.report.Tier;
import dev.keygraph.kv.Durability;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Knows {@code neo4j}. */
public final class Neo4jContenders implements ContenderFactory {
  private static final String NAME = "neo4j";

  @Override
  public List<ContenderInfo> contenders() {
    Map<String, String> guarantees = new LinkedHashMap<>();
    guarantees.put("durable", "nothing acknowledged is lost (synced log)");
    guarantees.put("relaxed", "no");
    guarantees.put("unsafe", "no");
    guarantees.put("outlives the process", "yes");
    guarantees.put("snapshots", "no: transactions read what is committed");
    guarantees.put(
        "memory beside the heap", Neo4jStore.PAGE_CACHE_MEBIBYTES + " MiB of page cache at most");
    return List.of(
        new ContenderInfo(
            NAME,
            NAME,
            Tier.COLD,
            List.of(Durability.DURABLE.configName()),
            true,
            guarantees,
            true));
  }

  @Override
  public Contender open(ContenderInfo contender, OpenOptions options) {
    return new Neo4jContender(new Neo4jStore(options.directory()));
  }
}
