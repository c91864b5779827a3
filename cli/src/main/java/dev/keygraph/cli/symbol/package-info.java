/** Symbols as people write and read them. */
@NullMarked
package dev.keygraph.cli.symbol;

import org.jspecify.annotations.NullMarked;
