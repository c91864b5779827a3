package dev.keygraph.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import jnr.ffi.Runtime;

/** A file system, shown to the processes of this machine at a directory, until it is closed. */
public final class FuseMount implements AutoCloseable {
  private static final String DEVICE = "/dev/fuse";

  private final LibC c;
  private final ForgetfulFileSystem files;
  private final Path directory;
  private final int device;
  private final Thread server;
  private final Thread atExit;
  private boolean isOpen = true;

  private FuseMount(LibC c, ForgetfulFileSystem files, Path directory, int device) {
    this.c = c;
    this.files = files;
    this.directory = directory;
    this.device = device;
    this.server = new Thread(this::serve, "fuse-" + directory.getFileName());
    this.atExit = new Thread(this::unmount);
    server.setDaemon(true);
  }

  /** Returns why nothing can be mounted here, or nothing if it can. */
  public static Optional<String> obstacle() {
    if (!Files.exists(Path.of(DEVICE))) {
      return Optional.of("there is no " + DEVICE);
    }
    try {
      mount(new ForgetfulFileSystem()).close();
      return Optional.empty();
    } catch (IOException | LinkageError e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Mounts a file system at a new temporary directory. */
  public static FuseMount mount(ForgetfulFileSystem files) throws IOException {
    Path directory = Files.createTempDirectory("keygraph-fuse");
    LibC c = LibC.load();
    int device = c.open(DEVICE, LibC.O_RDWR | LibC.O_CLOEXEC);
    if (device < 0) {
      Files.delete(directory);
      throw new IOException("cannot open " + DEVICE + ": errno " + errno(c));
    }
    String options = "fd=" + device + ",rootmode=40000,user_id=0,group_id=0,allow_other";
    if (c.mount("keygraph", directory.toString(), "fuse", LibC.MS_NOSUID_NODEV, options) != 0) {
      int errno = errno(c);
      c.close(device);
      Files.delete(directory);
      throw new IOException("may not mount: errno " + errno);
    }
    FuseMount mount = new FuseMount(c, files, directory, device);
    java.lang.Runtime.getRuntime().addShutdownHook(mount.atExit);
    mount.server.start();
    return mount;
  }

  private static int errno(LibC c) {
    return Runtime.getRuntime(c).getLastError();
  }

  /** Returns where it is mounted; not to be used by this process. */
  public Path directory() {
    return directory;
  }

  private void serve() {
    FuseHandler handler = new FuseHandler(files);
    ByteBuffer in = buffer(FuseHandler.MAX_WRITE + 2 * Content.PAGE);
    ByteBuffer out = buffer(FuseHandler.MAX_WRITE + 2 * Content.PAGE);
    while (true) {
      in.clear();
      long length = c.read(device, in, in.capacity());
      if (length < 0) {
        int errno = errno(c);
        if (errno == ErrnoException.ENOENT
            || errno == ErrnoException.EINTR
            || errno == ErrnoException.EAGAIN) {
          continue;
        }
        return;
      }
      in.limit((int) length);
      FuseRequest request = new FuseRequest(in);
      FuseReply reply = new FuseReply(out);
      int errno = 0;
      synchronized (files) {
        if (files.freezer().isFrozen()) {
          return;
        }
        try {
          handler.handle(request, reply);
        } catch (ErrnoException e) {
          errno = e.errno();
        }
        if (files.freezer().isFrozen()) {
          return;
        }
      }
      if (FuseHandler.wantsReply(request.opcode())) {
        reply.finish(request.unique(), errno);
        c.write(device, out, out.limit());
      }
    }
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
  }

  /** Takes the mount away; whoever waits for it gets an error. */
  @Override
  public void close() throws IOException {
    if (isOpen) {
      isOpen = false;
      java.lang.Runtime.getRuntime().removeShutdownHook(atExit);
      unmount();
      try {
        server.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      c.close(device);
      Files.delete(directory);
    }
  }

  private void unmount() {
    // The first ends what goes on, and refuses to unmount what is in use; the second does that.
    c.umount2(directory.toString(), LibC.MNT_FORCE);
    c.umount2(directory.toString(), LibC.MNT_DETACH);
  }
}
