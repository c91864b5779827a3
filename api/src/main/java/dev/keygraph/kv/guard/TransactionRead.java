package dev.keygraph.kv.guard;

import dev.keygraph.kv.KvView;
import dev.keygraph.kv.KvVisitor;
import org.jspecify.annotations.Nullable;

/**
 * A scan or look-up of a write transaction while it runs, one after the other. When its visitor
 * writes, the views that it was shown end, the engine's scan ends after the visit, and the key to
 * go on from is kept: it is copied before the first write of a visit, since the write may change
 * what the view looks into.
 */
final class TransactionRead implements KvVisitor {
  private static final byte[] NOTHING = {};

  private @Nullable KvVisitor visitor;
  private @Nullable TransactionRead outer;
  private final EndingView key = new EndingView();
  private final EndingView value = new EndingView();
  private byte[] lastKey = NOTHING;
  private boolean visiting;
  private boolean overtaken;
  private boolean stopped;

  /** Begins for a visitor, from within the visitor of {@code around} if that is not null. */
  void begin(KvVisitor forVisitor, @Nullable TransactionRead around) {
    visitor = forVisitor;
    outer = around;
    overtaken = false;
    stopped = false;
  }

  /** Ends; this may begin again, and is one of a list of such until then. */
  void end(@Nullable TransactionRead next) {
    visitor = null;
    outer = next;
  }

  /** Returns the read around this one, or the next one of the list. */
  @Nullable TransactionRead outer() {
    return outer;
  }

  @Override
  public boolean visit(KvView keyNow, KvView valueNow) {
    key.show(keyNow);
    value.show(valueNow);
    visiting = true;
    try {
      stopped = visitor == null || !visitor.visit(key, value);
    } finally {
      visiting = false;
      key.end();
      value.end();
    }
    return !stopped && !overtaken;
  }

  /** Called before each write of the transaction. */
  void beforeMutation() {
    if (visiting && !overtaken) {
      overtaken = true;
      int length = key.length();
      if (lastKey.length != length) {
        lastKey = new byte[length];
      }
      key.getBytes(0, lastKey, 0, length);
      key.end();
      value.end();
    }
  }

  /** Returns whether the visitor ended the scan. */
  boolean isStopped() {
    return stopped;
  }

  /** Returns whether the visitor wrote at the last visit, so that the engine's scan had to end. */
  boolean isOvertaken() {
    return overtaken;
  }

  /** Returns the key of the visit at which the visitor wrote, and begins again. */
  byte[] resume() {
    overtaken = false;
    return lastKey;
  }
}
