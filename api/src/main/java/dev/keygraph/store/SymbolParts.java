package dev.keygraph.store;

import dev.keygraph.graph.SymbolNames;
import java.util.Arrays;

/**
 * Finds the parts of a symbol that {@link SymbolNames} finds, in the symbol's bytes, without a
 * string for each. Knows ASCII alone. Used again and again; not for several threads.
 */
final class SymbolParts {
  private static final byte NO_WORD = 0;
  private static final byte IN_WORD = 1;
  private static final byte BEGINS_WORD = 2;
  private static final byte[] CLASSES = new byte[1 << 7];

  static {
    for (int c = 0; c < CLASSES.length; c++) {
      if (Character.isUpperCase(c)) {
        CLASSES[c] = BEGINS_WORD;
      } else if (Character.isLetterOrDigit(c)) {
        CLASSES[c] = IN_WORD;
      }
    }
  }

  private final byte[] initials = new byte[SymbolNames.MAX_INITIALS];
  private final byte[] simpleInitials = new byte[SymbolNames.MAX_INITIALS];
  private byte[] bytes = {};
  private int shortStart;
  private int simpleStart;
  private int end;
  private int initialsLength;
  private int simpleInitialsLength;

  /**
   * Looks at a symbol, whose array must not change while the parts are used.
   *
   * @return whether it is ASCII; if not, there are no parts
   */
  boolean split(byte[] symbol, int offset, int length) {
    int negative = 0;
    for (int i = offset; i < offset + length; i++) {
      negative |= symbol[i];
    }
    if (negative < 0) {
      return false;
    }
    bytes = symbol;
    findNames(offset, offset + length);
    return true;
  }

  private void findNames(int start, int limit) {
    int begin = start;
    int member = -1;
    int nested = -1;
    int i = start;
    for (; i < limit; i++) {
      byte c = bytes[i];
      if (c == '(' || (c == ':' && member >= 0)) {
        break;
      }
      if (member < 0) {
        if (c == '#') {
          member = i;
        } else if (c == '/' || c == '.') {
          begin = i + 1;
          nested = -1;
        } else if (c == '$') {
          nested = i;
        }
      }
    }
    shortStart = begin;
    end = i;
    if (member >= 0) {
      simpleStart = member + 1;
    } else {
      boolean splits = nested > begin && nested + 1 < end && !isDigit(bytes[nested + 1]);
      simpleStart = splits ? nested + 1 : begin;
    }
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  /** Returns the array that the simple name is in. */
  byte[] array() {
    return bytes;
  }

  /** Returns where the simple name begins. */
  int simpleNameStart() {
    return simpleStart;
  }

  /** Returns where the simple name ends. */
  int simpleNameEnd() {
    return end;
  }

  /** Receives initials. */
  interface InitialsSink {
    /** The array is used again after the call. */
    void accept(byte[] initials, int length);
  }

  /** Passes the different initials on by which the symbol is found. */
  void forEachInitials(InitialsSink sink) {
    initialsLength = initials(shortStart, initials);
    sink.accept(initials, initialsLength);
    if (simpleStart == shortStart) {
      return;
    }
    simpleInitialsLength = initials(simpleStart, simpleInitials);
    if (!Arrays.equals(initials, 0, initialsLength, simpleInitials, 0, simpleInitialsLength)) {
      sink.accept(simpleInitials, simpleInitialsLength);
    }
  }

  private int initials(int start, byte[] into) {
    int length = 0;
    boolean inWord = false;
    for (int i = start; i < end && length < into.length; i++) {
      byte c = bytes[i];
      byte kind = CLASSES[c];
      if (kind == BEGINS_WORD) {
        into[length++] = (byte) (c | ('a' ^ 'A'));
      } else if (kind == IN_WORD && !inWord) {
        into[length++] = c;
      }
      inWord = kind != NO_WORD;
    }
    return length;
  }
}
