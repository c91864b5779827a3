/** The format on disk: bytes only. */
@NullMarked
package dev.keygraph.encoding;

import org.jspecify.annotations.NullMarked;
