package dev.keygraph.peer.tinkergraph;

import dev.keygraph.peer.kit.PeerConformance;

final class TinkerGraphConformanceTest extends PeerConformance {
  @Override
  protected String peer() {
    return "tinkergraph";
  }

  @Override
  protected boolean hasSnapshots() {
    return false;
  }
}
