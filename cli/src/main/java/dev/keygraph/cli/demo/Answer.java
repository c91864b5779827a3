package dev.keygraph.cli.demo;

import dev.keygraph.graph.GraphSnapshot;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a question came to, in terms that do not depend on a store.
 *
 * @param results how many results
 * @param digest SHA-256 of all of them, by symbols and in order
 */
public record Answer(long results, String digest) {

  /** Writes an answer down. Not for several threads. */
  public static final class Builder {
    private final GraphSnapshot snapshot;
    private final MessageDigest digest;
    private long results;

    Builder(GraphSnapshot snapshot) {
      this.snapshot = snapshot;
      try {
        digest = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }

    /** Adds a result. */
    void result(int node) {
      results++;
      part(snapshot.symbol(node));
      part(snapshot.kind(node).name());
    }

    /** Adds what belongs to the last result. */
    void part(String text) {
      digest.update(text.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }

    Answer build() {
      return new Answer(results, HexFormat.of().formatHex(digest.digest()));
    }
  }
}
