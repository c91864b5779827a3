/** The conformance kit: what every engine must do, as tests. */
@NullMarked
package dev.keygraph.conformance;

import org.jspecify.annotations.NullMarked;
