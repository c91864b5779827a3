package dev.keygraph.store;

import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.UnitContent;
import java.util.List;

/** The values of a store's keys, for benchmarks of their encodings. */
public final class Values {
  private Values() {}

  /** Returns the value of a node's key. */
  public static byte[] node(int kind, int shownUnit, String symbol) {
    return new NodeRecord(kind, shownUnit, symbol).encode();
  }

  /** Returns the symbol that the value of a node's key holds. */
  public static String symbolOfNode(byte[] value) {
    return NodeRecord.decode(value).symbol();
  }

  /** Returns the value of a definition's key. */
  public static byte[] definition(int kind, Attributes attributes) {
    return DefinitionRecord.encode(kind, attributes);
  }

  /** Returns the attributes that the value of a definition's key holds. */
  public static Attributes attributesOfDefinition(byte[] value) {
    return DefinitionRecord.decode(value).attributes();
  }

  /** Returns the value of an edge's forward key, of an edge that one unit states. */
  public static byte[] edge(int unit) {
    return new EdgeRecord(unit, false, Attributes.EMPTY).encode();
  }

  /** Returns the unit that the value of an edge's forward key names. */
  public static int unitOfEdge(byte[] value) {
    return EdgeRecord.decode(value).unit();
  }

  /** Returns the value of the state's key. */
  public static byte[] state(long version, int nextNode, int nextUnit, long count) {
    return new StateRecord(version, nextNode, nextUnit, count, count, count, count).encode();
  }

  /** Returns the version that the value of the state's key holds. */
  public static long versionOfState(byte[] value) {
    return StateRecord.decode(value).version();
  }

  /** Returns a unit's content. */
  public static List<byte[]> unit(UnitContent unit) {
    return EncodedUnit.of(unit).chunks();
  }

  /** Returns the unit whose content that is. */
  public static UnitContent unit(String path, List<byte[]> chunks) {
    return UnitDecoder.decode(path, null, chunks);
  }
}
