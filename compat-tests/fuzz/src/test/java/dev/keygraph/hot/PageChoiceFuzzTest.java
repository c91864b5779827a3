package dev.keygraph.hot;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.keygraph.encoding.MalformedBytesException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** The pages that a file says to have been in memory. */
final class PageChoiceFuzzTest {
  private static final byte[] CERTIFICATE = {1, 2, 3};
  private static final int PAGES = 1000;

  /** The choice without its checksum, which is made right. */
  @FuzzTest
  void choice(byte[] input) {
    CRC32C crc = new CRC32C();
    crc.update(input);
    decode(ByteBuffer.allocate(input.length + 4).put(input).putInt((int) crc.getValue()).array());
    decode(input);
  }

  private static void decode(byte[] bytes) {
    try {
      PageChoice choice = PageChoice.decode(bytes, CERTIFICATE, PAGES);
      for (PageRun run : choice.runs()) {
        assertThat(run.firstPage()).isBetween(0, run.endPage() - 1);
        assertThat(run.endPage()).isLessThanOrEqualTo(PAGES);
      }
      PageChoice again = PageChoice.decode(choice.encode(CERTIFICATE), CERTIFICATE, PAGES);
      assertThat(again.runs()).isEqualTo(choice.runs());
    } catch (MalformedBytesException e) {
      assertThat(e).hasMessageContaining(" ");
    }
  }
}
