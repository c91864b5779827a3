package dev.keygraph.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.keygraph.encoding.ByteReader;
import dev.keygraph.encoding.MalformedBytesException;
import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.UnitContent;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/** Records of a graph: any bytes are what was written once, or one named error. */
final class RecordFuzzTest {
  private static void decode(byte[] bytes, Consumer<byte[]> decoder) {
    try {
      decoder.accept(bytes);
    } catch (MalformedBytesException e) {
      assertThat(e).hasMessageContaining(" ");
    }
  }

  @FuzzTest
  void attributes(byte[] input) {
    decode(
        input,
        bytes -> {
          Attributes read = AttributesCodec.read(new ByteReader(bytes));
          byte[] again = AttributesCodec.encode(read);
          assertThat(AttributesCodec.read(new ByteReader(again))).isEqualTo(read);
        });
  }

  /** The first byte says of what kind the record is. */
  @FuzzTest
  void records(byte[] input) {
    if (input.length == 0) {
      return;
    }
    byte[] record = Arrays.copyOfRange(input, 1, input.length);
    decode(
        record,
        bytes -> {
          switch (input[0]) {
            case 'N' -> {
              NodeRecord node = NodeRecord.decode(bytes);
              assertThat(NodeRecord.decode(node.encode())).isEqualTo(node);
            }
            case 'D' -> {
              DefinitionRecord definition = DefinitionRecord.decode(bytes);
              byte[] again = DefinitionRecord.encode(definition.kind(), definition.attributes());
              assertThat(DefinitionRecord.decode(again)).isEqualTo(definition);
            }
            case 'F' -> {
              EdgeRecord edge = EdgeRecord.decode(bytes);
              assertThat(EdgeRecord.decode(edge.encode())).isEqualTo(edge);
            }
            case 'M' -> {
              StateRecord state = StateRecord.decode(bytes);
              assertThat(StateRecord.decode(state.encode())).isEqualTo(state);
            }
            default -> unitRecord(bytes);
          }
        });
  }

  /** A byte, the key's length, and then the key and the value. */
  private static void unitRecord(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    byte[] key = in.readBytes(in.readByte());
    UnitRecord unit = UnitRecord.decode(key, in.readBytes(in.remaining()));
    byte[] again = UnitRecord.key(unit.info().path());
    assertThat(UnitRecord.decode(again, unit.encode())).isEqualTo(unit);
  }

  /** A chunk of a unit without its checksum, which is made right. */
  @FuzzTest
  void unit(byte[] input) {
    CRC32C crc = new CRC32C();
    crc.update(input);
    byte[] chunk =
        ByteBuffer.allocate(4 + input.length).putInt((int) crc.getValue()).put(input).array();
    decode(
        chunk,
        bytes -> {
          UnitContent unit = UnitDecoder.decode("path", null, List.of(bytes));
          List<byte[]> again = EncodedUnit.of(unit).chunks();
          assertThat(UnitDecoder.decode("path", null, again)).isEqualTo(unit);
          Set<ByteBuffer> defined = new HashSet<>();
          UnitDecoder.definitionKeys(bytes, key -> defined.add(ByteBuffer.wrap(key)));
          assertThat(defined).hasSize(unit.definitionCount());
        });
    decode(chunk, bytes -> UnitDecoder.definitionKeys(bytes, key -> {}));
  }

  @FuzzTest
  void damagedUnit(byte[] input) {
    decode(input, bytes -> UnitDecoder.decode("path", null, List.of(bytes)));
  }
}
