/** The demonstration: the same questions to the same graph on every engine. */
@NullMarked
package dev.keygraph.cli.demo;

import org.jspecify.annotations.NullMarked;
