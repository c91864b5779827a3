/** Opens a graph from a configuration. */
@NullMarked
package dev.keygraph;

import org.jspecify.annotations.NullMarked;
