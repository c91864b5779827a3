package dev.keygraph.conformance.graph;

import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.SymbolNames;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What to ask for: texts that are found, that were found before, and that are near to those.
 *
 * @param symbols exact symbols
 * @param prefixes beginnings of symbols and names
 * @param names simple names
 * @param patterns camel-case patterns
 * @param packages packages
 * @param paths unit paths
 * @param nodeKinds node kinds
 * @param edgeKinds edge kinds
 */
record Probes(
    SortedSet<String> symbols,
    SortedSet<String> prefixes,
    SortedSet<String> names,
    SortedSet<String> patterns,
    SortedSet<String> packages,
    SortedSet<String> paths,
    Collection<NodeKind> nodeKinds,
    Collection<EdgeKind> edgeKinds) {

  static Probes of(
      Collection<String> symbols,
      Collection<String> paths,
      Collection<NodeKind> nodeKinds,
      Collection<EdgeKind> edgeKinds) {
    Probes probes =
        new Probes(texts(), texts(), texts(), texts(), texts(), texts(), nodeKinds, edgeKinds);
    probes.symbols.addAll(symbols);
    probes.paths.addAll(paths);
    probes.paths.add("no such unit");
    probes.symbols.add("no such symbol");
    probes.packages.add("no/such/package");
    probes.patterns.add("");
    probes.patterns.add("Zz");
    probes.prefixes.add("");
    symbols.forEach(probes::addParts);
    return probes;
  }

  private static SortedSet<String> texts() {
    return new TreeSet<>(CodePoints.ORDER);
  }

  private void addParts(String symbol) {
    String name = SymbolNames.simpleName(symbol);
    String shortName = SymbolNames.shortName(symbol);
    names.add(name);
    names.add(shortName);
    prefixes.add(symbol);
    prefixes.add(symbol.substring(0, symbol.length() / 2));
    prefixes.add(name.substring(0, (name.length() + 1) / 2));
    patterns.add(name.substring(0, (name.length() + 1) / 2));
    patterns.add(SymbolNames.initials(shortName).toUpperCase(java.util.Locale.ROOT));
    patterns.add(shortName);
    String packageName = SymbolNames.packageName(symbol);
    packages.add(packageName);
    int parent = packageName.lastIndexOf('/');
    if (parent >= 0) {
      packages.add(packageName.substring(0, parent));
    }
  }
}
