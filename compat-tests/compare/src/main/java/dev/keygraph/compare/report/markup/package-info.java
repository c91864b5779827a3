/** Text of markup languages, escaped. */
@NullMarked
package dev.keygraph.compare.report.markup;

import org.jspecify.annotations.NullMarked;
