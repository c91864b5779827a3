/** Reports as Markdown. */
@NullMarked
package dev.keygraph.compare.report.markdown;

import org.jspecify.annotations.NullMarked;
