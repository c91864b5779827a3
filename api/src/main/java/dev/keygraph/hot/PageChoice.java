package dev.keygraph.hot;

import dev.keygraph.encoding.ByteReader;
import dev.keygraph.encoding.ByteWriter;
import dev.keygraph.encoding.MalformedBytesException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Which pages are worth to be in memory, and how often each was used; nothing of what they say. As
 * bytes:
 *
 * <pre>
 * magic        u64
 * page bits    u8: how ids are cut into pages
 * certificate  varint, bytes: says which version of which graph the choice is from
 * families     of each one, in order:
 *   limit      varint: above all its pages
 *   count      varint
 *   pages      ascending; of each, a varint: how many pages lie between it and the one before,
 *              times 4, and its heat
 * checksum     u32: CRC-32C of all bytes before
 * </pre>
 */
public final class PageChoice {
  private static final long MAGIC = 0x6B67_7061_6765_7301L;
  private static final int HEAT_BITS = 2;
  private static final int HEAT_MASK = (1 << HEAT_BITS) - 1;

  /** By page: 0 for one that was not chosen, else its heat and 1. */
  private final Map<PageFamily, byte[]> marks = new EnumMap<>(PageFamily.class);

  private PageChoice() {}

  /**
   * Chooses the pages of a table that are in memory, and others.
   *
   * @param others chosen, too, as far as the table has such pages
   */
  public static PageChoice of(PageTable table, List<PageRun> others) {
    PageChoice choice = new PageChoice();
    for (PageFamily family : PageFamily.values()) {
      FamilyPages pages = table.pages(family);
      byte[] heats = new byte[pages.pages()];
      for (int page = 0; page < heats.length; page++) {
        Object content = pages.holder(page).content();
        if (content != null) {
          heats[page] = mark(PageHeat.heat(content));
        }
      }
      choice.marks.put(family, heats);
    }
    for (PageRun run : others) {
      byte[] heats = choice.marks(run.family());
      for (int page = run.firstPage(); page < Math.min(run.endPage(), heats.length); page++) {
        heats[page] = (byte) Math.max(heats[page], mark(run.heat()));
      }
    }
    return choice;
  }

  private static byte mark(int heat) {
    return (byte) (1 + heat);
  }

  private byte[] marks(PageFamily family) {
    return marks.getOrDefault(family, new byte[0]);
  }

  /** Returns the pages in the order in which they are worth to be read: most used ones first. */
  public List<PageRun> runs() {
    List<PageRun> runs = new ArrayList<>();
    for (int heat = HEAT_MASK; heat >= 0; heat--) {
      for (PageFamily family : PageFamily.values()) {
        addRuns(family, heat, runs);
      }
    }
    return runs;
  }

  private void addRuns(PageFamily family, int heat, List<PageRun> runs) {
    byte[] heats = marks(family);
    byte wanted = mark(heat);
    int page = 0;
    while (page < heats.length) {
      int end = page;
      while (end < heats.length && heats[end] == wanted && end - page < PageRun.MAX_PAGES) {
        end++;
      }
      if (end > page) {
        runs.add(new PageRun(family, page, end, heat));
      }
      page = Math.max(end, page + 1);
    }
  }

  /** Returns the choice as bytes, which {@link #decode} takes with the same certificate only. */
  public byte[] encode(byte[] certificate) {
    ByteWriter out = new ByteWriter(1 << 12);
    out.writeLong(MAGIC);
    out.writeByte(Paging.PAGE_BITS);
    out.writeVarint(certificate.length);
    out.writeBytes(certificate);
    for (PageFamily family : PageFamily.values()) {
      byte[] heats = marks(family);
      out.writeVarint(heats.length);
      int chosen = 0;
      for (byte mark : heats) {
        chosen += mark == 0 ? 0 : 1;
      }
      out.writeVarint(chosen);
      int next = 0;
      for (int page = 0; page < heats.length; page++) {
        if (heats[page] != 0) {
          out.writeVarint((long) (page - next) << HEAT_BITS | (heats[page] - mark(0)));
          next = page + 1;
        }
      }
    }
    out.writeInt(checksum(out.array(), out.length()));
    return out.toByteArray();
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @param certificate of the version that is open now
   * @param pages the number of pages that this version has of each family
   * @throws MalformedBytesException if the bytes are damaged, of something else, or of another
   *     version; the message says which
   */
  public static PageChoice decode(byte[] bytes, byte[] certificate, int pages) {
    int end = bytes.length - Integer.BYTES;
    if (end < 0 || new ByteReader(bytes, end, Integer.BYTES).readInt() != checksum(bytes, end)) {
      throw new MalformedBytesException("it is damaged");
    }
    ByteReader in = new ByteReader(bytes, 0, end);
    if (in.readLong() != MAGIC || in.readByte() != Paging.PAGE_BITS) {
      throw new MalformedBytesException("another version of keygraph wrote it");
    }
    if (!Arrays.equals(in.readBytes(in.readCount()), certificate)) {
      throw new MalformedBytesException("it belongs to another version of the graph");
    }
    PageChoice choice = new PageChoice();
    for (PageFamily family : PageFamily.values()) {
      byte[] heats = new byte[in.readVarint(pages)];
      int next = 0;
      for (int left = in.readCount(); left > 0; left--) {
        long each = in.readVarint();
        long page = next + (each >>> HEAT_BITS);
        if (page >= heats.length) {
          throw new MalformedBytesException("it names a page that does not exist");
        }
        heats[(int) page] = mark((int) each & HEAT_MASK);
        next = (int) page + 1;
      }
      choice.marks.put(family, heats);
    }
    return choice;
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return (int) checksum.getValue();
  }
}
