package dev.keygraph.hot;

import java.util.List;

/**
 * The pages of one version of a graph, and who reads them.
 *
 * @param table the pages
 * @param lease who reads them
 * @param replaced what the version before holds and this one does not
 */
public record HotVersion(PageTable table, TableLease lease, List<PageHolder> replaced) {}
