package dev.keygraph.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** A document is written whole or not at all. */
final class JsonTest {
  @Test
  void nothingIsWrittenOfADocumentWhoseContentFails() {
    StringWriter target = new StringWriter();
    assertThatThrownBy(
            () ->
                Json.document(
                    target,
                    json -> {
                      json.field("first", 1);
                      throw new IllegalStateException("no second");
                    }))
        .hasMessage("no second");
    assertThat(target.toString()).isEmpty();
    Json.document(target, json -> json.field("error", "no second"));
    assertThat(target.toString()).contains("{", "\"error\" : \"no second\"", "}");
  }
}
