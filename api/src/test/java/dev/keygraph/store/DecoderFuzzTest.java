package dev.keygraph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.keygraph.encoding.ByteReader;
import dev.keygraph.encoding.MalformedBytesException;
import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.ContentHash;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import dev.keygraph.graph.UnitInfo;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** Damaged records are refused by one exception, whatever the damage; valid ones come back. */
class DecoderFuzzTest {
  private static final int MUTATIONS = 20_000;
  private static final Attributes ATTRIBUTES =
      Attributes.builder().line(7).put("", "007").put("own", "\0\uD800").signature("x").build();

  private static UnitContent unit() {
    return UnitContent.builder("path")
        .define("a/B#c", NodeKind.FUNCTION, ATTRIBUTES)
        .define("a/B", new NodeKind("\0"))
        .edge("a/B#c", EdgeKind.CALLS, "a/B#d", ATTRIBUTES)
        .edge("", EdgeKind.USES, "\uDC00")
        .edge("a/B", EdgeKind.DEFINES, "a/B#c")
        .build();
  }

  /** Changes, removes, inserts or repeats bytes of {@code valid}, and decodes the result. */
  private static void fuzz(byte[] valid, Consumer<byte[]> decoder) {
    Random random = new Random(3);
    decoder.accept(valid);
    for (int length = 0; length < valid.length; length++) {
      decode(Arrays.copyOf(valid, length), decoder);
    }
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] bytes = valid.clone();
      for (int changes = 1 + random.nextInt(3); changes > 0 && bytes.length > 0; changes--) {
        bytes = mutate(bytes, random);
      }
      decode(bytes, decoder);
    }
  }

  private static byte[] mutate(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(4)) {
      case 0 -> bytes[at] = (byte) random.nextInt();
      case 1 -> bytes[at] = (byte) List.of(0, 0x7F, 0x80, 0xFF).get(random.nextInt(4)).intValue();
      case 2 -> {
        return Arrays.copyOf(bytes, at);
      }
      default -> {
        ByteBuffer longer = ByteBuffer.allocate(2 * bytes.length - at);
        return longer.put(bytes).put(bytes, at, bytes.length - at).array();
      }
    }
    return bytes;
  }

  private static void decode(byte[] bytes, Consumer<byte[]> decoder) {
    try {
      decoder.accept(bytes);
    } catch (MalformedBytesException expected) {
      assertThat(expected).hasMessageContaining(" ");
    } catch (RuntimeException e) {
      throw new AssertionError("decoding " + HexFormat.of().formatHex(bytes), e);
    }
  }

  @Test
  void attributes() {
    byte[] valid = AttributesCodec.encode(ATTRIBUTES);
    assertThat(AttributesCodec.read(new ByteReader(valid))).isEqualTo(ATTRIBUTES);
    fuzz(valid, bytes -> AttributesCodec.read(new ByteReader(bytes)));
  }

  @Test
  void nodes() {
    NodeRecord node = new NodeRecord(200, 300, "a/B\0\uD800");
    assertThat(NodeRecord.decode(node.encode())).isEqualTo(node);
    fuzz(node.encode(), NodeRecord::decode);
  }

  @Test
  void definitions() {
    byte[] valid = DefinitionRecord.encode(200, ATTRIBUTES);
    assertThat(DefinitionRecord.decode(valid)).isEqualTo(new DefinitionRecord(200, ATTRIBUTES));
    fuzz(valid, DefinitionRecord::decode);
  }

  @Test
  void edges() {
    EdgeRecord edge = new EdgeRecord(Integer.MAX_VALUE, false, ATTRIBUTES);
    assertThat(EdgeRecord.decode(edge.encode())).isEqualTo(edge);
    fuzz(edge.encode(), EdgeRecord::decode);
  }

  @Test
  void counters() {
    StateRecord state = new StateRecord(1L << 40, 7, 5, 4, 6, 2, 3);
    assertThat(StateRecord.decode(state.encode())).isEqualTo(state);
    fuzz(state.encode(), StateRecord::decode);
  }

  @Test
  void manifest() {
    for (String path : List.of("", "a/b\0", "x".repeat(500))) {
      UnitRecord unit =
          new UnitRecord(9, new UnitInfo(path, ContentHash.of(new byte[0]), 1, 200, 1L << 40));
      byte[] key = UnitRecord.key(path);
      assertThat(UnitRecord.decode(key, unit.encode())).isEqualTo(unit);
      fuzz(unit.encode(), bytes -> UnitRecord.decode(key, bytes));
      fuzz(key, bytes -> UnitRecord.decode(bytes, unit.encode()));
    }
  }

  /** The checksum is made right again, so that the damage reaches what is behind it. */
  @Test
  void content() {
    UnitContent unit = unit();
    byte[] chunk = EncodedUnit.of(unit).chunks().get(0);
    assertThat(UnitDecoder.decode("path", unit.hash(), List.of(chunk))).isEqualTo(unit);
    fuzz(chunk, bytes -> UnitDecoder.decode("path", unit.hash(), List.of(bytes)));
    byte[] body = Arrays.copyOfRange(chunk, 4, chunk.length);
    fuzz(
        body,
        bytes -> {
          CRC32C crc = new CRC32C();
          crc.update(bytes);
          byte[] checked =
              ByteBuffer.allocate(4 + bytes.length).putInt((int) crc.getValue()).put(bytes).array();
          UnitDecoder.decode("path", unit.hash(), List.of(checked));
        });
  }

  /** Chunks share symbols, and each has those of its own. */
  @Test
  void contentOfSeveralChunks() {
    UnitContent.Builder large = UnitContent.builder("path");
    for (int i = 0; i < 2_000; i++) {
      String symbol = "a/symbol/that/is/long/enough#" + i * 7_919 % 2_000;
      large.define(symbol, NodeKind.FUNCTION, ATTRIBUTES);
      large.edge(symbol, EdgeKind.CALLS, "a/symbol/that/is/long/enough#" + i / 2);
      large.edge(symbol, EdgeKind.CALLS, "everybody/calls/this");
    }
    UnitContent unit = large.build();
    List<byte[]> chunks = EncodedUnit.of(unit).chunks();
    assertThat(chunks).hasSizeGreaterThan(2);
    assertThat(UnitDecoder.decode("path", unit.hash(), chunks)).isEqualTo(unit);
    List<byte[]> backwards = new ArrayList<>(chunks);
    Collections.reverse(backwards);
    assertThatExceptionOfType(MalformedBytesException.class)
        .isThrownBy(() -> UnitDecoder.decode("path", unit.hash(), backwards));
  }
}
