/** Tests of the in-memory adjacency tier. */
@NullMarked
package dev.keygraph.hot;

import org.jspecify.annotations.NullMarked;
