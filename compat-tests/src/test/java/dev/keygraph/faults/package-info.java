/**
 * A file system that forgets what was not synced, that fills up, and that fails when it is told to.
 *
 * <p>{@link dev.keygraph.faults.ForgetfulFileSystem} keeps all in memory: for each file what was
 * synced, and the changes after that in their order. {@link dev.keygraph.faults.FuseMount} shows it
 * to the processes of this machine through the kernel's FUSE protocol, so that native engines are
 * reached, too. {@link dev.keygraph.faults.PowerCut} says what of the unsynced changes a loss of
 * power leaves.
 *
 * <p>The process that serves a mount must never use it: a thread that waits for a page of a mapped
 * file stops no garbage collection, and the server would wait for that.
 */
@NullMarked
package dev.keygraph.faults;

import org.jspecify.annotations.NullMarked;
