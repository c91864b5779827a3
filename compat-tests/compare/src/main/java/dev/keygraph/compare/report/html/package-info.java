/** Reports as one HTML file that needs nothing else. */
@NullMarked
package dev.keygraph.compare.report.html;

import org.jspecify.annotations.NullMarked;
