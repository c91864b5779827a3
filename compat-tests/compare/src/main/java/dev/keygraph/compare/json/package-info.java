/** JSON as maps, lists, texts and numbers, one document or one line at a time. */
@NullMarked
package dev.keygraph.compare.json;

import org.jspecify.annotations.NullMarked;
