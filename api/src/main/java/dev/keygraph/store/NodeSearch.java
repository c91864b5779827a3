package dev.keygraph.store;

import dev.keygraph.encoding.ByteWriter;
import dev.keygraph.encoding.KeyText;
import dev.keygraph.encoding.Keys;
import dev.keygraph.encoding.MalformedBytesException;
import dev.keygraph.encoding.TextBytes;
import dev.keygraph.graph.NodeVisitor;
import dev.keygraph.graph.SymbolNames;
import dev.keygraph.kv.KvReader;
import dev.keygraph.kv.KvView;
import dev.keygraph.kv.KvVisitor;
import dev.keygraph.kv.ScanDirection;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** Finds nodes by the texts that people know them by. */
final class NodeSearch {
  private final KvReader reader;
  private final IntFunction<String> symbol;
  private final IntSupplier limit;

  /**
   * Searches what a reader reads.
   *
   * @param symbol returns the symbol of a node, which an index has: its absence is damage
   * @param limit returns an exclusive upper bound of the ids of nodes
   */
  NodeSearch(KvReader reader, IntFunction<String> symbol, IntSupplier limit) {
    this.limit = limit;
    this.reader = reader;
    this.symbol = symbol;
  }

  private boolean scan(byte[] prefix, KvVisitor visitor) {
    return reader.scan(prefix, Keys.behind(prefix), ScanDirection.FORWARD, visitor);
  }

  /** Streams the ids that keys with a prefix hold at an offset. */
  boolean ids(byte[] prefix, int idOffset, NodeVisitor visitor) {
    return scan(
        prefix, (key, value) -> visitor.visit(Fields.node(key, idOffset, limit.getAsInt())));
  }

  private boolean visitLast(KvView key, NodeVisitor visitor) {
    return visitor.visit(Fields.lastNode(key, limit.getAsInt()));
  }

  boolean symbolPrefix(String prefix, NodeVisitor visitor) {
    return withTextPrefix(
        Keys.SYMBOL,
        prefix,
        (key, value) -> visitor.visit(Fields.node(value, 0, limit.getAsInt())),
        (key, value) -> {
          int node = Fields.node(value, 0, limit.getAsInt());
          return visitor.proceed()
              && (!startsWith(symbol.apply(node), prefix) || visitor.visit(node));
        });
  }

  boolean named(String simpleName, NodeVisitor visitor) {
    return scan(
        Keys.text(Keys.NAME, TextBytes.encode(simpleName)),
        (key, value) -> visitLast(key, visitor));
  }

  boolean namedWithPrefix(String prefix, NodeVisitor visitor) {
    return withTextPrefix(
        Keys.NAME,
        prefix,
        (key, value) -> visitLast(key, visitor),
        (key, value) -> {
          int node = Fields.lastNode(key, limit.getAsInt());
          return visitor.proceed()
              && (!startsWith(SymbolNames.simpleName(symbol.apply(node)), prefix)
                  || visitor.visit(node));
        });
  }

  /** Scans by a prefix, which is exact or, where keys cut it, must be compared by the visitor. */
  private boolean withTextPrefix(byte tag, String prefix, KvVisitor exact, KvVisitor comparing) {
    ByteWriter key = new ByteWriter(64);
    key.writeByte(tag);
    boolean whole = KeyText.writePrefix(key, TextBytes.encode(prefix));
    return scan(key.toByteArray(), whole ? exact : comparing);
  }

  /** Returns whether the code points of a text begin with those of a prefix. */
  private static boolean startsWith(String text, String prefix) {
    byte[] textBytes = TextBytes.encode(text);
    byte[] prefixBytes = TextBytes.encode(prefix);
    int mismatch = Arrays.mismatch(textBytes, prefixBytes);
    return mismatch < 0 || mismatch == prefixBytes.length;
  }

  boolean camelCase(String pattern, NodeVisitor visitor) {
    String initials = SymbolNames.initials(pattern);
    if (initials.isEmpty()) {
      return true;
    }
    // A node has up to two entries; the bitmap keeps it from being shown twice.
    RoaringBitmap seen = new RoaringBitmap();
    return withTextPrefix(
        Keys.INITIALS,
        initials,
        (key, value) -> {
          int node = Fields.lastNode(key, limit.getAsInt());
          return visitor.proceed()
              && (!SymbolNames.matchesCamelCase(pattern, symbol.apply(node))
                  || !seen.checkedAdd(node)
                  || visitor.visit(node));
        },
        (key, value) -> true);
  }

  boolean inPackage(String packageName, NodeVisitor visitor) {
    if (packageName.isEmpty()) {
      return inPackage("", packageName, visitor);
    }
    return inPackage(packageName + ".", packageName, visitor)
        && inPackage(packageName + "/", packageName, visitor);
  }

  /**
   * Scans the symbols that begin with a package and its separator; where one is of a subpackage,
   * goes on behind that.
   */
  private boolean inPackage(String prefix, String packageName, NodeVisitor visitor) {
    ByteWriter start = new ByteWriter(64);
    start.writeByte(Keys.SYMBOL);
    boolean exact = KeyText.writePrefix(start, TextBytes.encode(prefix));
    byte[] lower = start.toByteArray();
    byte[] upper = Keys.behind(lower);
    boolean[] stopped = {false};
    while (true) {
      byte[] @Nullable [] next = new byte[1] @Nullable [];
      boolean exhausted =
          reader.scan(
              lower,
              upper,
              ScanDirection.FORWARD,
              (key, value) -> {
                if (!visitor.proceed()) {
                  stopped[0] = true;
                  return false;
                }
                int node = Fields.node(value, 0, limit.getAsInt());
                String text = symbolOf(key, node);
                String found = SymbolNames.packageName(text);
                if (found.equals(packageName) && startsWith(text, prefix)) {
                  stopped[0] = !visitor.visit(node);
                  return !stopped[0];
                }
                if (exact && found.length() > packageName.length()) {
                  next[0] = behindSubpackage(text, prefix.length());
                }
                return next[0] == null;
              });
      if (exhausted || stopped[0]) {
        return !stopped[0];
      }
      lower = java.util.Objects.requireNonNull(next[0]);
    }
  }

  private String symbolOf(KvView key, int node) {
    byte[] bytes = key.toByteArray();
    return KeyText.isCut(bytes, Keys.TEXT_OFFSET)
        ? symbol.apply(node)
        : KeyText.read(bytes, Keys.TEXT_OFFSET);
  }

  /**
   * Returns the key behind a subpackage's symbols, or {@code null} where keys would cut its name.
   */
  private static byte @Nullable [] behindSubpackage(String text, int start) {
    int separator = separator(text, start);
    if (separator < 0) {
      throw new MalformedBytesException("symbol " + text + " is in another place than its package");
    }
    String subpackage = text.substring(0, separator + 1);
    ByteWriter skip = new ByteWriter(64);
    skip.writeByte(Keys.SYMBOL);
    return KeyText.writePrefix(skip, TextBytes.encode(subpackage))
        ? Keys.behind(skip.toByteArray())
        : null;
  }

  /** Returns where the first separator is from {@code start} on, or -1. */
  private static int separator(String text, int start) {
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) == '/' || text.charAt(i) == '.') {
        return i;
      }
    }
    return -1;
  }
}
