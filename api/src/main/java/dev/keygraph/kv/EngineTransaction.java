package dev.keygraph.kv;

/**
 * A {@link KvTransaction} as an engine implements it. The guard begins, uses and ends it on one
 * thread, checks sizes, restarts scans after mutations, and calls nothing after {@link #commit()}
 * but {@link #close()}.
 */
public interface EngineTransaction extends KvTransaction, AutoCloseable {

  /**
   * Makes the writes visible and, as the store's {@link Durability} says, durable. If it throws,
   * nothing of the transaction is visible now or after reopening.
   */
  void commit();

  /** Rolls back what was not committed, and frees everything. */
  @Override
  void close();
}
