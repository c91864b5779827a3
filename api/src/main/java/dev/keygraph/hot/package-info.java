/**
 * The in-memory adjacency tier: what traversals need of a graph, as immutable compressed pages of
 * neighbouring node ids, beside any engine. Nothing here knows how a graph is stored; what is asked
 * for and not in memory is read through a {@link dev.keygraph.kv.KvReader}.
 *
 * <h2>Parts</h2>
 *
 * <ul>
 *   <li>A page ({@link dev.keygraph.hot.EdgePage}, {@link dev.keygraph.hot.NodePage}) is what the
 *       store says of {@value dev.keygraph.hot.Paging#PAGE_NODES} neighbouring node ids: their
 *       edges in one direction, or their kinds. It never changes, but for a count of how often it
 *       was used.
 *   <li>A {@link dev.keygraph.hot.PageHolder} is the place of a page: filled when somebody asks,
 *       emptied when memory is short. Whoever fills it, whenever, fills it with the same.
 *   <li>A {@link dev.keygraph.hot.PageTable} is the holders of one version of the graph, with
 *       shortcuts to what they hold. A commit makes the next table, in which the pages that it
 *       touched have new holders, and all others the same.
 *   <li>{@link dev.keygraph.hot.TableHistory} knows which versions somebody still reads, so that
 *       pages which nobody can see any more stop to count.
 *   <li>{@link dev.keygraph.hot.PageBudget} bounds the memory of all pages.
 * </ul>
 *
 * <h2>Why a snapshot sees exactly its version</h2>
 *
 * A snapshot is a table together with a reader of the engine of exactly the same version. Let a
 * holder be <em>born</em> with the table of version <i>b</i>, and be last in the table of version
 * <i>e</i>. No commit from <i>b + 1</i> to <i>e</i> touched what its page is about, for each such
 * commit would have replaced it; so the engine says the same of it at every version from <i>b</i>
 * to <i>e</i>. A reader that fills the holder has a table that holds it, hence a version between
 * <i>b</i> and <i>e</i>, and reads its own engine's version: what it puts there is what any other
 * reader of the holder would. The order in which readers fill, find, or (after an eviction) fill it
 * again does not matter, and nobody has to wait for anybody. The writer fills a new holder only
 * with the old holder's page and the changes of the very commit, which is the engine's content
 * after it; where the old holder is empty it leaves the new one empty.
 */
@NullMarked
package dev.keygraph.hot;

import org.jspecify.annotations.NullMarked;
