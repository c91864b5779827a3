package dev.keygraph.conformance.broken;

import dev.keygraph.kv.ArrayView;
import dev.keygraph.kv.KvView;

/** A view of an array, as if it were native memory that goes when the reader is closed. */
final class FlawedView implements KvView {
  private static final int LIKE_AN_ABORT = 134;

  private final ArrayView view = new ArrayView();
  private final Flaw flaw;
  private final FlawedReads reads;

  FlawedView(Flaw flaw, FlawedReads reads) {
    this.flaw = flaw;
    this.reads = reads;
  }

  FlawedView show(byte[] bytes) {
    view.wrap(bytes);
    return this;
  }

  void end() {
    if (flaw != Flaw.ESCAPED_VIEW_ENDS_THE_PROCESS && flaw != Flaw.NESTED_READS_SHARE_VIEWS) {
      view.clear();
    }
  }

  private void touch() {
    if (flaw == Flaw.ESCAPED_VIEW_ENDS_THE_PROCESS && reads.isClosed()) {
      Runtime.getRuntime().halt(LIKE_AN_ABORT);
    }
  }

  @Override
  public int length() {
    return view.length();
  }

  @Override
  public byte getByte(int offset) {
    touch();
    return flaw == Flaw.VIEW_IS_UNCHECKED && offset == view.length() ? 0 : view.getByte(offset);
  }

  @Override
  public int getInt(int offset) {
    touch();
    int number = view.getInt(offset);
    return flaw == Flaw.VIEW_IS_LITTLE_ENDIAN ? Integer.reverseBytes(number) : number;
  }

  @Override
  public long getLong(int offset) {
    touch();
    return view.getLong(offset);
  }

  @Override
  public void getBytes(int offset, byte[] target, int targetOffset, int length) {
    touch();
    view.getBytes(offset, target, targetOffset, length);
  }
}
