/**
 * The process that measures: one contender, one phase, one round.
 *
 * <p>The parent starts {@link dev.keygraph.compare.worker.WorkerMain} with the file of a {@link
 * dev.keygraph.compare.worker.WorkerTask}, and reads {@link dev.keygraph.compare.worker.Message}s,
 * one line of JSON each, from its standard output. The last one is {@link
 * dev.keygraph.compare.worker.Message.Done}, {@link dev.keygraph.compare.worker.Message.Failed} or
 * {@link dev.keygraph.compare.worker.Message.Kill}; a worker that ends without any has died. The
 * parent holds the worker's standard input open: when it ends, the parent is gone, and the worker
 * ends too.
 */
@NullMarked
package dev.keygraph.compare.worker;

import org.jspecify.annotations.NullMarked;
