/** A door to what the store keeps to itself, for benchmarks. */
@NullMarked
package dev.keygraph.store;

import org.jspecify.annotations.NullMarked;
