/** What the documentation shows, tried. */
@NullMarked
package dev.keygraph.docs;

import org.jspecify.annotations.NullMarked;
