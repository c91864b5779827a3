package dev.keygraph.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.keygraph.fuzz.Scratch;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvProgress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;

/**
 * A stream that says to be a backup: what it holds is written below the target and nowhere else, or
 * it is refused, and nothing is in the target but the file of a lock.
 */
final class RestoreStreamFuzzTest {
  private static final Path DIRECTORY = Scratch.directory("restore");
  private static final Path TARGET = DIRECTORY.resolve("target");

  @FuzzTest
  void stream(byte[] bytes) throws IOException {
    restore(bytes);
  }

  /**
   * Lines of a mark, a name, a tab and a content: {@code =} is in the stream and in its manifest,
   * {@code -} only in the manifest, {@code +} only in the stream, {@code ~} with another content.
   */
  @FuzzTest
  void files(byte[] input) throws IOException {
    List<String> lines = new String(input, StandardCharsets.UTF_8).lines().toList();
    StringBuilder manifest = new StringBuilder("keygraph backup\nformat=1\nengine=mapdb\n");
    manifest.append("created=2026-01-01T00:00:00Z\ngraph-format=1\nversion=1\nunits=1\nnodes=1\n");
    manifest.append("unresolved=0\nedges=1\n");
    for (String line : lines) {
      if (!line.startsWith("+") && line.indexOf('\t') > 0) {
        byte[] content = content(line);
        manifest.append("file=").append(Sha256.hex(content)).append(' ');
        manifest.append(content.length).append(' ').append(name(line)).append('\n');
      }
    }
    String hash = Sha256.hex(manifest.toString().getBytes(StandardCharsets.UTF_8));
    manifest.append("manifest=").append(hash).append('\n');
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(BackupManifest.FILE));
      zip.write(manifest.toString().getBytes(StandardCharsets.UTF_8));
      for (String line : lines) {
        if (!line.startsWith("-") && line.indexOf('\t') > 0) {
          zip.putNextEntry(new ZipEntry(name(line)));
          zip.write(content(line));
          zip.write(line.startsWith("~") ? 1 : 0);
        }
      }
    } catch (ZipException | IllegalArgumentException e) {
      // No such stream can be made: the same name twice, or one that is too long.
      return;
    }
    restore(bytes.toByteArray());
  }

  private static String name(String line) {
    return line.substring(1, Math.max(1, line.indexOf('\t')));
  }

  private static byte[] content(String line) {
    return line.substring(line.indexOf('\t') + 1).getBytes(StandardCharsets.UTF_8);
  }

  private static void restore(byte[] bytes) throws IOException {
    Scratch.delete(DIRECTORY);
    Files.createDirectories(DIRECTORY);
    try {
      BackupManifest manifest =
          Backups.restore(new ByteArrayInputStream(bytes), TARGET, KvProgress.SILENT);
      assertThat(manifest.files()).isNotEmpty();
    } catch (KvException e) {
      assertThat(e).hasMessageNotContaining("null");
      if (Files.exists(TARGET)) {
        assertThat(entries(TARGET)).isSubsetOf(List.of(TARGET.resolve("keygraph.lock")));
      }
    }
    if (Files.exists(TARGET)) {
      assertThat(entries(DIRECTORY)).as("beside the target").containsExactly(TARGET);
    } else {
      assertThat(entries(DIRECTORY)).isEmpty();
    }
  }

  private static List<Path> entries(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}
