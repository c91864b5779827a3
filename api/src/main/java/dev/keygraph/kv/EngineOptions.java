package dev.keygraph.kv;

import com.typesafe.config.Config;
import java.nio.file.Path;

/**
 * How an engine is to open a store.
 *
 * @param directory exists, and belongs to the engine alone; of an engine that is not persistent,
 *     only a name
 * @param durability a level that the engine lists in its traits
 * @param readOnly whether to open without writing anything; the store exists then
 * @param settings the engine's own section of the configuration ({@code keygraph.engines.NAME}),
 *     complete (the defaults of its {@code reference.conf} are merged in) and validated against it
 */
public record EngineOptions(
    Path directory, Durability durability, boolean readOnly, Config settings) {}
