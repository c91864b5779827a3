/** What a comparison found, as it is written to {@code report.json} and read back. */
@NullMarked
package dev.keygraph.compare.report;

import org.jspecify.annotations.NullMarked;
