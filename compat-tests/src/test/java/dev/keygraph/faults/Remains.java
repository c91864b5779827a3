package dev.keygraph.faults;

import dev.keygraph.faults.DirectoryChange.Edit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What a loss of power has left, and what it took. */
public final class Remains {
  private static final int BUFFER = 1 << 20;

  private final DirectoryNode root;
  private final PowerCut cut;
  private final SplittableRandom random;
  private final long lastSequence;
  private final Map<DirectoryNode, NavigableMap<String, Node>> directories = new HashMap<>();
  private final Map<FileNode, SurvivingContent> files = new HashMap<>();
  private final Map<DirectoryNode, List<String>> lostNames = new HashMap<>();

  Remains(DirectoryNode root, List<DirectoryChange> changes, PowerCut cut) {
    this.root = root;
    this.cut = cut;
    this.random = new SplittableRandom(cut.seed());
    this.lastSequence = lastSequence(changes);
    long directoriesUpTo =
        switch (cut.kept()) {
          case NOTHING -> 0;
          case PREFIX -> this.lastSequence;
          case SECTORS, FILES ->
              changes.isEmpty() || random.nextInt(3) == 0
                  ? Long.MAX_VALUE
                  : changes.get(random.nextInt(changes.size())).sequence();
        };
    for (DirectoryChange change : changes) {
      boolean left = change.isDurable(cut.rule()) || change.sequence() <= directoriesUpTo;
      for (Edit edit : change.edits()) {
        if (left) {
          apply(edit);
        } else {
          lostNames.computeIfAbsent(edit.directory(), some -> new ArrayList<>()).add(edit.name());
        }
      }
    }
  }

  /** Returns one of the unsynced changes: the last one that reaches the disk, in part. */
  private long lastSequence(List<DirectoryChange> changes) {
    List<Long> sequences = new ArrayList<>();
    changes.forEach(change -> sequences.add(change.sequence()));
    addSequences(root, sequences);
    return sequences.isEmpty() ? 0 : sequences.get(random.nextInt(sequences.size()));
  }

  private static void addSequences(DirectoryNode directory, List<Long> sequences) {
    for (Node node : directory.entries().values()) {
      if (node instanceof DirectoryNode child) {
        addSequences(child, sequences);
      } else if (node instanceof FileNode file) {
        file.unsynced().forEach(change -> sequences.add(change.sequence()));
      }
    }
  }

  private void apply(Edit edit) {
    NavigableMap<String, Node> entries = entries(edit.directory());
    Node now = edit.now();
    if (now == null) {
      entries.remove(edit.name());
    } else {
      entries.put(edit.name(), now);
    }
  }

  private NavigableMap<String, Node> entries(DirectoryNode directory) {
    return directories.computeIfAbsent(directory, some -> new TreeMap<>(some.durable()));
  }

  private SurvivingContent content(FileNode file) {
    return files.computeIfAbsent(
        file, some -> new SurvivingContent(some, cut, lastSequence, random));
  }

  /**
   * Returns how many changes below a directory of the root were lost, whole or in part.
   *
   * @param name of the directory
   * @param matters says by the name of a file whether anybody would miss it
   */
  public int lost(String name, Predicate<String> matters) {
    Node node = root.entries().get(name);
    return node instanceof DirectoryNode directory ? lost(directory, matters) : 0;
  }

  private int lost(DirectoryNode directory, Predicate<String> matters) {
    int lost = (int) lostNames.getOrDefault(directory, List.of()).stream().filter(matters).count();
    for (Map.Entry<String, Node> entry : directory.entries().entrySet()) {
      if (entry.getValue() instanceof DirectoryNode child) {
        lost += lost(child, matters);
      } else if (entry.getValue() instanceof FileNode file && matters.test(entry.getKey())) {
        lost += content(file).lost();
      }
    }
    return lost;
  }

  /**
   * Writes what is left of a directory of the root.
   *
   * @param name of the directory
   * @param target outside of the mount, not there yet
   */
  public void writeTo(String name, Path target) throws IOException {
    if (entries(root).get(name) instanceof DirectoryNode directory) {
      write(directory, target);
    }
  }

  private void write(DirectoryNode directory, Path target) throws IOException {
    Files.createDirectory(target);
    for (Map.Entry<String, Node> entry : entries(directory).entrySet()) {
      Path path = target.resolve(entry.getKey());
      if (entry.getValue() instanceof DirectoryNode child) {
        write(child, path);
      } else if (entry.getValue() instanceof FileNode file) {
        write(content(file).content(), path);
      }
    }
  }

  private static void write(Content content, Path path) throws IOException {
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
      for (long at = 0; at < content.size(); ) {
        buffer.clear();
        int part = content.available(at, BUFFER);
        content.read(at, part, buffer);
        buffer.flip();
        at += part;
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      }
    }
  }

  /** Returns what cut it was. */
  public PowerCut cut() {
    return cut;
  }

  @Override
  public String toString() {
    return cut.toString();
  }
}
