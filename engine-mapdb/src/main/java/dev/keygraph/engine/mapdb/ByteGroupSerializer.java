package dev.keygraph.engine.mapdb;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import org.mapdb.DataInput2;
import org.mapdb.DataOutput2;
import org.mapdb.serializer.GroupSerializer;

/** Tells MapDB to keep the keys or values of a node as a {@link ByteGroup}, in unsigned order. */
final class ByteGroupSerializer implements GroupSerializer<byte[]> {
  /** Ascending elements, with their common prefix stored once. */
  static final ByteGroupSerializer KEYS = new ByteGroupSerializer(true);

  /** Elements in any order. */
  static final ByteGroupSerializer VALUES = new ByteGroupSerializer(false);

  private final boolean sharePrefix;

  private ByteGroupSerializer(boolean sharePrefix) {
    this.sharePrefix = sharePrefix;
  }

  @Override
  public int compare(byte[] a, byte[] b) {
    return Arrays.compareUnsigned(a, b);
  }

  @Override
  public boolean equals(byte[] a, byte[] b) {
    return Arrays.equals(a, b);
  }

  @Override
  public int hashCode(byte[] bytes, int seed) {
    return 31 * seed + Arrays.hashCode(bytes);
  }

  @Override
  public boolean isTrusted() {
    return true;
  }

  @Override
  public void serialize(DataOutput2 out, byte[] value) throws IOException {
    out.packInt(value.length);
    out.write(value);
  }

  @Override
  public byte[] deserialize(DataInput2 in, int available) throws IOException {
    byte[] value = new byte[in.unpackInt()];
    in.readFully(value);
    return value;
  }

  @Override
  public void valueArraySerialize(DataOutput2 out, Object group) throws IOException {
    byte[] block = ((ByteGroup) group).block;
    out.writeShort(block.length);
    out.write(block);
  }

  @Override
  public ByteGroup valueArrayDeserialize(DataInput2 in, int count) throws IOException {
    byte[] block = new byte[in.readUnsignedShort()];
    in.readFully(block);
    return new ByteGroup(block, count);
  }

  @Override
  public int valueArraySearch(Object group, byte[] key) {
    ByteGroup keys = (ByteGroup) group;
    return ByteGroup.search(keys.block, 0, keys.count, key);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public int valueArraySearch(Object group, byte[] key, Comparator comparator) {
    return valueArraySearch(group, key);
  }

  @Override
  public byte[] valueArrayGet(Object group, int index) {
    return ((ByteGroup) group).get(index);
  }

  @Override
  public int valueArraySize(Object group) {
    return ((ByteGroup) group).count;
  }

  @Override
  public ByteGroup valueArrayEmpty() {
    return ByteGroup.EMPTY;
  }

  @Override
  public ByteGroup valueArrayPut(Object group, int index, byte[] element) {
    byte[][] elements = ((ByteGroup) group).toArrays();
    byte[][] more = Arrays.copyOf(elements, elements.length + 1);
    System.arraycopy(elements, index, more, index + 1, elements.length - index);
    more[index] = element;
    return ByteGroup.of(more, 0, more.length, sharePrefix);
  }

  @Override
  public ByteGroup valueArrayUpdateVal(Object group, int index, byte[] element) {
    byte[][] elements = ((ByteGroup) group).toArrays();
    elements[index] = element;
    return ByteGroup.of(elements, 0, elements.length, sharePrefix);
  }

  @Override
  public ByteGroup valueArrayFromArray(Object[] objects) {
    byte[][] elements = Arrays.copyOf(objects, objects.length, byte[][].class);
    return ByteGroup.of(elements, 0, elements.length, sharePrefix);
  }

  @Override
  public ByteGroup valueArrayCopyOfRange(Object group, int from, int to) {
    return ByteGroup.of(((ByteGroup) group).toArrays(), from, to, sharePrefix);
  }

  /** Removes the element before {@code end}: so MapDB's trees count. */
  @Override
  public ByteGroup valueArrayDeleteValue(Object group, int end) {
    byte[][] elements = ((ByteGroup) group).toArrays();
    byte[][] fewer = new byte[elements.length - 1][];
    System.arraycopy(elements, 0, fewer, 0, end - 1);
    System.arraycopy(elements, end, fewer, end - 1, elements.length - end);
    return ByteGroup.of(fewer, 0, fewer.length, sharePrefix);
  }
}
