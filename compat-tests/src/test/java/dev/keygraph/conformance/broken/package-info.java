/**
 * The kit's test of itself: a simple engine with one flaw at a time, each of which the kit must
 * reject, and without a flaw, which it must accept.
 */
@NullMarked
package dev.keygraph.conformance.broken;

import org.jspecify.annotations.NullMarked;
