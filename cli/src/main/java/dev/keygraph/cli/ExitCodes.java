package dev.keygraph.cli;

/** What the command's exit codes mean. */
public final class ExitCodes {
  /** All is well: found, indexed, sound, the same. */
  public static final int OK = 0;

  /** Nothing was found, or something had to be left out, is damaged, or differs. */
  public static final int PARTIAL = 1;

  /** The arguments or the configuration cannot be used. */
  public static final int USAGE = 2;

  /** Something failed: the store, the disk. */
  public static final int ERROR = 3;

  /** A comparison found figures that are worse than those of its baseline, beyond the noise. */
  public static final int WORSE = 4;

  private ExitCodes() {}
}
