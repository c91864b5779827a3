package dev.keygraph.faults;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** What is left of one file's content. */
final class SurvivingContent {
  private static final double[] CHANCES = {0.1, 0.5, 0.9};

  private final Content content;
  private final int sector;
  private final SplittableRandom random;
  private final double chance;
  private final Map<Long, Double> sectors = new HashMap<>();
  private int lost;

  /**
   * Works it out.
   *
   * @param lastSequence where changes are left in their order, the last one, which is torn
   */
  SurvivingContent(FileNode file, PowerCut cut, long lastSequence, SplittableRandom random) {
    this.content = file.durable().copy();
    this.sector = cut.sector();
    this.random = random;
    this.chance = CHANCES[random.nextInt(CHANCES.length)];
    boolean keepsAll = random.nextBoolean();
    boolean resizesLost = false;
    int count = file.unsynced().size();
    for (int i = 0; i < count; i++) {
      FileChange change = file.unsynced().get(i);
      byte[] bytes = change.bytes();
      if (change.synced()) {
        change.applyTo(content);
        continue;
      }
      switch (cut.kept()) {
        case NOTHING -> lost++;
        case FILES -> keep(change, keepsAll);
        case PREFIX -> {
          if (change.sequence() == lastSequence && bytes != null) {
            keepBeginning(change.offset(), bytes);
          } else {
            keep(change, change.sequence() <= lastSequence);
          }
        }
        case SECTORS -> {
          resizesLost |= bytes == null && random.nextBoolean();
          if (bytes == null || resizesLost) {
            keep(change, !resizesLost);
          } else {
            keepSectors(change.offset(), bytes, (double) i / count);
          }
        }
      }
    }
  }

  private void keep(FileChange change, boolean kept) {
    if (kept) {
      change.applyTo(content);
    } else {
      lost++;
    }
  }

  private void keepBeginning(long offset, byte[] bytes) {
    long end = (offset + random.nextInt(bytes.length + 1)) / sector * sector;
    int length = (int) Math.max(0, end - offset);
    if (length > 0) {
      content.write(offset, bytes, 0, length);
    }
    lost++;
  }

  /**
   * Each sector is as it was at some moment, since a disk writes all of it that is there then.
   *
   * @param when the change was made, from 0 for the first to 1
   */
  private void keepSectors(long offset, byte[] bytes, double when) {
    boolean all = true;
    for (int at = 0; at < bytes.length; ) {
      long position = offset + at;
      int part = (int) Math.min(bytes.length - at, sector - position % sector);
      if (when < sectors.computeIfAbsent(position / sector, some -> moment())) {
        content.write(position, bytes, at, part);
      } else {
        all = false;
      }
      at += part;
    }
    // The size may have reached the disk, and the bytes not: they are zeros then.
    long end = offset + bytes.length;
    if (end > content.size() && random.nextInt(4) == 0) {
      content.truncate(end);
    }
    if (!all) {
      lost++;
    }
  }

  /** Returns when a sector was written for the last time: never, at last, or in between. */
  private double moment() {
    double dice = random.nextDouble();
    return dice < chance ? 1 : random.nextBoolean() ? 0 : random.nextDouble();
  }

  Content content() {
    return content;
  }

  int lost() {
    return lost;
  }
}
