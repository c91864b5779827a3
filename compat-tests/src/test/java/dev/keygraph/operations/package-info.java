/** Tests of operations between engines. */
@NullMarked
package dev.keygraph.operations;

import org.jspecify.annotations.NullMarked;
