/** What both halves of the kit use: child processes, threads of a test, seeds. */
@NullMarked
package dev.keygraph.conformance.support;

import org.jspecify.annotations.NullMarked;
