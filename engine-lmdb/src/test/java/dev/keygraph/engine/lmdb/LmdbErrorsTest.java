package dev.keygraph.engine.lmdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvException;
import dev.keygraph.kv.KvIoException;
import dev.keygraph.kv.KvKeyTooLargeException;
import dev.keygraph.kv.KvOutOfSpaceException;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.KvStore;
import dev.keygraph.kv.KvStores;
import dev.keygraph.kv.KvWrongFormatException;
import dev.keygraph.kv.StoreOptions;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import jnr.constants.platform.Errno;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lmdbjava.LmdbNativeException;

/** Whatever LMDB returns has a name and a way out. */
class LmdbErrorsTest {
  private static final int VALUE_BYTES = 1 << 20;

  @TempDir Path directory;

  static Stream<Arguments> codes() {
    return Stream.of(
        Arguments.of(-30797, KvCorruptedException.class, "restore a backup"),
        Arguments.of(-30796, KvCorruptedException.class, "restore a backup"),
        Arguments.of(-30795, KvIoException.class, "open it again"),
        Arguments.of(-30794, KvWrongFormatException.class, "another version"),
        Arguments.of(-30793, KvCorruptedException.class, "restore a backup"),
        Arguments.of(-30792, KvOutOfSpaceException.class, "map-size"),
        Arguments.of(-30790, KvException.class, "max-readers"),
        Arguments.of(-30789, KvIoException.class, "close some"),
        Arguments.of(-30788, KvOutOfSpaceException.class, "in parts"),
        Arguments.of(-30787, KvCorruptedException.class, "restore a backup"),
        Arguments.of(-30786, KvCorruptedException.class, "restore a backup"),
        Arguments.of(-30785, KvOutOfSpaceException.class, "map-size"),
        Arguments.of(-30784, KvWrongFormatException.class, "something else wrote it"),
        Arguments.of(-30783, KvIoException.class, "lock.mdb"),
        Arguments.of(-30782, KvIoException.class, "write them again"),
        Arguments.of(-30781, KvKeyTooLargeException.class, "511"),
        Arguments.of(-30780, KvIoException.class, "open it again"),
        Arguments.of(Errno.EBADF.intValue(), KvIoException.class, "open it again"),
        Arguments.of(Errno.EINVAL.intValue(), KvIoException.class, "open it again"),
        Arguments.of(Errno.EMFILE.intValue(), KvIoException.class, "ulimit"),
        Arguments.of(Errno.ENOSPC.intValue(), KvOutOfSpaceException.class, "free space"));
  }

  @ParameterizedTest
  @MethodSource("codes")
  void everyCodeHasANameAndAWayOut(int code, Class<?> type, String wayOut)
      throws ReflectiveOperationException {
    Constructor<LmdbNativeException> constructor =
        LmdbNativeException.class.getDeclaredConstructor(int.class, String.class);
    constructor.setAccessible(true);
    LmdbNativeException failure = constructor.newInstance(code, "what LMDB says");
    KvException named = new LmdbErrors(directory).translate("commit", failure);
    assertThat(named)
        .isExactlyInstanceOf(type)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("commit")
        .hasMessageContaining(wayOut)
        .hasCause(failure);
  }

  @Test
  void aFileThatIsCutOffWhileItIsReadIsNamed() throws IOException {
    StoreOptions options =
        new StoreOptions(
            directory,
            Durability.DURABLE,
            false,
            ConfigFactory.defaultReference().getConfig("keygraph.engines.lmdb"));
    try (KvStore store = KvStores.open(new LmdbEngine(), options)) {
      store.write(
          transaction -> {
            transaction.put(new byte[] {1}, new byte[VALUE_BYTES]);
            return true;
          });
      try (KvSnapshot snapshot = store.snapshot()) {
        assertThatThrownBy(
                () ->
                    snapshot.get(
                        new byte[] {1},
                        (key, value) -> {
                          cutOff();
                          for (int i = 0; i < VALUE_BYTES; i++) {
                            if (value.getByte(i) != 0) {
                              return false;
                            }
                          }
                          return true;
                        }))
            .isInstanceOf(KvIoException.class)
            .hasMessageContaining(directory.toString())
            .hasMessageContaining("cut off");
      }
    }
    assertThatThrownBy(() -> KvStores.open(new LmdbEngine(), options).close())
        .isInstanceOf(KvCorruptedException.class)
        .hasMessageContaining("bytes, and had");
  }

  private void cutOff() {
    try (Stream<Path> files = Files.walk(directory)) {
      Path data = files.filter(file -> file.endsWith("data.mdb")).findFirst().orElseThrow();
      try (FileChannel channel = FileChannel.open(data, StandardOpenOption.WRITE)) {
        channel.truncate(channel.size() - VALUE_BYTES / 2);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
