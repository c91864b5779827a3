package dev.keygraph.compare.run;

import dev.keygraph.compare.report.ContenderInfo;
import dev.keygraph.compare.report.Tier;
import dev.keygraph.compare.worker.PhaseName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The directories of all contenders' stores of one code. The hot tier is beside a store, and a load
 * does not touch it; so a hot contender does not load again, but has a copy of what the cold one of
 * its engine loaded, if that takes part. From there on, each has its own.
 */
final class StoreDirectories {
  private final Path parent;
  private final String code;
  private final List<ContenderInfo> contenders;

  /**
   * Names the directories.
   *
   * @param parent where they are
   * @param code a name for what they store
   */
  StoreDirectories(Path parent, String code, List<ContenderInfo> contenders) {
    this.parent = parent;
    this.code = code;
    this.contenders = contenders;
  }

  /** Returns the directory of a contender, which need not exist. */
  Path of(ContenderInfo contender) {
    return parent.resolve("store-" + contender.name() + "-" + code);
  }

  /** Returns whether a contender does a part. */
  boolean does(ContenderInfo contender, PhaseName phase) {
    if (phase.needsFiles() && !contender.persistent()) {
      return false;
    }
    return !phase.beginsEmpty() || loader(contender).equals(contender);
  }

  /**
   * Does what comes before a contender's part: after a load, copies of an older one are outdated.
   */
  void prepare(ContenderInfo contender, PhaseName phase) {
    if (phase.beginsEmpty()) {
      for (ContenderInfo other : contenders) {
        if (loader(other).equals(contender)) {
          Directories.delete(of(other));
        }
      }
    } else if (!Files.exists(of(contender)) && Files.exists(of(loader(contender)))) {
      Directories.copy(of(loader(contender)), of(contender));
    }
  }

  /** Deletes all of them. */
  void delete() {
    contenders.forEach(contender -> Directories.delete(of(contender)));
  }

  private ContenderInfo loader(ContenderInfo contender) {
    if (contender.tier() != Tier.HOT || !contender.persistent()) {
      return contender;
    }
    return contenders.stream()
        .filter(other -> other.tier() == Tier.COLD && other.engine().equals(contender.engine()))
        .findFirst()
        .orElse(contender);
  }
}
