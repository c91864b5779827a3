package dev.keygraph.faults;

import java.nio.ByteBuffer;
import jnr.ffi.LibraryLoader;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import jnr.ffi.types.size_t;
import jnr.ffi.types.ssize_t;

/** The calls of the C library that a mount needs. */
public interface LibC {
  /** For reading and writing. */
  int O_RDWR = 2;

  /** Not handed down to child processes. */
  int O_CLOEXEC = 0x80000;

  /** Ends what goes on in the mount. */
  int MNT_FORCE = 1;

  /** Takes the mount away even if it is in use. */
  int MNT_DETACH = 2;

  /** No set-user-id programs and no devices. */
  int MS_NOSUID_NODEV = 2 | 4;

  /** Loads the library. */
  static LibC load() {
    return LibraryLoader.create(LibC.class).load("c");
  }

  /** Opens a file. */
  int open(String path, int flags);

  /** Closes a file. */
  int close(int file);

  /** Reads to a direct buffer. */
  @ssize_t
  long read(int file, @Out ByteBuffer buffer, @size_t long size);

  /** Writes from a direct buffer. */
  @ssize_t
  long write(int file, @In ByteBuffer buffer, @size_t long size);

  /** Mounts a file system. */
  int mount(String source, String target, String type, long flags, String data);

  /** Unmounts a file system. */
  int umount2(String target, int flags);
}
