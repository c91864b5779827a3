package dev.keygraph.engine.lmdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import dev.keygraph.kv.Durability;
import dev.keygraph.kv.EngineOptions;
import dev.keygraph.kv.EngineStore;
import dev.keygraph.kv.EngineTransaction;
import dev.keygraph.kv.KvCorruptedException;
import dev.keygraph.kv.KvCursor;
import dev.keygraph.kv.KvSnapshot;
import dev.keygraph.kv.ScanDirection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Of a damaged file everything is read that is sound, and nothing else; what may be lost is never
 * said to be absent.
 */
@Timeout(120)
class SalvageTest {
  private static final int PAGE = 4096;
  private static final int KEYS = 1000;
  private static final int LEAF = 2;
  private static final int BRANCH = 1;

  @TempDir Path directory;
  private Path file;
  private byte[] sound;
  private NavigableMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
  private NavigableMap<byte[], byte[]> before = entries;

  /** Makes a tree of three levels, with values in pages of their own and pages that are free. */
  @BeforeEach
  void fill() throws IOException {
    file = directory.resolve(LmdbStore.DATA_FILE);
    try (EngineStore store = open()) {
      for (int round = 0; round < 4; round++) {
        before = entries;
        try (EngineTransaction transaction = store.begin()) {
          for (int i = 0; i < KEYS; i++) {
            byte[] value = new byte[i % 100 == 0 ? 3 * PAGE : 20 + round];
            Arrays.fill(value, (byte) (i + round));
            transaction.put(key(i), value);
          }
          for (int i = round; i < KEYS; i += 7) {
            transaction.delete(key(i));
          }
          transaction.commit();
        }
        try (KvSnapshot snapshot = store.snapshot()) {
          entries = all(snapshot);
        }
      }
    }
    sound = Files.readAllBytes(file);
  }

  private static byte[] key(int number) {
    return ByteBuffer.allocate(200).putInt(number).array();
  }

  private EngineOptions options(boolean readOnly) {
    return new EngineOptions(
        directory,
        Durability.DURABLE,
        readOnly,
        ConfigFactory.defaultReference().getConfig("keygraph.engines.lmdb"));
  }

  private EngineStore open() {
    return new LmdbEngine().open(options(false));
  }

  private static NavigableMap<byte[], byte[]> all(KvSnapshot snapshot) {
    NavigableMap<byte[], byte[]> all = new TreeMap<>(Arrays::compareUnsigned);
    snapshot.scan(
        new byte[0],
        null,
        ScanDirection.FORWARD,
        (key, value) -> {
          assertThat(all.put(key.toByteArray(), value.toByteArray())).isNull();
          return true;
        });
    return all;
  }

  private Salvaged salvage(byte[] content) {
    return salvage(content, entries);
  }

