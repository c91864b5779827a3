/** What a report shows, and in which words and numbers, whatever it is written as. */
@NullMarked
package dev.keygraph.compare.report.view;

import org.jspecify.annotations.NullMarked;
