package dev.keygraph.compare.report;

import org.jspecify.annotations.Nullable;

/**
 * Something that is no figure.
 *
 * @param severity how much it weighs
 * @param section the part that it belongs to, or {@code null} for all of them
 * @param contender the contender that it is about, or {@code null} for all of them
 * @param text what there is to say, a sentence or several
 */
public record Finding(
    Severity severity, @Nullable Section section, @Nullable String contender, String text) {}
