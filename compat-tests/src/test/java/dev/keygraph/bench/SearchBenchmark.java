package dev.keygraph.bench;

import dev.keygraph.encoding.ByteWriter;
import dev.keygraph.encoding.KeyText;
import dev.keygraph.encoding.Keys;
import dev.keygraph.encoding.TextBytes;
import dev.keygraph.graph.NodeVisitor;
import dev.keygraph.graph.SymbolNames;
import java.util.Locale;
import org.openjdk.jmh.annotations.Benchmark;

/** Finding nodes by the texts that people know them by. */
@SuppressWarnings("NullAway.Init") // JMH opens it
public class SearchBenchmark extends QuestionBenchmark {
  private static final int PREFIX = 6;
  private static final int INITIALS = 4;

  private String[] symbols;
  private String[] prefixes;
  private String[] names;
  private String[] namePrefixes;
  private String[] patterns;
  private final Found found = new Found();

  /** Mixes nodes. */
  private static final class Found implements NodeVisitor {
    private long nodes;
    private long count;

    @Override
    public boolean visit(int node) {
      nodes = Seen.mix(nodes, node);
      count++;
      return true;
    }

    Found clear() {
      nodes = 0;
      count = 0;
      return this;
    }
  }

  @Override
  void draw() {
    int size = functions.length;
    symbols = new String[size];
    prefixes = new String[size];
    names = new String[size];
    namePrefixes = new String[size];
    patterns = new String[size];
    for (int i = 0; i < size; i++) {
      String symbol = snapshot.symbol(functions[i]);
      symbols[i] = symbol;
      prefixes[i] = symbol.substring(0, symbol.indexOf('#') + 1);
      names[i] = SymbolNames.simpleName(symbol);
      namePrefixes[i] = names[i].substring(0, Math.min(PREFIX, names[i].length()));
      String initials = SymbolNames.initials(SymbolNames.shortName(symbol));
      patterns[i] =
          initials.substring(0, Math.min(INITIALS, initials.length())).toUpperCase(Locale.ROOT);
    }
  }

  private long found(Entries entries) {
    entries.add(found.count);
    return found.nodes;
  }

  private static byte[] prefix(byte tag, String text) {
    ByteWriter key = new ByteWriter(text.length() + 1);
    key.writeByte(tag);
    KeyText.writePrefix(key, TextBytes.encode(text));
    return key.toByteArray();
  }

  /** The node of a symbol. */
  @Benchmark
  public long nodeKeygraph() {
    return snapshot.node(symbols[next(functions.length)]);
  }

  /** The same by hand. */
  @Benchmark
  public long nodeTwin() {
    return twin.find(Twin.symbolKey(symbols[next(functions.length)]));
  }

  /** The symbol of a node. */
  @Benchmark
  public long symbolKeygraph() {
    return kept(snapshot.symbol(function())).length();
  }

  /** The same by hand. */
  @Benchmark
  public long symbolTwin() {
    return kept(twin.symbol(function())).length();
  }

  /** The members of a type, by the beginnings of their symbols. */
  @Benchmark
  public long symbolPrefixKeygraph(Entries entries) {
    snapshot.nodesWithPrefix(prefixes[next(functions.length)], found.clear());
    return found(entries);
  }

  /** The same by hand. */
  @Benchmark
  public long symbolPrefixTwin(Entries entries) {
    Seen seen = twin.scan(prefix(Keys.SYMBOL, prefixes[next(functions.length)]));
    entries.add(seen.entries());
    return seen.values();
  }

  /** All with a simple name. */
  @Benchmark
  public long simpleNameKeygraph(Entries entries) {
    snapshot.nodesNamed(names[next(functions.length)], found.clear());
    return found(entries);
  }

  /** The same by hand. */
  @Benchmark
  public long simpleNameTwin(Entries entries) {
    Seen seen = twin.scan(Keys.text(Keys.NAME, TextBytes.encode(names[next(functions.length)])));
    entries.add(seen.entries());
    return seen.keys();
  }

  /** All whose simple name begins so. */
  @Benchmark
  public long namePrefixKeygraph(Entries entries) {
    snapshot.nodesNamedWithPrefix(namePrefixes[next(functions.length)], found.clear());
    return found(entries);
  }

  /** The same by hand. */
  @Benchmark
  public long namePrefixTwin(Entries entries) {
    Seen seen = twin.scan(prefix(Keys.NAME, namePrefixes[next(functions.length)]));
    entries.add(seen.entries());
    return seen.keys();
  }

  /** All that a camel-case pattern matches. */
  @Benchmark
  public long camelCaseKeygraph(Entries entries) {
    snapshot.nodesMatchingCamelCase(patterns[next(functions.length)], found.clear());
    return found(entries);
  }

  /** The same by hand. */
  @Benchmark
  public long camelCaseTwin(Entries entries) {
    String pattern = patterns[next(functions.length)];
    long nodes = twin.camelCase(prefix(Keys.INITIALS, SymbolNames.initials(pattern)), pattern);
    entries.add(twin.found());
    return nodes;
  }
}
