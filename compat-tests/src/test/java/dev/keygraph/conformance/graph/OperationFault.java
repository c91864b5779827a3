package dev.keygraph.conformance.graph;

import dev.keygraph.faults.Call;
import dev.keygraph.faults.Faults;
import dev.keygraph.kv.KvIoException;
import dev.keygraph.kv.KvOutOfSpaceException;
import java.util.Set;

/** What happens to the disk in the middle of an operation, from one of its calls on. */
enum OperationFault {
  /** It is full. */
  FULL(Call.WRITE),
  /** It has space, and a quota is used up. */
  QUOTA(Call.WRITE),
  /** Writes fail. */
  WRITE(Call.WRITE),
  /** Syncs fail, and what they should have kept is not on the disk. */
  SYNC(Call.SYNC),
  /** Nothing new can be made, and nothing be renamed. */
  CHANGE(Call.CHANGE),
  /** Nothing can be removed. */
  REMOVAL(Call.REMOVAL),
  /** Nothing can be changed any more: what is there is what a killed process leaves. */
  STOP(Call.WRITE);

  private final Call call;

  OperationFault(Call call) {
    this.call = call;
  }

  /** Returns the calls of which one is hit. */
  Call call() {
    return call;
  }

  /** Begins after so many calls more. */
  void begin(Faults faults, long calls) {
    switch (this) {
      case FULL -> faults.fullAfter(calls, /* byQuota= */ false);
      case QUOTA -> faults.fullAfter(calls, /* byQuota= */ true);
      case STOP -> faults.stopAfter(call, calls);
      default -> faults.failAfter(call, calls);
    }
  }

  /** Returns whether what an operation has begun may be there when it has failed. */
  boolean leavesFiles() {
    return this == REMOVAL || this == STOP;
  }

  /**
   * Returns what the error may be. An engine that knows no quota calls it an I/O error, and may
   * have given back so much before it says so that there is space again.
   */
  Set<String> errors() {
    return switch (this) {
      case FULL -> Set.of(KvOutOfSpaceException.class.getSimpleName());
      case QUOTA ->
          Set.of(KvOutOfSpaceException.class.getSimpleName(), KvIoException.class.getSimpleName());
      default -> Set.of(KvIoException.class.getSimpleName());
    };
  }
}
