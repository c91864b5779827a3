/**
 * The conformance kit: what every engine must do, as tests. An engine's test extends {@link
 * dev.keygraph.conformance.graph.GraphConformance}.
 */
@NullMarked
package dev.keygraph.conformance;

import org.jspecify.annotations.NullMarked;
