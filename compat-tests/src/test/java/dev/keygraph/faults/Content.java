package dev.keygraph.faults;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes of a file, in pages; a page that was never written is a hole of zeros. */
final class Content {
  static final int PAGE = 4096;

  private byte[] @Nullable [] pages;
  private long size;
  private long allocated;

  Content() {
    pages = new byte[4][];
  }

  private Content(Content source) {
    pages = new byte[source.pages.length][];
    for (int i = 0; i < pages.length; i++) {
      byte[] page = source.pages[i];
      if (page != null) {
        pages[i] = page.clone();
      }
    }
    size = source.size;
    allocated = source.allocated;
  }

  Content copy() {
    return new Content(this);
  }

  long size() {
    return size;
  }

  /** Returns the bytes of all pages that are no holes. */
  long allocated() {
    return allocated;
  }

  /** Returns the bytes that a write would allocate. */
  long growth(long offset, int length) {
    long growth = 0;
    for (long at = offset / PAGE; at * PAGE < offset + length; at++) {
      if (at >= pages.length || pages[(int) at] == null) {
        growth += PAGE;
      }
    }
    return growth;
  }

  /** Returns how many bytes from an offset there are, at most {@code limit}. */
  int available(long offset, int limit) {
    return (int) Math.max(0, Math.min(limit, size - offset));
  }

  void read(long offset, int length, ByteBuffer target) {
    long at = offset;
    int left = length;
    while (left > 0) {
      int page = (int) (at / PAGE);
      int from = (int) (at % PAGE);
      int part = Math.min(left, PAGE - from);
      byte[] bytes = page < pages.length ? pages[page] : null;
      target.put(bytes == null ? new byte[part] : bytes, bytes == null ? 0 : from, part);
      at += part;
      left -= part;
    }
  }

  void write(long offset, byte[] source, int start, int length) {
    long at = offset;
    int done = 0;
    while (done < length) {
      int page = (int) (at / PAGE);
      int from = (int) (at % PAGE);
      int part = Math.min(length - done, PAGE - from);
      System.arraycopy(source, start + done, page(page), from, part);
      at += part;
      done += part;
    }
    size = Math.max(size, offset + length);
  }

  private byte[] page(int index) {
    if (index >= pages.length) {
      pages = Arrays.copyOf(pages, Math.max(index + 1, pages.length * 2));
    }
    byte[] page = pages[index];
    if (page == null) {
      page = new byte[PAGE];
      pages[index] = page;
      allocated += PAGE;
    }
    return page;
  }

  void truncate(long newSize) {
    int keep = (int) ((newSize + PAGE - 1) / PAGE);
    for (int i = keep; i < pages.length; i++) {
      if (pages[i] != null) {
        pages[i] = null;
        allocated -= PAGE;
      }
    }
    int tail = (int) (newSize % PAGE);
    byte[] last = tail != 0 && keep <= pages.length ? pages[keep - 1] : null;
    if (last != null) {
      Arrays.fill(last, tail, PAGE, (byte) 0);
    }
    size = newSize;
  }
}
