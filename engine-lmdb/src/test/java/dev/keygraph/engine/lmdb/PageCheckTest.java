package dev.keygraph.engine.lmdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineOptions;
import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.EngineTransaction;
import dev.keygraph.kv.KvCorruptedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged and hostile files are refused, by the page, and never an error without a name. */
@Timeout(60)
class PageCheckTest {
  private static final int PAGE = 4096;
  private static final int NODES = 16;
  private static final int LEAF = 2;
  private static final int BRANCH = 1;
  private static final int OVERFLOW = 4;

  @TempDir Path directory;
  private Path file;
  private byte[] sound;

  /** Makes a tree of three levels, with values in pages of their own and pages that are free. */
  @BeforeEach
  void fill() throws IOException {
    file = directory.resolve(LmdbStore.DATA_FILE);
    try (EngineStore store = open()) {
      for (int round = 0; round < 3; round++) {
        try (EngineTransaction transaction = store.begin()) {
          for (int i = 0; i < 2000; i++) {
            transaction.put(key(i), new byte[i % 100 == 0 ? 3 * PAGE : 20 + round]);
          }
          for (int i = round; i < 2000; i += 7) {
            transaction.delete(key(i));
          }
          transaction.commit();
        }
      }
    }
    sound = Files.readAllBytes(file);
  }

  private static byte[] key(int number) {
    return ByteBuffer.allocate(200).putInt(number).array();
  }

  private EngineStore open() {
    return new LmdbEngine()
        .open(
            new EngineOptions(
                directory,
                Durability.DURABLE,
                false,
                ConfigFactory.defaultReference().getConfig("keygraph.engines.lmdb")));
  }

  private void check() {
    try (PageFile pages = PageFile.open(file)) {
      PageCheck.run(pages);
    }
  }

