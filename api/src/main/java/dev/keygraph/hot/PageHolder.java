package dev.keygraph.hot;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The place of one page in one or several neighbouring versions; see the package's documentation
 * for what it holds at any time. The content is an {@link EdgePage} or {@link NodePage} (an array
 * of bytes), {@link ChangedEdges}, or nothing.
 */
final class PageHolder {
  private static final VarHandle CONTENT;
  private static final byte MAX_HEAT = 3;

  static {
    try {
      CONTENT = MethodHandles.lookup().findVarHandle(PageHolder.class, "content", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @SuppressWarnings("UnusedVariable") // CONTENT
  private volatile @Nullable Object content;

  private final int birth;

  /** How often it was used lately. Threads that overwrite each other's count do no harm. */
  private byte heat;

  /**
   * An empty holder.
   *
   * @param birth the generation of the first table that has it
   */
  PageHolder(int birth) {
    this.birth = birth;
  }

  /** Returns the generation of the first table that has this. */
  int birth() {
    return birth;
  }

  /** Returns the content, or {@code null} if there is none. */
  @Nullable Object content() {
    return CONTENT.getAcquire(this);
  }

  /** Fills the holder; false if somebody else did. */
  boolean fill(Object newContent) {
    return CONTENT.compareAndSet(this, null, newContent);
  }

  /** Empties the holder and returns what it held. */
  @Nullable Object empty() {
    return CONTENT.getAndSet(this, null);
  }

  /** Notes a use. Seldom writes, so that readers on other processors keep their copies. */
  void warm() {
    if (heat < MAX_HEAT) {
      heat++;
    }
  }

  /** Returns whether it was used lately, and forgets one use. */
  boolean cool() {
    if (heat == 0) {
      return false;
    }
    heat--;
    return true;
  }

  /** Returns whether it was used lately. */
  boolean isWarm() {
    return heat > 0;
  }
}
