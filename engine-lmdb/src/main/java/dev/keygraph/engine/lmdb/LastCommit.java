package dev.keygraph.engine.lmdb;

import dev.keygraph.kv.AcknowledgedMark;

/** Finds out whether what a damaged file says to be its last commit is that. */
final class LastCommit {
  private LastCommit() {}

  /**
   * Chooses the commit that a clean close noted, if the file has it, and notes what is doubtful of
   * the one that is chosen.
   *
   * @param mark as it was when the file was closed, or its process was killed
   */
  static void choose(PageFile file, AcknowledgedMark mark, DamageNotes notes) {
    if (mark.isClosed()) {
      file.prefer(mark.number());
    }
    long chosen = file.latest().transaction();
    for (int number = 0; number < 2; number++) {
      PageDamageException damage = file.metaDamage(number);
      if (damage != null) {
        notes.page(damage);
      }
    }
    if (mark.isClosed() ? chosen != mark.number() : chosen < mark.number()) {
      notes.commit("ends at commit %d, and had %d".formatted(chosen, mark.number()));
    } else if (!mark.isClosed()) {
      noteDoubt(file, notes);
    }
  }

  /** Notes what is doubtful where nothing else tells which commit is the last one. */
  static void noteDoubt(PageFile file, DamageNotes notes) {
    MetaPage first = file.metaOrNull(0);
    MetaPage second = file.metaOrNull(1);
    long chosen = file.latest().transaction();
    if (file.metaDamage(0) != null || file.metaDamage(1) != null) {
      notes.commit("ends at commit %d, or the next one, which is lost then".formatted(chosen));
    } else if (first != null
        && second != null
        && Math.abs(first.transaction() - second.transaction()) > 1) {
      notes.commit(
          "ends at commit %d or %d, of which the former was read"
              .formatted(chosen, first.transaction() + second.transaction() - chosen));
    }
  }
}
