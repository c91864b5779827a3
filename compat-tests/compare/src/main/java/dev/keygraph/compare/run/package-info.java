/**
 * The parent's half of a comparison: starts workers, in interleaved rounds, and gathers what they
 * tell.
 */
@NullMarked
package dev.keygraph.compare.run;

import org.jspecify.annotations.NullMarked;
