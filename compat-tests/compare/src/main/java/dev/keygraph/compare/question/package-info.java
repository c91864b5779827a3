/** The questions that all contenders are asked, and the seeded rule that picks them. */
@NullMarked
package dev.keygraph.compare.question;

import org.jspecify.annotations.NullMarked;
