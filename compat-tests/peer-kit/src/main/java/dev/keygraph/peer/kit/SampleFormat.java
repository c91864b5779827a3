package dev.keygraph.peer.kit;

import dev.keygraph.compare.code.CodeFormat;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import java.nio.charset.StandardCharsets;

/** The files of the kit's code: a file is the path of its unit, and a function that came. */
public final class SampleFormat implements CodeFormat {
  private static final String ADDED = "+";

  @Override
  public UnitContent parse(String path, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    UnitContent.Builder unit =
        SampleCode.units().stream()
            .filter(each -> each.path().equals(path))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no unit of the kit: " + path))
            .toBuilder();
    if (text.contains(ADDED)) {
      unit.define(text, NodeKind.FUNCTION).edge(text, EdgeKind.CALLS, "Library#print");
    }
    return unit.build();
  }

  @Override
  public byte[] change(byte[] bytes, int number) {
    return added(bytes, number).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String added(byte[] bytes, int number) {
    return new String(bytes, StandardCharsets.UTF_8) + ADDED + number;
  }
}
