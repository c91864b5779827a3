package dev.keygraph.kv;

/** Receives the entries of a {@link KvReader#scan scan} or of a {@link KvReader#get look-up}. */
@FunctionalInterface
public interface KvVisitor {

  /**
   * Called for each entry, in order.
   *
   * @param key the entry's key; valid until this call returns
   * @param value the entry's value; valid until this call returns
   * @return whether to go on; {@code false} ends the scan
   */
  boolean visit(KvView key, KvView value);
}
