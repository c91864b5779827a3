/**
 * Benchmarks, each beside a twin: the same work on the same bytes, written by hand with the fastest
 * safe calls of the engine's own library. The ratio of both is the figure that matters; times
 * depend on the machine. {@link dev.keygraph.bench.Benchmarks} runs them.
 */
@NullMarked
package dev.keygraph.bench;

import org.jspecify.annotations.NullMarked;
