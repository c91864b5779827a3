/** What a key-value engine offers, and what all engines share. */
@NullMarked
package dev.keygraph.kv;

import org.jspecify.annotations.NullMarked;
