package dev.keygraph.compare.code;

import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import java.nio.charset.StandardCharsets;

/** The files of {@link Shop}: a file is the name of its unit, and of a function that came. */
public final class ShopFormat implements CodeFormat {
  private static final String ADDED = "+";

  @Override
  public UnitContent parse(String path, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    UnitContent.Builder unit =
        Shop.units().stream()
            .filter(each -> each.path().equals(path))
            .findFirst()
            .orElseThrow()
            .toBuilder();
    if (text.contains(ADDED)) {
      unit.define(text, NodeKind.FUNCTION).edge(text, EdgeKind.CALLS, "Library#log");
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
