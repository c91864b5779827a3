/** Turns graph calls into keys, and a changed unit into its difference. */
@NullMarked
package dev.keygraph.store;

import org.jspecify.annotations.NullMarked;
