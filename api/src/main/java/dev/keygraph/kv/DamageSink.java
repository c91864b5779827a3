package dev.keygraph.kv;

/** Is told what is wrong with the files of a store that is read in spite of it. */
public interface DamageSink {
  /**
   * Takes note of a place that is passed over. What was there is lost where nothing else says it;
   * reads that would need it fail by themselves.
   *
   * @param place which place, such as {@code page 17}; each is named once
   * @param problem what is wrong there
   */
  void place(String place, String problem);

  /**
   * Takes note that what is read may not be all of the last commit, without a read that would say
   * so.
   *
   * @param problem why
   */
  void commit(String problem);
}