  /** Reads a damaged file, where it is known which keys are sound or lost. */
  private Salvaged salvage(byte[] content, NavigableMap<byte[], byte[]> sought) {
    Salvaged salvaged = new Salvaged();
    try {
      Files.write(file, content);
      try (EngineStore store = new LmdbEngine().openDamaged(options(true));
          KvSnapshot snapshot = ((EngineStore.Salvage) store).salvage(salvaged)) {
        salvaged.read(snapshot, sought);
      }
      assertThat(Files.readAllBytes(file)).isEqualTo(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return salvaged;
  }

  private Salvaged salvage(Consumer<ByteBuffer> damage) {
    byte[] damaged = sound.clone();
    damage.accept(fields(damaged));
    return salvage(damaged);
  }

  private static ByteBuffer fields(byte[] content) {
    return ByteBuffer.wrap(content).order(ByteOrder.nativeOrder());
  }

  private static void zero(ByteBuffer content, int page) {
    content.put(page * PAGE, new byte[PAGE]);
  }

  private int kind(int page) {
    return fields(sound).getShort(page * PAGE + 10);
  }

  private int pages() {
    return sound.length / PAGE;
  }

  /** Returns where the meta page of the last commit begins, or that of the one before. */
  private int meta(boolean last) {
    boolean firstIsLater = fields(sound).getLong(144) > fields(sound).getLong(PAGE + 144);
    return firstIsLater == last ? 0 : PAGE;
  }

  private int root() {
    return (int) fields(sound).getLong(meta(true) + 16 + 24 + 48 + 40);
  }

  private int freeRoot() {
    return (int) fields(sound).getLong(meta(true) + 16 + 24 + 40);
  }

  private static int node(ByteBuffer content, int page, int entry) {
    return page * PAGE + (content.getShort(page * PAGE + 16 + 2 * entry) & 0xFFFF);
  }

  /** Returns the page that an entry of a branch leads to. */
  private int child(int branch, int entry) {
    ByteBuffer content = fields(sound);
    return content.getInt(node(content, branch, entry));
  }

  private List<Integer> branches() {
    List<Integer> branches = new ArrayList<>(List.of(root()));
    int count = (fields(sound).getShort(root() * PAGE + 12) - 16) / 2;
    for (int i = 0; i < count; i++) {
      branches.add(child(root(), i));
    }
    branches.forEach(branch -> assertThat(kind(branch)).isEqualTo(BRANCH));
    return branches;
  }

  @Test
  void aSoundFileIsReadWhole() {
    Salvaged salvaged = salvage(content -> {});
    assertThat(salvaged.isOf(entries)).isTrue();
    assertThat(salvaged.places).isEmpty();
    assertThat(salvaged.doubts).isEmpty();
  }

  @Test
  void anOpenStoreIsReadBesideItsWriter() throws InterruptedException {
    try (EngineStore store = open()) {
      Thread writer =
          new Thread(
              () -> {
                for (int i = 0; i < 100; i++) {
                  try (EngineTransaction transaction = store.begin()) {
                    for (int j = 0; j < 100; j++) {
                      transaction.put(key(j * 20), new byte[] {(byte) i});
                    }
                    transaction.commit();
                  }
                }
              });
      writer.start();
      do {
        Salvaged salvaged = new Salvaged();
        try (KvSnapshot snapshot = ((EngineStore.Salvage) store).salvage(salvaged)) {
          salvaged.read(snapshot, entries);
          NavigableMap<byte[], byte[]> again = all(snapshot);
          assertThat(Salvaged.contains(again, salvaged.read)).isTrue();
        }
        assertThat(salvaged.places).isEmpty();
        assertThat(salvaged.doubts).isEmpty();
        assertThat(salvaged.whole).isTrue();
      } while (writer.isAlive());
      writer.join();
    }
  }

  @Test
  void leavesAreFoundWithoutTheirBranches() {
    for (int branch : branches()) {
      Salvaged salvaged = salvage(content -> zero(content, branch));
      assertThat(salvaged.isOf(entries)).as("without branch %d", branch).isTrue();
      assertThat(salvaged.places).containsOnlyKeys("page " + branch);
      assertThat(salvaged.doubts).isEmpty();
    }
  }

  @Test
  void leavesAreNotLookedForWhereFreePagesAreNotKnown() {
    Salvaged salvaged =
        salvage(
            content -> {
              zero(content, branches().get(1));
              zero(content, freeRoot());
            });
    assertThat(salvaged.whole).isFalse();
    assertThat(salvaged.read).isNotEmpty().hasSizeLessThan(entries.size());
    assertThat(Salvaged.contains(entries, salvaged.read)).isTrue();
    assertThat(salvaged.places).containsOnlyKeys("page " + branches().get(1), "page " + freeRoot());
  }

  @Test
  void freePagesThatAreNotKnownLoseNothing() {
    Salvaged salvaged = salvage(content -> zero(content, freeRoot()));
    assertThat(salvaged.isOf(entries)).isTrue();
    assertThat(salvaged.places).containsOnlyKeys("page " + freeRoot());
  }

  @Test
  void eachPageInTurn() {
    Random random = new Random(1);
    int complete = 0;
    int partial = 0;
    for (int page = 2; page < pages(); page++) {
      int damaged = page;
      int other = 2 + random.nextInt(pages() - 2);
      List<Consumer<ByteBuffer>> damages =
          List.of(
              content -> zero(content, damaged),
              content -> content.put(damaged * PAGE, sound, other * PAGE, PAGE),
              content -> {
                for (int i = 0; i < 16; i++) {
                  content.put(damaged * PAGE + i, (byte) random.nextInt(256));
                }
              });
      Salvaged salvaged = salvage(damages.get(page % damages.size()));
      // What is in a page of a large value is not known to be sound.
      salvaged.read.replaceAll(
          (key, value) -> value.length > PAGE ? entries.getOrDefault(key, value) : value);
      assertThat(Salvaged.contains(entries, salvaged.read)).as("page %d", page).isTrue();
      boolean all = salvaged.read.size() == entries.size();
      assertThat(all || !salvaged.whole).as("page %d", page).isTrue();
      if (all) {
        complete++;
      } else {
        partial++;
        assertThat(salvaged.places).as("page %d", page).isNotEmpty();
      }
    }
    assertThat(complete).isPositive();
    assertThat(partial).isPositive();
  }

  @Test
  void aLeafIsAllThatIsLostWithIt() {
    int leaf = child(child(root(), 1), 2);
    assertThat(kind(leaf)).isEqualTo(LEAF);
    Salvaged salvaged = salvage(content -> zero(content, leaf));
    assertThat(salvaged.whole).isFalse();
    assertThat(entries.size() - salvaged.read.size())
        .isEqualTo((fields(sound).getShort(leaf * PAGE + 12) - 16) / 2);
  }

  @Test
  void keysThatAreOutOfOrderAreNotShown() {
    int leaf = child(child(root(), 1), 2);
    ByteBuffer content = fields(sound);
    int key = node(content, leaf, 3) + 8;
    byte[] shown = new byte[200];
    Salvaged salvaged =
        salvage(
            damaged -> {
              damaged.put(key, (byte) 0x7F);
              damaged.get(key, shown);
            });
    assertThat(salvaged.whole).isFalse();
    assertThat(salvaged.read).doesNotContainKey(shown).hasSizeGreaterThan(entries.size() - 3);
    assertThat(Salvaged.contains(entries, salvaged.read)).isTrue();
    assertThat(salvaged.places).containsOnlyKeys("page " + leaf);
  }

  @Test
  void aPageThatIsSaidToBeFreeIsNotShown() {
    int branch = child(root(), 1);
    int node = node(fields(sound), branch, 2);
    int tried = 0;
    for (int stale = 2; stale < pages(); stale++) {
      int page = stale;
      if (kind(stale) != LEAF || fields(sound).getLong(stale * PAGE) != stale) {
        continue;
      }
      tried++;
      Salvaged salvaged = salvage(content -> content.putInt(node, page));
      assertThat(Salvaged.contains(entries, salvaged.read)).as("page %d", page).isTrue();
    }
    assertThat(tried).isGreaterThan(30);
  }

  @Test
  void aMetaPage() {
    int last = meta(true);
    int other = meta(false);
    Map<Integer, Integer> damages = Map.of(10, 0, 16, 0, 20, 2, 40, 3, 44, -1, 84, 1, 140, -1);
    damages.forEach(
        (offset, value) -> {
          Salvaged salvaged = salvage(content -> content.putInt(last + offset, value));
          assertThat(salvaged.isOf(before)).as("last, %d", offset).isTrue();
          assertThat(salvaged.doubts).as("last, %d", offset).hasSize(1);
          Salvaged whole = salvage(content -> content.putInt(other + offset, value));
          assertThat(whole.isOf(entries)).as("other, %d", offset).isTrue();
          assertThat(whole.doubts).as("other, %d", offset).isEmpty();
        });
  }

  @Test
  void aMetaPageOfACommitThatFailedIsNoDamage() {
    int other = meta(false);
    long beyond = fields(sound).getLong(other + 136) + 1;
    Salvaged salvaged = salvage(content -> content.putLong(other + 88 + 40, beyond));
    assertThat(salvaged.isOf(entries)).isTrue();
    assertThat(salvaged.places).isEmpty();
    assertThat(salvaged.doubts).isEmpty();
  }

  @Test
  void aNumberThatMakesAnEarlierCommitTheLastOne() {
    int other = meta(false) + 144;
    long later = fields(sound).getLong(other) + 2;
    Salvaged salvaged = salvage(content -> content.putLong(other, later));
    assertThat(salvaged.isOf(entries)).isTrue();
    assertThatThrownBy(this::open)
        .isInstanceOf(KvCorruptedException.class)
        .hasMessageContaining("commit " + later);
  }

  @Test
  void withoutAnyMetaPageThereIsNothing() {
    assertThatThrownBy(
            () ->
                salvage(
                    content -> {
                      zero(content, 0);
                      zero(content, 1);
                    }))
        .isInstanceOf(KvCorruptedException.class)
        .hasMessageContaining("both meta pages of " + file);
    assertThatThrownBy(
            () -> salvage(content -> content.put(2 * PAGE, new byte[sound.length - 2 * PAGE])))
        .isInstanceOf(KvCorruptedException.class)
        .hasMessageMatching(".*page [0-9]+ of .*data.mdb .*");
    assertThatThrownBy(() -> salvage(new byte[0])).isInstanceOf(KvCorruptedException.class);
  }

  @Test
  void aShorterFile() {
    for (int length = 2 * PAGE; length < sound.length; length += 10 * PAGE + 100) {
      try {
        Salvaged salvaged = salvage(Arrays.copyOf(sound, length));
        assertThat(Salvaged.contains(entries, salvaged.read)).isTrue();
        assertThat(salvaged.isOf(entries) || !salvaged.whole).isTrue();
      } catch (KvCorruptedException e) {
        assertThat(e).hasMessageMatching(".*page [0-9]+ of .*data.mdb .*");
      }
    }
  }

  @Test
  void aCursorFailsWhereSomethingMayBeLost() throws IOException {
    int leaf = child(child(root(), 1), 2);
    byte[] damaged = sound.clone();
    zero(fields(damaged), leaf);
    Files.write(file, damaged);
    try (EngineStore store = new LmdbEngine().openDamaged(options(true));
        KvSnapshot snapshot = ((EngineStore.Salvage) store).salvage(new Salvaged());
        KvCursor cursor = snapshot.cursor()) {
      for (boolean forward : new boolean[] {true, false}) {
        NavigableMap<byte[], byte[]> read = new TreeMap<>(Arrays::compareUnsigned);
        int failures = 0;
        boolean found = forward ? cursor.first() : cursor.last();
        while (found) {
          read.put(cursor.key().toByteArray(), cursor.value().toByteArray());
          try {
            found = forward ? cursor.next() : cursor.previous();
          } catch (KvCorruptedException e) {
            failures++;
            found = cursor.isValid();
          }
        }
        assertThat(failures).isEqualTo(1);
        assertThat(read).hasSizeBetween(entries.size() - 40, entries.size() - 1);
        assertThat(Salvaged.contains(entries, read)).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void anyDamageIsReadInOrderOrRefusedByName(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      byte[] damaged = sound.clone();
      for (int i = random.nextInt(20); i >= 0; i--) {
        int head = random.nextInt(sound.length / PAGE) * PAGE + random.nextInt(160);
        int any = random.nextInt(sound.length);
        damaged[random.nextInt(4) > 0 ? head : any] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        // A key may have become another one.
        salvage(damaged, Collections.emptyNavigableMap());
      } catch (KvCorruptedException e) {
        assertThat(e).hasMessageContaining(file.toString());
      }
    }
  }
}
