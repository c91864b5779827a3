/**
 * A file system that forgets what was not synced, that fills up, and that fails when it is told to.
 *
 * <p>{@link dev.keygraph.faults.ForgetfulFileSystem} keeps all in memory: for each file what was
 * synced, and the changes after that in their order. {@link dev.keygraph.faults.FuseMount} shows it
 * to the processes of this machine through the kernel's FUSE protocol, so that native engines are
 * reached, too. {@link dev.keygraph.faults.PowerCut} says what of the unsynced changes a loss of
 * power leaves.
 *
 * <p>The process that serves a mount must map no file of it: a thread that waits for a page comes
 * to no safepoint, and the server would wait at one.
 */
@NullMarked
package dev.keygraph.faults;

import org.jspecify.annotations.NullMarked;
