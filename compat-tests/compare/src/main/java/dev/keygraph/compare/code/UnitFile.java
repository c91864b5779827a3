package dev.keygraph.compare.code;

import dev.keygraph.graph.Attributes;
import dev.keygraph.graph.ContentHash;
import dev.keygraph.graph.EdgeKind;
import dev.keygraph.graph.NodeKind;
import dev.keygraph.graph.UnitContent;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Units in a file, so that the code is parsed once and all contenders get the same units. The file
 * lives as long as a comparison, and has no versions.
 *
 * <p>A text stands in the file once, where it comes first; after that its number stands for it. A
 * text is as many chars as it has, since a symbol may hold surrogates without a partner.
 */
public final class UnitFile {
  private static final int BUFFER_BYTES = 1 << 16;

  private UnitFile() {}

  /** Writes units; not for several threads. */
  public static final class Writer implements AutoCloseable {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final DataOutputStream out;
    private boolean closed;

    /**
     * Begins a file.
     *
     * @throws IOException if it cannot be written
     */
    public Writer(Path file) throws IOException {
      out =
          new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES));
    }

    /**
     * Adds a unit.
     *
     * @throws IOException if the file cannot be written
     */
    public void write(UnitContent unit) throws IOException {
      out.writeBoolean(true);
      text(unit.path());
      text(HexFormat.of().formatHex(unit.hash().toByteArray()));
      out.writeInt(unit.definitionCount());
      for (int i = 0; i < unit.definitionCount(); i++) {
        text(unit.definitionSymbol(i));
        text(unit.definitionKind(i).name());
        attributes(unit.definitionAttributes(i));
      }
      out.writeInt(unit.edgeCount());
      for (int i = 0; i < unit.edgeCount(); i++) {
        text(unit.edgeFrom(i));
        text(unit.edgeKind(i).name());
        text(unit.edgeTo(i));
        attributes(unit.edgeAttributes(i));
      }
    }

    private void attributes(Attributes attributes) throws IOException {
      out.writeInt(attributes.size());
      for (int i = 0; i < attributes.size(); i++) {
        text(attributes.name(i));
        text(attributes.value(i));
      }
    }

    private void text(String text) throws IOException {
      Integer known = numbers.putIfAbsent(text, numbers.size());
      if (known != null) {
        out.writeInt(known);
      } else {
        out.writeInt(numbers.size() - 1);
        out.writeInt(text.length());
        out.writeChars(text);
      }
    }

    /** Ends the file; again does nothing. */
    @Override
    public void close() throws IOException {
      if (closed) {
        return;
      }
      closed = true;
      try (out) {
        out.writeBoolean(false);
      }
    }
  }

  /** Reads units; not for several threads. Errors of the file are {@link UncheckedIOException}s. */
  public static final class Reader implements Iterator<UnitContent>, AutoCloseable {
    private final List<String> texts = new ArrayList<>();
    private final Path file;
    private final DataInputStream in;
    private boolean more;

    /**
     * Opens a file.
     *
     * @throws IOException if it cannot be read
     */
    public Reader(Path file) throws IOException {
      this.file = file;
      in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES));
      more = in.readBoolean();
    }

    @Override
    public boolean hasNext() {
      return more;
    }

    @Override
    public UnitContent next() {
      if (!more) {
        throw new NoSuchElementException();
      }
      try {
        UnitContent unit = unit();
        more = in.readBoolean();
        return unit;
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read the units in " + file, e);
      }
    }

    private UnitContent unit() throws IOException {
      UnitContent.Builder unit = UnitContent.builder(text());
      unit.hash(ContentHash.ofHash(HexFormat.of().parseHex(text())));
      for (int i = in.readInt(); i > 0; i--) {
        unit.define(text(), new NodeKind(text()), attributes());
      }
      for (int i = in.readInt(); i > 0; i--) {
        unit.edge(text(), new EdgeKind(text()), text(), attributes());
      }
      return unit.build();
    }

    private Attributes attributes() throws IOException {
      int size = in.readInt();
      if (size == 0) {
        return Attributes.EMPTY;
      }
      Attributes.Builder attributes = Attributes.builder();
      for (int i = 0; i < size; i++) {
        attributes.put(text(), text());
      }
      return attributes.build();
    }

    private String text() throws IOException {
      int number = in.readInt();
      if (number < texts.size()) {
        return texts.get(number);
      }
      byte[] bytes = in.readNBytes(2 * in.readInt());
      if (number != texts.size()) {
        throw new EOFException("text " + number + " comes out of order");
      }
      String text = new String(chars(bytes));
      texts.add(text);
      return text;
    }

    private static char[] chars(byte[] bytes) {
      char[] chars = new char[bytes.length / 2];
      for (int i = 0; i < chars.length; i++) {
        chars[i] = (char) (((bytes[2 * i] & 0xFF) << 8) | (bytes[2 * i + 1] & 0xFF));
      }
      return chars;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
