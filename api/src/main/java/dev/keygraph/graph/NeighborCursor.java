package dev.keygraph.graph;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The neighbours of a node, one after the other: for algorithms that take many small steps, to
 * which a call for each edge is dear. Made to be used again for the next node.
 *
 * <pre>{@code
 * NeighborCursor neighbors = new NeighborCursor();
 * if (snapshot.neighbors(node, Direction.INCOMING, kinds, neighbors)) {
 *   while (neighbors.next()) {
 *     follow(neighbors.node());
 *   }
 * }
 * }</pre>
 *
 * <p>A snapshot that has the neighbours in memory lends them to the cursor as they are; another one
 * copies them, up to a number. All operations are O(1); nothing is allocated once the arrays have
 * grown. Not thread-safe.
 */
public final class NeighborCursor {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int DEFAULT_MAX_COPIED = 1024;

  private final int maxCopied;
  private final NeighborVisitor copier = this::copy;
  private byte[] copies = new byte[16 * Integer.BYTES];

  private byte[] data = copies;
  private int at;
  private int end;
  private int width;
  private int base;
  private int node;

  /** The current kind is the one of that number among these. */
  private @Nullable EdgeKind[] kindsByNumber = {null};

  private int kindNumber;

  /** Runs behind the current one: where each begins, ends, how wide its numbers are, its base. */
  private int[] runs = new int[4 * 4];

  private @Nullable EdgeKind[] kinds = new @Nullable EdgeKind[4];
  private int runsAdded;

  /** How many of those are still to begin: the last ones. */
  private int runsLeft;

  /** A cursor that copies up to 1,024 neighbours: nearly all nodes of code have fewer. */
  public NeighborCursor() {
    this(DEFAULT_MAX_COPIED);
  }

  /**
   * A cursor.
   *
   * @param maxCopied how many neighbours it copies
   * @throws IllegalArgumentException if that is not between 0 and 2^28
   */
  public NeighborCursor(int maxCopied) {
    if (maxCopied < 0 || maxCopied > 1 << 28) {
      throw new IllegalArgumentException("not between 0 and 2^28: " + maxCopied);
    }
    this.maxCopied = maxCopied;
  }

  /** Moves to the next neighbour; false if there is none. */
  public boolean next() {
    if (at == end && !beginRun()) {
      return false;
    }
    int bits = (int) INT.get(data, at);
    int foreignBits = Integer.SIZE - Byte.SIZE * width;
    node = ((bits << foreignBits) >> foreignBits) + base;
    at += width;
    return true;
  }

  /** Returns the current neighbour; after {@link #next} returned true. */
  public int node() {
    return node;
  }

  /**
   * Returns the kind of the edge to the current neighbour.
   *
   * @throws IllegalStateException if there never was one
   */
  public EdgeKind kind() {
    EdgeKind current = kindsByNumber[kindNumber];
    if (current == null) {
      throw new IllegalStateException("the cursor is not at a neighbour");
    }
    return current;
  }

  private boolean beginRun() {
    if (runsLeft == 0) {
      return false;
    }
    kindsByNumber = kinds;
    kindNumber = runsAdded - runsLeft--;
    int run = 4 * kindNumber;
    at = runs[run];
    end = runs[run + 1];
    width = runs[run + 2];
    base = runs[run + 3];
    return true;
  }

  /** For snapshots: forgets all neighbours, so that some may be copied. */
  public void clear() {
    runsLeft = 0;
    at = 0;
    end = 0;
  }

  /**
   * For snapshots: returns what adds copies of neighbours behind all others, if none are lent and
   * none was moved to; it returns false once there are too many.
   */
  public NeighborVisitor copier() {
    return copier;
  }

  private boolean copy(int neighbor, EdgeKind edgeKind) {
    int last = 4 * (runsAdded - 1);
    int offset = 0;
    if (runsLeft == 0) {
      data = copies;
    } else {
      offset = runs[last + 1];
    }
    if (offset == maxCopied * Integer.BYTES) {
      return false;
    }
    if (offset == copies.length) {
      copies = Arrays.copyOf(copies, 2 * offset);
      data = copies;
    }
    INT.set(copies, offset, neighbor);
    if (offset > 0 && edgeKind.equals(kinds[runsAdded - 1])) {
      runs[last + 1] = offset + Integer.BYTES;
    } else {
      add(edgeKind, offset, offset + Integer.BYTES, Integer.BYTES, 0);
    }
    return true;
  }

  /**
   * For snapshots: forgets all neighbours, and lends some in an array that nobody changes any more:
   * signed little-endian numbers, to each of which {@code newBase} is to be added. The array has
   * four bytes from the beginning of each number on.
   *
   * @param byNumber kinds by number, which nobody changes any more
   * @param number of the kind that all of the neighbours have
   * @param begin where the first number begins
   * @param numbersEnd where the last one ends; behind {@code begin}
   * @param bytes of each number: 2 or 4
   */
  @SuppressWarnings("ArrayIsStoredDirectly") // they are lent
  public void lend(
      @Nullable EdgeKind[] byNumber,
      int number,
      byte[] array,
      int begin,
      int numbersEnd,
      int bytes,
      int newBase) {
    data = array;
    at = begin;
    end = numbersEnd;
    width = bytes;
    base = newBase;
    // Mostly they are the same as before, and a look is cheaper than what collectors do for a
    // reference that is written.
    if (kindsByNumber != byNumber) {
      kindsByNumber = byNumber;
    }
    kindNumber = number;
    runsLeft = 0;
  }

  /**
   * For snapshots: lends more neighbours, of another kind, in the same array, before the cursor is
   * moved.
   */
  public void lendMore(EdgeKind edgeKind, int begin, int numbersEnd, int bytes, int newBase) {
    add(edgeKind, begin, numbersEnd, bytes, newBase);
  }

  private void add(EdgeKind edgeKind, int begin, int numbersEnd, int bytes, int newBase) {
    if (runsLeft == 0) {
      runsAdded = 0;
    }
    if (runsAdded == kinds.length) {
      kinds = Arrays.copyOf(kinds, 2 * runsAdded);
      runs = Arrays.copyOf(runs, 4 * kinds.length);
    }
    int run = 4 * runsAdded;
    runs[run] = begin;
    runs[run + 1] = numbersEnd;
    runs[run + 2] = bytes;
    runs[run + 3] = newBase;
    kinds[runsAdded] = edgeKind;
    runsAdded++;
    runsLeft++;
  }
}
