/** The kit over each of the engines. */
@NullMarked
package dev.keygraph.conformance.engines;

import org.jspecify.annotations.NullMarked;
