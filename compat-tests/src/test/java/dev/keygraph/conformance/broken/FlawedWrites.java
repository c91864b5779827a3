package dev.keygraph.conformance.broken;

import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvTransaction;
import dev.keygraph.kv.KvVisitor;
import dev.keygraph.kv.ScanDirection;
import org.jspecify.annotations.Nullable;

/** A guarded transaction whose scans end at a write, or which any thread may try to use. */
final class FlawedWrites implements KvTransaction {
  private final KvTransaction transaction;
  private final Flaw flaw;
  private final Thread owner = Thread.currentThread();
  private int writes;

  FlawedWrites(KvTransaction transaction, Flaw flaw) {
    this.transaction = transaction;
    this.flaw = flaw;
  }

  private boolean isStranger() {
    return flaw == Flaw.GUARD_LETS_TRANSACTIONS_ESCAPE && Thread.currentThread() != owner;
  }

  @Override
  public void put(byte[] key, byte[] value) {
    writes++;
    if (!isStranger()) {
      transaction.put(key, value);
    }
  }

  @Override
  public void delete(byte[] key) {
    writes++;
    if (!isStranger()) {
      transaction.delete(key);
    }
  }

  @Override
  public boolean get(byte[] key, KvVisitor visitor) {
    return !isStranger() && transaction.get(key, visitor);
  }

  @Override
  public boolean scan(
      byte[] lower, byte @Nullable [] upper, ScanDirection direction, KvVisitor visitor) {
    if (flaw != Flaw.GUARD_ENDS_SCANS_AT_A_WRITE) {
      return transaction.scan(lower, upper, direction, visitor);
    }
    int before = writes;
    boolean[] stopped = new boolean[1];
    transaction.scan(
        lower,
        upper,
        direction,
        (key, value) -> {
          stopped[0] = !visitor.visit(key, value);
          return !stopped[0] && writes == before;
        });
    return !stopped[0];
  }

  @Override
  public KvCursor cursor() {
    return transaction.cursor();
  }
}
