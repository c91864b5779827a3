/**
 * What a graph must do over every engine, as tests, and the plain models that they compare with.
 */
@NullMarked
package dev.keygraph.conformance.graph;

import org.jspecify.annotations.NullMarked;
