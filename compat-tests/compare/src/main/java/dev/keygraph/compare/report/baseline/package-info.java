/** Two reports set against each other. */
@NullMarked
package dev.keygraph.compare.report.baseline;

import org.jspecify.annotations.NullMarked;
