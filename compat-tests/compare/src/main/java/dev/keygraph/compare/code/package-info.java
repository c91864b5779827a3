/** The code that a comparison is about: where it comes from, and what it counts. */
@NullMarked
package dev.keygraph.compare.code;

import org.jspecify.annotations.NullMarked;
