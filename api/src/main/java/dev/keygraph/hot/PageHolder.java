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
  /** What one takes of the heap. */
  static final int BYTES = 24;

  private static final VarHandle CONTENT;
  private static final PageFamily[] FAMILIES = PageFamily.values();
  private static final int FAMILY_BITS = 2;
  private static final int WANTED = 1 << 31;

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

  /**
   * The page's number and family, and the bit {@link #WANTED}: threads that overwrite each other's
   * do no harm.
   */
  private int place;

  /**
   * An empty holder.
   *
   * @param birth the generation of the first table that has it
   */
  @SuppressWarnings("EnumOrdinal") // It leaves no process.
  PageHolder(PageFamily family, int page, int birth) {
    this.place = (page << FAMILY_BITS) | family.ordinal();
    this.birth = birth;
  }

  PageFamily family() {
    return FAMILIES[place & ((1 << FAMILY_BITS) - 1)];
  }

  int page() {
    return (place & ~WANTED) >>> FAMILY_BITS;
  }

  /** Returns the generation of the first table that has this. */
  int birth() {
    return birth;
  }

  /** Returns the content, or {@code null} if there is none. A volatile access. */
  @Nullable Object content() {
    return CONTENT.getVolatile(this);
  }

  /** Fills the holder; false if somebody else did. */
  boolean fill(Object newContent) {
    place &= ~WANTED;
    return CONTENT.compareAndSet(this, null, newContent);
  }

  /** Empties the holder and returns what it held. */
  @Nullable Object empty() {
    return CONTENT.getAndSet(this, null);
  }

  /** Notes that what is not here was asked for. */
  void want() {
    place |= WANTED;
  }

  /** Returns whether what is not here was asked for lately. */
  boolean isWanted() {
    return (place & WANTED) != 0;
  }

  /** Returns whether it was used, or asked for, lately, and forgets one use. */
  boolean cool() {
    Object held = content();
    if (held != null) {
      return PageHeat.cool(held);
    }
    boolean wanted = isWanted();
    place &= ~WANTED;
    return wanted;
  }
}
