package dev.keygraph.store;

import dev.keygraph.kv.KvClosedException;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvVisitor;
import dev.keygraph.kv.ScanDirection;
import org.jspecify.annotations.Nullable;

/** Reads of a store that may be damaged: what an engine cannot read is a finding, not a failure. */
final class DamagedReads {
  private DamagedReads() {}

  /**
   * Visits the entries of a range as far as they can be read.
   *
   * @return whether the engine could read all that the visitor wanted
   * @throws KvClosedException if the store was closed
   */
  static boolean scan(
      KvReader reader,
      KeyPart part,
      FindingSink findings,
      byte[] lower,
      byte @Nullable [] upper,
      KvVisitor visitor) {
    long[] visited = {0};
    AscendingKeys order = new AscendingKeys();
    try {
      reader.scan(
          lower,
          upper,
          ScanDirection.FORWARD,
          (key, value) -> {
            order.check(key);
            boolean more = visitor.visit(key, value);
            visited[0]++;
            return more;
          });
      return true;
    } catch (KvClosedException e) {
      throw e;
    } catch (KvException e) {
      findings.found(
          part.title(), KeyPlace.hex(lower), unreadable(e) + " (after " + visited[0] + " entries)");
      return false;
    }
  }

  /** Looks a key up; {@code null} also where the engine cannot read it, which is a finding. */
  static byte @Nullable [] get(KvReader reader, KeyPart part, FindingSink findings, byte[] key) {
    try {
      return reader.get(key);
    } catch (KvClosedException e) {
      throw e;
    } catch (KvException e) {
      findings.found(part.title(), KeyPlace.hex(key), unreadable(e));
      return null;
    }
  }

  static String unreadable(KvException e) {
    return "the engine cannot read it: " + e.getMessage();
  }
}
