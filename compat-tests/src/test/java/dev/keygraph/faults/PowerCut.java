package dev.keygraph.faults;

import java.util.SplittableRandom;

/**
 * What a loss of power leaves of that which was not synced.
 *
 * @param kept which of the unsynced changes are left
 * @param rule when a change of a directory is durable
 * @param sector what a disk writes as a whole, in bytes: a write of more may be torn
 * @param seed of all that is random about it
 */
public record PowerCut(Kept kept, DirectoryRule rule, int sector, long seed) {
  /** Which of the unsynced changes are left. */
  public enum Kept {
    /** None. */
    NOTHING,
    /** Those before some moment, in the order in which they were made; the last write is torn. */
    PREFIX,
    /**
     * Sectors of writes here and there. Changes of directories are left up to some moment, and so
     * are changes of a file's size that are no writes, with all writes that follow those.
     */
    SECTORS,
    /** All of some files, and nothing of others. */
    FILES
  }

  /** Returns some cut or other. */
  public static PowerCut random(SplittableRandom random) {
    Kept[] kinds = Kept.values();
    DirectoryRule[] rules = DirectoryRule.values();
    return new PowerCut(
        kinds[random.nextInt(kinds.length)],
        rules[random.nextInt(rules.length)],
        random.nextBoolean() ? 512 : 4096,
        random.nextLong());
  }
}
