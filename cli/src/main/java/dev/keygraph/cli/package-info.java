/** The {@code keygraph} command. */
@NullMarked
package dev.keygraph.cli;

import org.jspecify.annotations.NullMarked;
