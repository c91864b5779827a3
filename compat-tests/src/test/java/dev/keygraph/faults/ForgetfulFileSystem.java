package dev.keygraph.faults;

import dev.keygraph.faults.DirectoryChange.Edit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files in memory that know what of them was synced.
 *
 * <p>A write or a change of a file's size is durable when the file was synced after it; a write
 * through a descriptor that syncs each write, by itself. A creation, removal or renaming is durable
 * as {@link DirectoryRule} says: both rules are kept account of, and a {@link PowerCut} names one.
 *
 * <p>It can be frozen: it then answers no more, as a machine without power. Its methods are called
 * under its own lock.
 */
public final class ForgetfulFileSystem {
  static final long ROOT = 1;

  private final Map<Long, Node> nodes = new HashMap<>();
  private final Deque<DirectoryChange> changes = new ArrayDeque<>();
  private final Freezer freezer = new Freezer();
  private final Faults faults = new Faults();
  private final DirectoryNode root;
  private long lastNode = ROOT;
  private long lastSequence;

  /** An empty file system. */
  public ForgetfulFileSystem() {
    root = new DirectoryNode(ROOT);
    root.link();
    nodes.put(ROOT, root);
  }

  /** Returns what goes wrong on it. */
  public Faults faults() {
    return faults;
  }

  /** Returns what stops it. */
  public Freezer freezer() {
    return freezer;
  }

  /**
   * Returns the bytes that its files take. Those without a name take none, although some may be
   * open: when the kernel forgets the others is up to it.
   */
  public synchronized long used() {
    return nodes.values().stream()
        .filter(node -> node.links() > 0)
        .mapToLong(node -> node instanceof FileNode file ? file.current().allocated() : 0)
        .sum();
  }

