/** Profiles of workers: recordings of the JDK's flight recorder, read back. */
@NullMarked
package dev.keygraph.compare.profile;

import org.jspecify.annotations.NullMarked;
