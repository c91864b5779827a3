/** Charts as SVG that takes its colours from the page around it. */
@NullMarked
package dev.keygraph.compare.report.chart;

import org.jspecify.annotations.NullMarked;
