package dev.keygraph.kv.guard;

import dev.keygraph.kv.ArrayView;
import dev.keygraph.kv.KvView;

/** A view that its owner ends: it is empty from then on, so that any access is out of bounds. */
final class EndingView implements KvView {
  private static final KvView ENDED = new ArrayView();

  private KvView view = ENDED;

  void show(KvView view) {
    this.view = view;
  }

  void end() {
    view = ENDED;
  }

  @Override
  public int length() {
    return view.length();
  }

  @Override
  public byte getByte(int offset) {
    return view.getByte(offset);
  }

  @Override
  public int getInt(int offset) {
    return view.getInt(offset);
  }

  @Override
  public long getLong(int offset) {
    return view.getLong(offset);
  }

  @Override
  public void getBytes(int offset, byte[] target, int targetOffset, int length) {
    view.getBytes(offset, target, targetOffset, length);
  }

  @Override
  public byte[] toByteArray() {
    return view.toByteArray();
  }
}
