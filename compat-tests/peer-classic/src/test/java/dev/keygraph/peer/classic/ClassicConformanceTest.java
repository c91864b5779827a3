package dev.keygraph.peer.classic;

import dev.keygraph.peer.kit.PeerConformance;

final class ClassicConformanceTest extends PeerConformance {
  @Override
  protected String peer() {
    return "sqlite-classic";
  }
}
