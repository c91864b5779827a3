/**
 * Keeps a graph in Xodus.
 *
 * <p>Xodus logs through SLF4J, under {@code jetbrains.exodus}: each environment that it opens, and
 * failures with their stack traces, such as a commit that the disk has no space for. The engine
 * throws these failures as the exceptions of {@code dev.keygraph.kv}, so that a program which
 * reports those may switch that logger off in its own logging configuration; with {@code
 * slf4j-simple}, by {@code org.slf4j.simpleLogger.log.jetbrains.exodus=off}.
 */
@NullMarked
package dev.keygraph.engine.xodus;

import org.jspecify.annotations.NullMarked;
