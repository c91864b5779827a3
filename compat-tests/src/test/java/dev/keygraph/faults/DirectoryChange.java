package dev.keygraph.faults;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A creation, removal or renaming: it happens as a whole or not at all. */
final class DirectoryChange {
  /**
   * What becomes of one name.
   *
   * @param now what the name stands for, {@code null} for nothing any more
   */
  record Edit(DirectoryNode directory, String name, @Nullable Node now) {}

  private final long sequence;
  private final List<Edit> edits;
  private boolean journaled;
  private boolean directorySynced;

  DirectoryChange(long sequence, List<Edit> edits) {
    this.sequence = sequence;
    this.edits = List.copyOf(edits);
  }

  long sequence() {
    return sequence;
  }

  List<Edit> edits() {
    return edits;
  }

  boolean isOf(Node node) {
    return edits.stream().anyMatch(edit -> edit.now() == node);
  }

  boolean isIn(DirectoryNode directory) {
    return edits.stream().anyMatch(edit -> edit.directory() == directory);
  }

  void noteJournaled() {
    journaled = true;
  }

  void noteDirectorySynced() {
    journaled = true;
    directorySynced = true;
  }

  boolean isDurable(DirectoryRule rule) {
    return rule == DirectoryRule.JOURNAL ? journaled : directorySynced;
  }
}
