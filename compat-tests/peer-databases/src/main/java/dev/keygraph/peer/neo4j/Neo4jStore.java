package dev.keygraph.peer.neo4j;

import dev.keygraph.peer.property.PropertyGraph;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.connectors.HttpConnector;
import org.neo4j.configuration.connectors.HttpsConnector;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Transaction;
import org.neo4j.graphdb.schema.IndexDefinition;
import org.neo4j.io.ByteUnit;

/** The database of a directory, with an index on the names of each label while there is one. */
final class Neo4jStore {
  /** The memory for pages, beside the heap. */
  static final int PAGE_CACHE_MEBIBYTES = 512;

  /** Is there while a load has begun and not ended: what it left is nothing. */
  private static final String LOADING = "loading";

  private static final String DATA = "data";
  private static final long INDEX_PATIENCE_MINUTES = 30;

  private final Path directory;
  private final DatabaseManagementService management;
  private final GraphDatabaseService database;

  /** Opens what is in a directory, or an empty database. */
  Neo4jStore(Path directory) {
    this.directory = directory.toAbsolutePath();
    try {
      Files.createDirectories(directory);
      if (Files.exists(loading())) {
        deleteData();
        Files.delete(loading());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + directory, e);
    }
    management =
        new DatabaseManagementServiceBuilder(this.directory)
            .setConfig(
                GraphDatabaseSettings.pagecache_memory, ByteUnit.mebiBytes(PAGE_CACHE_MEBIBYTES))
            .setConfig(GraphDatabaseSettings.preallocate_logical_logs, false)
            .setConfig(BoltConnector.enabled, false)
            .setConfig(HttpConnector.enabled, false)
            .setConfig(HttpsConnector.enabled, false)
            .build();
    database = management.database(GraphDatabaseSettings.DEFAULT_DATABASE_NAME);
    createIndexes();
  }

  private Path loading() {
    return directory.resolve(LOADING);
  }

  private void deleteData() throws IOException {
    Path data = directory.resolve(DATA);
    if (Files.exists(data)) {
      try (Stream<Path> files = Files.walk(data)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  Transaction begin() {
    return database.beginTx();
  }

  /** Loads without indexes; if it is interrupted, the next opening finds nothing. */
  void load(Runnable load) {
    try {
      Files.createFile(loading());
      changeSchema(
          transaction -> {
            for (PropertyGraph.Label each : PropertyGraph.Label.values()) {
              transaction
                  .schema()
                  .getIndexes(Label.label(each.name()))
                  .forEach(IndexDefinition::drop);
            }
          });
      load.run();
      createIndexes();
      Files.delete(loading());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + directory, e);
    }
  }

  private void createIndexes() {
    changeSchema(
        transaction -> {
          for (PropertyGraph.Label each : PropertyGraph.Label.values()) {
            Label label = Label.label(each.name());
            if (!transaction.schema().getIndexes(label).iterator().hasNext()) {
              transaction.schema().indexFor(label).on(PropertyGraph.NAME).create();
            }
          }
        });
    try (Transaction transaction = begin()) {
      transaction.schema().awaitIndexesOnline(INDEX_PATIENCE_MINUTES, TimeUnit.MINUTES);
    }
  }

  private void changeSchema(Consumer<Transaction> change) {
    try (Transaction transaction = begin()) {
      change.accept(transaction);
      transaction.commit();
    }
  }

  long bytesOnDisk() {
    try (Stream<Path> files = Files.walk(directory.resolve(DATA))) {
      long bytes = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the size of " + directory, e);
    }
  }

  void close() {
    management.shutdown();
  }
}
