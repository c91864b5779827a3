/** What the fuzz tests share; each of them lies in the package of what it hands bytes to. */
@NullMarked
package dev.keygraph.fuzz;

import org.jspecify.annotations.NullMarked;
