package dev.keygraph.kv;

import com.typesafe.config.Config;
import java.nio.file.Path;

/**
 * How to open a store.
 *
 * @param directory the store's directory; made if it does not exist and {@code readOnly} is false
 * @param durability how durable commits are; the engine must offer it
 * @param readOnly whether nothing may be written
 * @param settings the engine's own section, complete; see {@link EngineOptions#settings()}
 */
public record StoreOptions(
    Path directory, Durability durability, boolean readOnly, Config settings) {}
