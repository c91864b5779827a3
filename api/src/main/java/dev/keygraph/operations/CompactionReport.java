package dev.keygraph.operations;

import java.time.Duration;

/**
 * What a compaction came to.
 *
 * @param bytesBefore how much the store had on disk
 * @param bytesAfter how much it has now; files that open snapshots of before still need are not
 *     counted, and go when those close
 * @param duration how long it took
 */
public record CompactionReport(long bytesBefore, long bytesAfter, Duration duration) {}
