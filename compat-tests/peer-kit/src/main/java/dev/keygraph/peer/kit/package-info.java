/**
 * Holds a peer, a contender of another design, to the answers of keygraph. A peer's whole test is a
 * class that extends {@link dev.keygraph.peer.kit.PeerConformance} and names the peer.
 */
@NullMarked
package dev.keygraph.peer.kit;

import org.jspecify.annotations.NullMarked;
