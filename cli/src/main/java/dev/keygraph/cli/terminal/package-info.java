/** What the command prints: styled text, tables, trees, JSON, progress. */
@NullMarked
package dev.keygraph.cli.terminal;

import org.jspecify.annotations.NullMarked;
