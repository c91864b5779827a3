package dev.keygraph.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Does what the kernel asks for, as {@code linux/fuse.h} lays it out. Locks are the kernel's own;
 * files are cached and can be mapped; what is written goes here at once.
 */
final class FuseHandler {
  static final int MAX_WRITE = 1 << 20;

  /** This minor version has all that is used here, and its structures keep their sizes. */
  private static final int MINOR = 31;

  private static final int ASYNC_READ = 1;
  private static final int BIG_WRITES = 1 << 5;
  private static final int MAX_PAGES = 1 << 22;
  private static final int KEEP_CACHE = 2;

  private static final int SET_MODE = 1;
  private static final int SET_SIZE = 8;

  /** {@code O_DSYNC}, which {@code O_SYNC} has in it. */
  private static final int SYNCS_EACH = 0x1000;

  private static final long BLOCKS = 1 << 20;

  /** An open file or directory. */
  private static final class Handle {
    final boolean syncsEach;
    final List<Map.Entry<String, Node>> listing = new ArrayList<>();
    boolean syncFollows;

    Handle(boolean syncsEach) {
      this.syncsEach = syncsEach;
    }
  }

  private final ForgetfulFileSystem files;
  private final Map<Long, Handle> handles = new HashMap<>();
  private long lastHandle;

  FuseHandler(ForgetfulFileSystem files) {
    this.files = files;
  }

  /** Returns whether a request wants an answer. */
  static boolean wantsReply(int opcode) {
    return opcode != Opcode.FORGET && opcode != Opcode.BATCH_FORGET && opcode != Opcode.INTERRUPT;
  }

  /** Does what is asked, and writes the answer. */
  void handle(FuseRequest request, FuseReply reply) {
    switch (request.opcode()) {
      case Opcode.INIT -> init(request, reply);
      case Opcode.LOOKUP -> lookup(request, reply);
      case Opcode.FORGET -> files.forget(request.node(), request.int64());
      case Opcode.BATCH_FORGET -> forgetAll(request);
      case Opcode.GETATTR -> reply.attributesOnly(node(request.node()));
      case Opcode.SETATTR -> setAttributes(request, reply);
      case Opcode.OPEN, Opcode.OPENDIR -> open(request.node(), request.int32(), reply);
      case Opcode.READ -> read(request, reply);
      case Opcode.WRITE -> write(request, reply);
      case Opcode.FSYNC -> sync(request);
      case Opcode.FSYNCDIR -> syncDirectory(request);
      case Opcode.READDIR -> list(request, reply);
      case Opcode.RELEASE, Opcode.RELEASEDIR -> handles.remove(request.int64());
      case Opcode.CREATE -> create(request, reply);
      case Opcode.MKNOD -> {
        request.skip(16);
        reply.entry(changed(files.createFile(directory(request.node()), request.name())));
      }
      case Opcode.MKDIR -> {
        request.skip(8);
        reply.entry(changed(files.createDirectory(directory(request.node()), request.name())));
      }
      case Opcode.UNLINK, Opcode.RMDIR -> {
        files.remove(directory(request.node()), request.name());
        files.freezer().afterChange();
      }
      case Opcode.RENAME -> rename(request, request.int64(), 0);
      case Opcode.RENAME2 -> {
        long target = request.int64();
        int flags = request.int32();
        request.skip(4);
        rename(request, target, flags);
      }
      case Opcode.LINK -> {
        Node node = node(request.int64());
        files.link(node, directory(request.node()), request.name());
        reply.entry(changed(node));
      }
      case Opcode.STATFS -> {
        long free = Math.min(BLOCKS, files.faults().free(files.used()) / Content.PAGE);
        reply.int64(BLOCKS).int64(free).int64(free).int64(BLOCKS).int64(BLOCKS);
        reply.int32(Content.PAGE).int32(255).int32(Content.PAGE).zeros(28);
      }
      case Opcode.FLUSH, Opcode.ACCESS, Opcode.INTERRUPT, Opcode.DESTROY -> {
        // Nothing is kept back, and everybody may do everything.
      }
      default -> throw new ErrnoException(ErrnoException.ENOSYS);
    }
  }

  private static void init(FuseRequest request, FuseReply reply) {
    request.int32();
    request.int32();
    int readAhead = request.int32();
    int flags = request.int32() & (ASYNC_READ | BIG_WRITES | MAX_PAGES);
    reply.int32(7).int32(MINOR).int32(readAhead).int32(flags);
    reply.int16(16).int16(12).int32(MAX_WRITE).int32(1);
    reply.int16(MAX_WRITE / Content.PAGE).int16(0).zeros(32);
  }

