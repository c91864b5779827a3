package dev.keygraph.kv.guard;

import org.jspecify.annotations.Nullable;

/** What came of work that ran on another thread: a result, or what it threw. */
final class Outcome<T extends @Nullable Object> {

  /** Where the caller of failed work was, as the stack of a suppressed exception. */
  private static final class CalledFrom extends Exception {
    private static final long serialVersionUID = 1L;

    CalledFrom() {
      super("called from here");
    }
  }

  private static final Outcome<@Nullable Object> OUT_OF_MEMORY =
      failed(new OutOfMemoryError("there was no memory left to say what failed"));

  private final T result;
  private final @Nullable Throwable thrown;

  private Outcome(T result, @Nullable Throwable thrown) {
    this.result = result;
    this.thrown = thrown;
  }

  static <T extends @Nullable Object> Outcome<T> of(T result) {
    return new Outcome<>(result, null);
  }

  @SuppressWarnings("NullAway") // the result is not looked at
  static <T extends @Nullable Object> Outcome<T> failed(Throwable thrown) {
    return new Outcome<>(null, thrown);
  }

  /** The same, also where there is no memory for one more object: whoever waits must be told. */
  @SuppressWarnings("unchecked") // it has no result
  static <T extends @Nullable Object> Outcome<T> failedWithLittleMemory(Throwable thrown) {
    try {
      return failed(thrown);
    } catch (OutOfMemoryError e) {
      return (Outcome<T>) OUT_OF_MEMORY;
    }
  }

  /** Returns the result, or throws what was thrown, with a hint at where this call came from. */
  T get() {
    if (thrown == null) {
      return result;
    }
    // One hint at most: the exception may be a constant of the work.
    if (thrown.getSuppressed().length == 0) {
      thrown.addSuppressed(new CalledFrom());
    }
    throw Outcome.<RuntimeException>sneaky(thrown);
  }

  /** Work cannot declare checked exceptions, but may throw them all the same. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E sneaky(Throwable thrown) throws E {
    throw (E) thrown;
  }
}
