package dev.keygraph.operations;

import java.time.Duration;

/**
 * What a migration came to.
 *
 * @param from the engine that the store was of
 * @param to the engine that it is of now
 * @param entries number of entries
 * @param bytesBefore how much the old engine had on disk
 * @param bytesAfter how much the new one has
 * @param duration how long it took
 */
public record MigrationReport(
    String from, String to, long entries, long bytesBefore, long bytesAfter, Duration duration) {}
