/**
 * What an engine must do by itself, as tests: {@link dev.keygraph.conformance.kv.KvConformance}.
 *
 * <p>{@link dev.keygraph.conformance.kv.KillLoop} runs the kill loop for as long as one likes.
 */
@NullMarked
package dev.keygraph.conformance.kv;

import org.jspecify.annotations.NullMarked;
