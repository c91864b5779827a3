/** The figures of an open graph as Micrometer's meters. */
@NullMarked
package dev.keygraph.micrometer;

import org.jspecify.annotations.NullMarked;
