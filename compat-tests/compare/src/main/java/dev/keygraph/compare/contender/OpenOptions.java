package dev.keygraph.compare.contender;

import dev.keygraph.kv.Durability;
import java.nio.file.Path;

/**
 * How to open a contender.
 *
 * @param directory of its own; made if it does not exist
 * @param durability how durable saves are, one of the levels that the contender keeps
 */
public record OpenOptions(Path directory, Durability durability) {}
