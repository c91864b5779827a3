package dev.keygraph.bench;

import dev.keygraph.encoding.Keys;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mapdb.BTreeMap;
import org.mapdb.DB;
import org.mapdb.DBMaker;
import org.mapdb.Serializer;

/**
 * MapDB by hand: its own tree in a mapped file, as it ships. It has no snapshots, and no cursors
 * that turn around.
 */
final class MapDbTwin implements ReadTwin {
  static final String FILE = "twin.db";
  static final String TREE = "twin";

  private final DB db;
  private final BTreeMap<byte[], byte[]> tree;
  private Iterator<Map.Entry<byte[], byte[]>> ascending = java.util.Collections.emptyIterator();
  private Iterator<Map.Entry<byte[], byte[]>> descending = java.util.Collections.emptyIterator();
  private byte[] place = {};

  MapDbTwin(Path data) {
    db = open(data);
    tree = tree(db);
  }

  static DB open(Path data) {
    return DBMaker.fileDB(data.resolve(FILE).toFile())
        .fileMmapEnable()
        .fileMmapPreclearDisable()
        .make();
  }

  static BTreeMap<byte[], byte[]> tree(DB db) {
    return db.treeMap(TREE, Serializer.BYTE_ARRAY, Serializer.BYTE_ARRAY).open();
  }

  @Override
  public int find(byte[] key) {
    byte[] value = tree.get(key);
    return value == null ? -1 : Seen.toInt(value, 0);
  }

  @Override
  public byte @Nullable [] value(byte[] key) {
    return tree.get(key);
  }

  @Override
  public boolean get(byte[] key, Seen seen) {
    byte[] value = tree.get(key);
    if (value == null) {
      return false;
    }
    seen.add(key, key.length, value, value.length);
    return true;
  }

  @Override
  public void expand(byte[] prefix, Frontier frontier) {
    Iterator<Map.Entry<byte[], byte[]>> entries =
        tree.entryIterator(prefix, true, Keys.behind(prefix), false);
    while (entries.hasNext()) {
      byte[] key = entries.next().getKey();
      frontier.see(Seen.toInt(key, key.length - Integer.BYTES));
    }
  }

  @Override
  public void forward(byte[] lower, byte[] upper, Seen seen) {
    show(tree.entryIterator(lower, true, upper, false), seen);
  }

  @Override
  public void backward(byte[] lower, byte[] upper, Seen seen) {
    show(tree.descendingEntryIterator(lower, true, upper, false), seen);
  }

  static void show(Iterator<Map.Entry<byte[], byte[]>> entries, Seen seen) {
    while (entries.hasNext()) {
      Map.Entry<byte[], byte[]> entry = entries.next();
      byte[] value = entry.getValue();
      seen.add(entry.getKey(), entry.getKey().length, value, value.length);
    }
  }

  @Override
  public boolean seek(byte[] key, Seen seen) {
    ascending = tree.entryIterator(key, true, null, false);
    descending = java.util.Collections.emptyIterator();
    return step(ascending, seen);
  }

  @Override
  public boolean next(Seen seen) {
    return step(ascending, seen);
  }

  @Override
  public boolean previous(Seen seen) {
    if (!descending.hasNext()) {
      descending = tree.descendingEntryIterator(null, false, place, false);
    }
    return step(descending, seen);
  }

  private boolean step(Iterator<Map.Entry<byte[], byte[]>> entries, Seen seen) {
    if (!entries.hasNext()) {
      return false;
    }
    Map.Entry<byte[], byte[]> entry = entries.next();
    place = entry.getKey();
    byte[] value = entry.getValue();
    seen.add(place, place.length, value, value.length);
    return true;
  }

  @Override
  public void renew() {
    // There is none.
  }

  @Override
  public void close() {
    db.close();
  }
}
