package dev.keygraph.compare.worker;

import dev.keygraph.compare.contender.AnswerSink;
import dev.keygraph.compare.contender.ContenderReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;

/**
 * Digests answers by symbols: contenders number nodes differently, and order answers as they like.
 * The digest is the sum of a hash of each node, so that the order does not matter, and a node that
 * comes twice does. The symbol of a node is asked for once.
 */
final class AnswerDigest implements AnswerSink {
  private final ContenderReader reader;
  private final MessageDigest sha256;
  private final Map<Long, Long> hashes = new HashMap<>();
  private long results;
  private long digest;

  AnswerDigest(ContenderReader reader) {
    this.reader = reader;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Begins another answer. */
  void clear() {
    results = 0;
    digest = 0;
  }

  @Override
  public void node(long node, long detail) {
    results++;
    digest += mix(hashes.computeIfAbsent(node, this::hash) + mix(detail));
  }

  /** Returns what came since the answer was begun. */
  Answer answer() {
    return new Answer(results, digest);
  }

  private long hash(long node) {
    byte[] hash = sha256.digest(reader.symbol(node).getBytes(StandardCharsets.UTF_16BE));
    long first = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      first = (first << 8) | (hash[i] & 0xFF);
    }
    return first;
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014), a bijection. */
  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
