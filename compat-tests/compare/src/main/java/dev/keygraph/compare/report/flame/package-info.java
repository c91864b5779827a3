/** Where the time of a worker went, as a tree of calls. */
@NullMarked
package dev.keygraph.compare.report.flame;

import org.jspecify.annotations.NullMarked;
