package dev.keygraph.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.keygraph.faults.PowerCut.Kept;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was synced is kept, and nothing else for sure. These tests read and write the mount
 * themselves, which is safe as long as they map no file.
 */
final class ForgetfulFileSystemTest {
  private static final int SECTOR = 512;

  @TempDir Path temporary;

  private final ForgetfulFileSystem files = new ForgetfulFileSystem();
  private FuseMount mount;
  private Path directory;
  private int copies;

  @BeforeEach
  void prepare() throws IOException {
    Optional<String> obstacle = FuseMount.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> "no file system can be mounted: " + obstacle);
    Files.createDirectory(temporary.resolve("data"));
    Files.writeString(temporary.resolve("data").resolve("old"), "before");
    files.load(temporary.resolve("data"), "data");
    mount = FuseMount.mount(files);
    directory = mount.directory().resolve("data");
  }

  @AfterEach
  void unmount() throws IOException {
    if (mount != null) {
      mount.close();
    }
  }

  private Path remains(Kept kept, DirectoryRule rule, long seed) throws IOException {
    Path target = temporary.resolve("copy-" + copies++);
    files.remains(new PowerCut(kept, rule, SECTOR, seed)).writeTo("data", target);
    return target;
  }

  private Path remains() throws IOException {
    return remains(Kept.NOTHING, DirectoryRule.STRICT, 1);
  }

  private static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Test
  void aWriteIsLostUntilItIsSynced() throws IOException {
    Path old = directory.resolve("old");
    Files.writeString(old, "after");
    assertThat(old).hasContent("after");
    assertThat(remains().resolve("old")).hasContent("before");
    sync(old);
    assertThat(remains().resolve("old")).hasContent("after");
    Files.writeString(old, " that", StandardOpenOption.APPEND);
    assertThat(old).hasContent("after that");
    assertThat(remains().resolve("old")).hasContent("after");
  }

  @Test
  void aWriteThatSyncsItselfKeepsNoOther() throws IOException {
    Path old = directory.resolve("old");
    try (FileChannel plain = FileChannel.open(old, StandardOpenOption.WRITE);
        FileChannel syncing =
            FileChannel.open(old, StandardOpenOption.WRITE, StandardOpenOption.DSYNC)) {
      plain.write(ByteBuffer.wrap(new byte[] {'B'}), 0);
      syncing.write(ByteBuffer.wrap(new byte[] {'E'}), 5);
      assertThat(remains().resolve("old")).hasContent("beforE");
      plain.force(false);
      assertThat(remains().resolve("old")).hasContent("BeforE");
    }
  }

  @Test
  void aNewFileIsThereWhenItsDirectoryWasSynced() throws IOException {
    Path file = Files.writeString(directory.resolve("new"), "content");
    assertThat(remains().resolve("new")).doesNotExist();
    sync(file);
    assertThat(remains().resolve("new")).doesNotExist();
    assertThat(remains(Kept.NOTHING, DirectoryRule.JOURNAL, 1).resolve("new"))
        .hasContent("content");
    sync(directory);
    assertThat(remains().resolve("new")).hasContent("content");
  }

  @Test
  void aFileThatWasNotSyncedIsEmptyUnderItsNewName() throws IOException {
    Path file = Files.writeString(directory.resolve("new"), "content");
    Files.move(file, directory.resolve("old"), StandardCopyOption.REPLACE_EXISTING);
    assertThat(directory.resolve("old")).hasContent("content");
    assertThat(remains().resolve("old")).hasContent("before");
    sync(directory);
    assertThat(remains().resolve("old")).isEmptyFile();
    assertThat(remains().resolve("new")).doesNotExist();
  }

  @Test
  void aRemovalIsLostUntilTheDirectoryIsSynced() throws IOException {
    Files.delete(directory.resolve("old"));
    assertThat(remains().resolve("old")).hasContent("before");
    sync(directory);
    assertThat(remains().resolve("old")).doesNotExist();
  }

  @Test
  void aSectorIsWrittenAsAWholeOrNotAtAll() throws IOException {
    Path old = directory.resolve("old");
    byte[] zeros = new byte[10 * SECTOR];
    Files.write(old, zeros);
    sync(old);
    byte[] ones = new byte[10 * SECTOR];
    Arrays.fill(ones, (byte) 1);
    try (FileChannel channel = FileChannel.open(old, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(ones));
    }
    Set<Integer> counts = new HashSet<>();
    for (Kept kept : new Kept[] {Kept.SECTORS, Kept.PREFIX, Kept.FILES}) {
      for (int seed = 0; seed < 20; seed++) {
        byte[] left = Files.readAllBytes(remains(kept, DirectoryRule.STRICT, seed).resolve("old"));
        int written = 0;
        for (int i = 0; i < 10; i++) {
          byte[] sector = Arrays.copyOfRange(left, i * SECTOR, (i + 1) * SECTOR);
          assertThat(sector).containsOnly(sector[0]);
          written += sector[0];
        }
        counts.add(written);
      }
    }
    assertThat(counts).hasSizeGreaterThan(5).contains(0, 10);
  }

  @Test
  void whatIsFullTakesNoMore() throws IOException {
    Path file = directory.resolve("large");
    files.faults().capacity(files.used() + 3 * Content.PAGE);
    assertThatThrownBy(() -> Files.write(file, new byte[10 * Content.PAGE]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No space left");
    assertThat(Files.size(file)).isEqualTo(3 * Content.PAGE);
    files.faults().heal();
    Files.write(file, new byte[10 * Content.PAGE]);
  }

  @Test
  void whatIsFullAfterSomeWritesTakesThese() throws IOException {
    files.faults().fullAfter(1, /* byQuota= */ true);
    Files.write(directory.resolve("first"), new byte[Content.PAGE]);
    assertThatThrownBy(() -> Files.write(directory.resolve("second"), new byte[Content.PAGE]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("quota");
    Files.delete(directory.resolve("first"));
    Files.write(directory.resolve("third"), new byte[Content.PAGE]);
    assertThat(files.faults().hits()).isEqualTo(1);
  }

  @Test
  void whatFailsDoesNotHappen() throws IOException {
    Path old = directory.resolve("old");
    files.faults().failAfter(Call.READ, 0);
    assertThatThrownBy(() -> Files.readString(old)).isInstanceOf(IOException.class);
    files.faults().failAfter(Call.REMOVAL, 0);
    assertThatThrownBy(() -> Files.delete(old)).isInstanceOf(IOException.class);
    files.faults().failAfter(Call.CHANGE, 1);
    Files.move(old, directory.resolve("moved"));
    assertThatThrownBy(() -> Files.createDirectory(directory.resolve("new")))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Files.move(directory.resolve("moved"), old))
        .isInstanceOf(IOException.class);
    files.faults().heal();
    assertThat(directory.resolve("moved")).hasContent("before");
    assertThat(directory.resolve("new")).doesNotExist();
  }

  @Test
  void aSyncThatFailedKeepsNothingLaterEither() throws IOException {
    Path old = directory.resolve("old");
    Files.writeString(old, "after");
    files.faults().failAfter(Call.SYNC, 0);
    assertThatThrownBy(() -> sync(old)).isInstanceOf(IOException.class);
    files.faults().heal();
    sync(old);
    assertThat(old).hasContent("after");
    assertThat(remains().resolve("old")).hasContent("before");
    files.faults().failAfter(Call.WRITE, 0);
    assertThatThrownBy(() -> Files.writeString(old, "later")).isInstanceOf(IOException.class);
  }
}
