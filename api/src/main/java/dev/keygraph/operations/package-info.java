/**
 * What the keeper of a graph does with it: verify, repair, back up, restore, migrate, compact.
 *
 * <p>{@link dev.keygraph.operations.GraphOperations} is the way in. Long work tells a {@link
 * dev.keygraph.kv.KvProgress} how far it is. Each operation returns a report of what it did; what
 * cannot be done is a {@link dev.keygraph.kv.KvException} that says why.
 */
@NullMarked
package dev.keygraph.operations;

import org.jspecify.annotations.NullMarked;
