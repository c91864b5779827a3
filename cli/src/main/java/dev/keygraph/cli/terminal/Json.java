package dev.keygraph.cli.terminal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;

/** Writes one JSON document, in ASCII, so that the terminal's encoding does not matter. */
public final class Json {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final JsonGenerator generator;

  private Json(JsonGenerator generator) {
    this.generator = generator;
  }

  /** Writes a part of a document. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes it.
     *
     * @throws IOException if the target does
     */
    void write(Json json) throws IOException;
  }

  /**
   * Writes a document: an object, and the end of the line. If the content fails, nothing is
   * written, and another document can say why.
   */
  public static void document(Writer target, Content content) {
    StringWriter document = new StringWriter();
    try {
      try (JsonGenerator generator = FACTORY.createGenerator(document)) {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
        generator.setPrettyPrinter(printer);
        generator.writeStartObject();
        content.write(new Json(generator));
        generator.writeEndObject();
        generator.writeRaw(System.lineSeparator());
      }
      target.append(document.getBuffer());
      target.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a field. */
  public Json field(String name, String value) throws IOException {
    generator.writeStringField(name, value);
    return this;
  }

  /** Writes a field. */
  public Json field(String name, long value) throws IOException {
    generator.writeNumberField(name, value);
    return this;
  }

  /** Writes a field. */
  public Json field(String name, double value) throws IOException {
    generator.writeNumberField(name, value);
    return this;
  }

  /** Writes a field. */
  public Json field(String name, boolean value) throws IOException {
    generator.writeBooleanField(name, value);
    return this;
  }

  /** Writes a field that holds an object. */
  public Json object(String name, Content content) throws IOException {
    generator.writeObjectFieldStart(name);
    content.write(this);
    generator.writeEndObject();
    return this;
  }

  /** Writes a field that holds an array of objects. */
  public <T> Json array(String name, Iterable<T> values, Element<? super T> element)
      throws IOException {
    generator.writeArrayFieldStart(name);
    for (T value : values) {
      generator.writeStartObject();
      element.write(this, value);
      generator.writeEndObject();
    }
    generator.writeEndArray();
    return this;
  }

  /** Writes a field that holds an array of texts. */
  public Json texts(String name, Iterable<String> values) throws IOException {
    generator.writeArrayFieldStart(name);
    for (String value : values) {
      generator.writeString(value);
    }
    generator.writeEndArray();
    return this;
  }

  /**
   * Writes the fields of an array's element.
   *
   * @param <T> what an element is made from
   */
  @FunctionalInterface
  public interface Element<T> {
    /**
     * Writes it.
     *
     * @throws IOException if the target does
     */
    void write(Json json, T value) throws IOException;
  }
}