  /**
   * Copies a directory to the root, as if it had been there, and synced, for long.
   *
   * @param source is outside of the mount
   * @param name of the copy
   */
  public synchronized void load(Path source, String name) {
    DirectoryNode copy = new DirectoryNode(++lastNode);
    nodes.put(copy.id(), copy);
    place(root, name, copy);
    try (Stream<Path> children = Files.list(source)) {
      for (Path child : children.toList()) {
        loadInto(copy, child);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void loadInto(DirectoryNode directory, Path source) throws IOException {
    String name = source.getFileName().toString();
    if (Files.isDirectory(source)) {
      DirectoryNode copy = new DirectoryNode(++lastNode);
      nodes.put(copy.id(), copy);
      place(directory, name, copy);
      try (Stream<Path> children = Files.list(source)) {
        for (Path child : children.toList()) {
          loadInto(copy, child);
        }
      }
    } else {
      byte[] bytes = Files.readAllBytes(source);
      Content content = new Content();
      content.write(0, bytes, 0, bytes.length);
      FileNode file = new FileNode(++lastNode, content);
      nodes.put(file.id(), file);
      place(directory, name, file);
    }
  }

  private static void place(DirectoryNode directory, String name, Node node) {
    directory.entries().put(name, node);
    directory.durable().put(name, node);
    node.link();
  }

  /** Returns what a loss of power leaves. */
  public synchronized Remains remains(PowerCut cut) {
    return new Remains(root, List.copyOf(changes), cut);
  }

  @Nullable Node node(long id) {
    return nodes.get(id);
  }

  void forget(long id, long lookups) {
    Node node = nodes.get(id);
    if (node != null && node.forget(lookups) && node.links() == 0) {
      nodes.remove(id);
    }
  }

  FileNode createFile(DirectoryNode directory, String name) {
    FileNode file = new FileNode(++lastNode, new Content());
    add(directory, name, file);
    return file;
  }

  DirectoryNode createDirectory(DirectoryNode directory, String name) {
    DirectoryNode created = new DirectoryNode(++lastNode);
    add(directory, name, created);
    return created;
  }

  private void add(DirectoryNode directory, String name, Node node) {
    if (directory.entries().containsKey(name)) {
      throw new ErrnoException(ErrnoException.EEXIST);
    }
    faults.check(Call.CHANGE);
    nodes.put(node.id(), node);
    apply(List.of(new Edit(directory, name, node)));
  }

  void link(Node node, DirectoryNode directory, String name) {
    add(directory, name, node);
  }

  void remove(DirectoryNode directory, String name) {
    Node node = entry(directory, name);
    if (node instanceof DirectoryNode removed && !removed.entries().isEmpty()) {
      throw new ErrnoException(ErrnoException.ENOTEMPTY);
    }
    faults.check(Call.REMOVAL);
    apply(List.of(new Edit(directory, name, null)));
  }

  void rename(DirectoryNode from, String name, DirectoryNode to, String newName, int flags) {
    Node node = entry(from, name);
    Node replaced = to.entries().get(newName);
    if ((flags & 1) != 0 && replaced != null) {
      throw new ErrnoException(ErrnoException.EEXIST);
    }
    if ((flags & ~1) != 0) {
      throw new ErrnoException(ErrnoException.EINVAL);
    }
    if (replaced instanceof DirectoryNode full && !full.entries().isEmpty()) {
      throw new ErrnoException(ErrnoException.ENOTEMPTY);
    }
    faults.check(Call.CHANGE);
    if (replaced != node) {
      apply(List.of(new Edit(from, name, null), new Edit(to, newName, node)));
    }
  }

  private static Node entry(DirectoryNode directory, String name) {
    Node node = directory.entries().get(name);
    if (node == null) {
      throw new ErrnoException(ErrnoException.ENOENT);
    }
    return node;
  }

  private void apply(List<Edit> edits) {
    for (Edit edit : edits) {
      Node now = edit.now();
      Node before =
          now == null
              ? edit.directory().entries().remove(edit.name())
              : edit.directory().entries().put(edit.name(), now);
      if (before != null) {
        before.unlink();
      }
      if (now != null) {
        now.link();
      }
      edit.directory().touch();
    }
    changes.add(new DirectoryChange(++lastSequence, edits));
  }

  /** Writes, and returns how much of it: less than all where the space ends. */
  int write(FileNode file, long offset, byte[] bytes, boolean syncsEach) {
    faults.check(Call.WRITE);
    faults.countDown(used());
    int length = fitting(file, offset, bytes.length);
    byte[] written = length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    file.change(new FileChange(++lastSequence, offset, written, syncsEach));
    return length;
  }

  private int fitting(FileNode file, long offset, int wanted) {
    if (!faults.isLimited()) {
      return wanted;
    }
    long room = faults.room(used());
    int length = wanted;
    while (length > 0 && file.current().growth(offset, length) > room) {
      // Back to the page's beginning.
      length -= (int) Math.min(length, (offset + length - 1) % Content.PAGE + 1);
    }
    if (length == 0 && wanted > 0) {
      throw faults.full();
    }
    if (length < wanted) {
      faults.cutShort();
    }
    return length;
  }

  void truncate(FileNode file, long size) {
    faults.check(Call.CHANGE);
    file.change(new FileChange(++lastSequence, size, null, false));
  }

  /** A write that syncs itself has happened: fails if syncs do. */
  void checkSync() {
    faults.check(Call.SYNC);
  }

  void sync(FileNode file) {
    try {
      faults.check(Call.SYNC);
    } catch (ErrnoException e) {
      file.forgetChanges();
      throw e;
    }
    commitJournal(file);
    file.sync();
  }

  private void commitJournal(FileNode file) {
    boolean all = file.isResized();
    long upTo = 0;
    for (DirectoryChange change : changes) {
      if (all || change.isOf(file)) {
        upTo = change.sequence();
      }
    }
    for (DirectoryChange change : changes) {
      if (change.sequence() <= upTo) {
        change.noteJournaled();
      }
    }
    settle();
  }

  void syncDirectory(DirectoryNode directory) {
    faults.check(Call.SYNC);
    for (DirectoryChange change : changes) {
      if (change.isIn(directory)) {
        change.noteDirectorySynced();
      } else {
        change.noteJournaled();
      }
    }
    settle();
  }

  /** What is durable by all rules, and nothing before it that is not, needs no account any more. */
  private void settle() {
    while (!changes.isEmpty() && changes.element().isDurable(DirectoryRule.STRICT)) {
      for (Edit edit : changes.remove().edits()) {
        Node now = edit.now();
        if (now == null) {
          edit.directory().durable().remove(edit.name());
        } else {
          edit.directory().durable().put(edit.name(), now);
        }
      }
    }
  }
}
