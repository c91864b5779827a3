package dev.keygraph.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvWrongFormatException;
import java.nio.charset.StandardCharsets;

/** What a backup says of itself. */
final class BackupManifestFuzzTest {

  /** The lines between the first and the last one, which are made right. */
  @FuzzTest
  void lines(byte[] input) {
    decode(input);
    String text = "keygraph backup\n" + new String(input, StandardCharsets.UTF_8) + "\n";
    String hash = Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
    decode((text + "manifest=" + hash + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static void decode(byte[] bytes) {
    try {
      BackupManifest manifest = BackupManifest.decode(bytes, "place");
      assertThat(manifest.engine()).isNotEmpty();
      assertThat(manifest.bytes()).isNotNegative();
      assertThat(manifest.files())
          .allSatisfy(file -> assertThat(file.path()).doesNotMatch("/.*|(.*/)?\\.\\.(/.*)?"));
      assertThat(BackupManifest.decode(manifest.encode(), "place")).isEqualTo(manifest);
    } catch (KvCorruptedException | KvWrongFormatException e) {
      assertThat(e).hasMessageContaining("place");
    }
  }
}