  private void assertRefused(byte[] content) throws IOException {
    Files.write(file, content);
    assertThatThrownBy(this::check)
        .isInstanceOf(KvCorruptedException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("page ");
  }

  private static ByteBuffer fields(byte[] content) {
    return ByteBuffer.wrap(content).order(ByteOrder.nativeOrder());
  }

  private void assertRefused(Consumer<ByteBuffer> damage) throws IOException {
    byte[] damaged = sound.clone();
    damage.accept(fields(damaged));
    assertRefused(damaged);
  }

  /** Returns the first page of a kind that the last commit uses. */
  private int page(int kind) throws IOException {
    for (int page = 2; page < sound.length / PAGE; page++) {
      if (fields(sound).getShort(page * PAGE + 10) == kind && isUsed(page)) {
        return page;
      }
    }
    throw new AssertionError("there is no such page");
  }

  /** A page that is reached must say its own number. */
  private boolean isUsed(int page) throws IOException {
    byte[] other = sound.clone();
    fields(other).putLong(page * PAGE, -1);
    Files.write(file, other);
    try {
      check();
      return false;
    } catch (KvCorruptedException e) {
      return true;
    }
  }

  /** Returns where the fields of the later meta page begin. */
  private int meta() {
    return fields(sound).getLong(144) > fields(sound).getLong(PAGE + 144) ? 0 : PAGE;
  }

  @Test
  void aSoundFileIsSound() throws IOException {
    check();
    assertThat(page(LEAF)).isPositive();
    assertThat(page(BRANCH)).isPositive();
    assertThat(page(OVERFLOW)).isPositive();
  }

  @Test
  void aValueThatGetsShorterWithinATransactionKeepsItsPages() {
    try (EngineStore store = open()) {
      try (EngineTransaction transaction = store.begin()) {
        transaction.put(key(5000), new byte[5 * PAGE]);
        transaction.put(key(5000), new byte[10]);
        transaction.put(key(5001), new byte[5 * PAGE]);
        transaction.put(key(5001), new byte[2 * PAGE]);
        transaction.commit();
      }
    }
    check();
  }

  @Test
  void anOpenStoreIsCheckedBesideItsWriter() throws InterruptedException {
    try (EngineStore store = open()) {
      AtomicBoolean done = new AtomicBoolean();
      Thread checker =
          new Thread(
              () -> {
                for (int i = 0; i < 20; i++) {
                  ((EngineStore.Check) store).check();
                }
                done.set(true);
              });
      checker.start();
      for (int i = 0; checker.isAlive(); i++) {
        try (EngineTransaction transaction = store.begin()) {
          transaction.put(key(i % 3000), new byte[i % 9000]);
          transaction.commit();
        }
      }
      checker.join();
      assertThat(done).isTrue();
    }
  }

  @Test
  void anOpenStoreThatIsDamagedSaysSo() throws IOException {
    int leaf = page(LEAF);
    byte[] damaged = sound.clone();
    fields(damaged).putShort(leaf * PAGE + 12, (short) 0x7FFF);
    Files.write(file, damaged);
    try (EngineStore store = open()) {
      assertThatThrownBy(((EngineStore.Check) store)::check)
          .isInstanceOf(KvCorruptedException.class)
          .hasMessageContaining("page " + leaf + " of " + file);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "number, 0",
    "kind, 10",
    "where its entries begin, 12",
    "where they end, 14",
    "an entry, 16"
  })
  void eachFieldOfAPage(String name, int offset) throws IOException {
    for (int kind : new int[] {LEAF, BRANCH}) {
      int at = page(kind) * PAGE + offset;
      for (int value : new int[] {0xFFFF, 0x7FFF, 0x000D}) {
        assertRefused(bytes -> bytes.putShort(at, (short) value));
      }
    }
  }

  @Test
  void aBranchThatLeadsToItselfOrAbove() throws IOException {
    int branch = page(BRANCH);
    int node = branch * PAGE + fields(sound).getShort(branch * PAGE + NODES);
    assertRefused(bytes -> bytes.putInt(node, branch));
    long root = fields(sound).getLong(meta() + 16 + 24 + 48 + 40);
    assertRefused(bytes -> bytes.putInt(node, (int) root));
    assertRefused(bytes -> bytes.putInt(node, sound.length / PAGE));
    assertRefused(bytes -> bytes.putInt(node, 0));
  }

  @Test
  void aValueOfAnotherLength() throws IOException {
    int overflow = page(OVERFLOW);
    assertRefused(bytes -> bytes.putInt(overflow * PAGE + 12, 1));
    assertRefused(bytes -> bytes.putInt(overflow * PAGE + 12, Integer.MAX_VALUE));
    assertRefused(bytes -> bytes.putShort(overflow * PAGE + 10, (short) LEAF));
  }

  @Test
  void aMetaPage() throws IOException {
    int meta = meta();
    assertRefused(bytes -> bytes.putInt(16, 0));
    assertRefused(bytes -> bytes.putShort(PAGE + 10, (short) 0));
    for (int size : new int[] {0, 3, 1, -1, 1 << 30, PAGE / 2}) {
      assertRefused(bytes -> bytes.putInt(40, size));
      assertRefused(bytes -> bytes.putInt(PAGE + 40, size));
    }
    for (int tree : new int[] {meta + 40, meta + 88}) {
      assertRefused(bytes -> bytes.putShort(tree + 4, (short) 0x06));
      assertRefused(bytes -> bytes.putShort(tree + 6, (short) 0));
      assertRefused(bytes -> bytes.putShort(tree + 6, (short) -1));
      for (long root : new long[] {-2, 0, 1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 52}) {
        assertRefused(bytes -> bytes.putLong(tree + 40, root));
      }
    }
    for (long last : new long[] {-1, 0, 1, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertRefused(bytes -> bytes.putLong(meta + 136, last));
    }
  }

  /** What LMDB leaves behind where the disk failed while it wrote a meta page. */
  @Test
  void aMetaPageOfACommitThatFailed() throws IOException {
    int other = PAGE - meta();
    assertRefused(bytes -> bytes.putShort(other + 88 + 4, (short) 0x06));
    assertRefused(bytes -> bytes.putShort(other + 88 + 6, (short) -1));
    assertRefused(bytes -> bytes.putLong(other + 88 + 40, 1));
    byte[] left = sound.clone();
    fields(left).putLong(other + 88 + 40, fields(left).getLong(other + 136) + 1);
    Files.write(file, left);
    check();
    try (EngineStore store = open();
        EngineTransaction transaction = store.begin()) {
      transaction.put(key(6000), new byte[1]);
      transaction.commit();
    }
    check();
  }

  @Test
  void aShorterFile() throws IOException {
    for (int length = 0; length < sound.length / 2; length += PAGE / 2) {
      assertRefused(java.util.Arrays.copyOf(sound, length));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void anythingElse(long seed) throws IOException {
    byte[] other = new byte[10 * PAGE];
    new Random(seed).nextBytes(other);
    assertRefused(other);
    // With heads that are in order.
    System.arraycopy(sound, 0, other, 0, 2 * PAGE);
    assertRefused(other);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void anyDamageIsFoundByItsNameOrPassedOver(long seed) throws IOException {
    Random random = new Random(seed);
    int refused = 0;
    for (int round = 0; round < 200; round++) {
      byte[] damaged = sound.clone();
      for (int i = random.nextInt(3); i >= 0; i--) {
        int head = random.nextInt(sound.length / PAGE) * PAGE + random.nextInt(160);
        int any = random.nextInt(sound.length);
        damaged[random.nextInt(4) > 0 ? head : any] = (byte) random.nextInt(256);
      }
      Files.write(file, damaged);
      try {
        check();
      } catch (KvCorruptedException e) {
        refused++;
        assertThat(e).hasMessageContaining(file.toString());
      }
    }
    assertThat(refused).isPositive();
  }
}
