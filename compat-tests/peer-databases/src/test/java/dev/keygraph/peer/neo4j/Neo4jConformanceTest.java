package dev.keygraph.peer.neo4j;

import dev.keygraph.peer.kit.PeerConformance;

final class Neo4jConformanceTest extends PeerConformance {
  @Override
  protected String peer() {
    return "neo4j";
  }

  @Override
  protected boolean hasSnapshots() {
    return false;
  }
}