  private void lookup(FuseRequest request, FuseReply reply) {
    Node found = directory(request.node()).entries().get(request.name());
    if (found == null) {
      throw new ErrnoException(ErrnoException.ENOENT);
    }
    files.faults().check(Call.LOOK);
    reply.entry(found);
  }

  private void forgetAll(FuseRequest request) {
    int count = request.int32();
    request.skip(4);
    for (int i = 0; i < count; i++) {
      files.forget(request.int64(), request.int64());
    }
  }

  private void setAttributes(FuseRequest request, FuseReply reply) {
    int valid = request.int32();
    request.skip(12);
    long size = request.int64();
    request.skip(44);
    int mode = request.int32();
    Node node = node(request.node());
    if ((valid & SET_MODE) != 0) {
      node.permissions(mode);
    }
    if ((valid & SET_SIZE) != 0) {
      files.truncate(file(request.node()), size);
      files.freezer().afterChange();
    }
    reply.attributesOnly(node);
  }

  private void open(long node, int flags, FuseReply reply) {
    Handle handle = new Handle((flags & SYNCS_EACH) != 0);
    if (node(node) instanceof DirectoryNode directory) {
      directory.entries().forEach((name, entry) -> handle.listing.add(Map.entry(name, entry)));
    }
    handles.put(++lastHandle, handle);
    reply.int64(lastHandle).int32(KEEP_CACHE).int32(0);
  }

  private void create(FuseRequest request, FuseReply reply) {
    int flags = request.int32();
    request.skip(12);
    FileNode created = files.createFile(directory(request.node()), request.name());
    reply.entry(changed(created));
    open(created.id(), flags, reply);
  }

  private Node changed(Node node) {
    files.freezer().afterChange();
    return node;
  }

  private void read(FuseRequest request, FuseReply reply) {
    request.int64();
    long offset = request.int64();
    Content content = file(request.node()).current();
    files.faults().check(Call.READ);
    content.read(offset, content.available(offset, request.int32()), reply.bytes());
  }

  private void write(FuseRequest request, FuseReply reply) {
    Handle handle = handles.get(request.int64());
    long offset = request.int64();
    int size = request.int32();
    request.skip(16 + 4);
    boolean syncsEach = handle != null && handle.syncsEach;
    int written = files.write(file(request.node()), offset, request.bytes(size), syncsEach);
    if (handle != null) {
      handle.syncFollows = syncsEach;
    }
    files.freezer().afterChange();
    reply.int32(written).int32(0);
  }

  private void sync(FuseRequest request) {
    Handle handle = handles.get(request.int64());
    files.freezer().beforeSync();
    if (files.freezer().isFrozen()) {
      return;
    }
    if (handle != null && handle.syncFollows) {
      // The kernel's own, after a write that syncs itself, and no more than that.
      handle.syncFollows = false;
      files.checkSync();
    } else {
      files.sync(file(request.node()));
    }
    files.freezer().afterChange();
  }

  private void syncDirectory(FuseRequest request) {
    files.freezer().beforeSync();
    if (!files.freezer().isFrozen()) {
      files.syncDirectory(directory(request.node()));
      files.freezer().afterChange();
    }
  }

  private void list(FuseRequest request, FuseReply reply) {
    Handle handle = handles.get(request.int64());
    long offset = request.int64();
    int limit = request.int32();
    if (handle == null) {
      throw new ErrnoException(ErrnoException.EINVAL);
    }
    files.faults().check(Call.LOOK);
    for (int i = (int) offset; i < handle.listing.size(); i++) {
      Map.Entry<String, Node> entry = handle.listing.get(i);
      if (!reply.directoryEntry(i + 1, entry.getKey(), entry.getValue(), limit)) {
        break;
      }
    }
  }

  private void rename(FuseRequest request, long target, int flags) {
    String name = request.name();
    files.rename(directory(request.node()), name, directory(target), request.name(), flags);
    files.freezer().afterChange();
  }

  private Node node(long id) {
    Node node = files.node(id);
    if (node == null) {
      throw new ErrnoException(ErrnoException.ENOENT);
    }
    return node;
  }

  private DirectoryNode directory(long id) {
    if (node(id) instanceof DirectoryNode directory) {
      return directory;
    }
    throw new ErrnoException(ErrnoException.ENOTDIR);
  }

  private FileNode file(long id) {
    if (node(id) instanceof FileNode file) {
      return file;
    }
    throw new ErrnoException(ErrnoException.EISDIR);
  }
}
