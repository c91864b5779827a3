/** Questions over a snapshot: callers, implementations, blast radius, traces, cycles. */
@NullMarked
package dev.keygraph.query;

import org.jspecify.annotations.NullMarked;
