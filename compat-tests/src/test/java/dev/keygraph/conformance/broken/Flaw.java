package dev.keygraph.conformance.broken;

/** What may be wrong with an engine or with the guard, and the test that must say so. */
enum Flaw {
  /** The control: nothing is wrong. */
  NONE(""),

  SIGNED_ORDER("OrderingTests.randomKeysAreInUnsignedOrder"),
  KEYS_CUT_AT_127_BYTES("LimitTests.keysOfAllLengthsUpToTheLimit"),
  LOWER_BOUND_EXCLUSIVE("OrderingTests.ranges"),
  UPPER_BOUND_INCLUSIVE("OrderingTests.ranges"),
  BACKWARD_SCAN_OFF_BY_ONE("OrderingTests.ranges"),
  SCAN_REPEATS_ITS_FIRST_ENTRY("ScanTests.aScanVisitsItsRangeOnce"),
  STOP_IGNORED("ScanTests.aVisitorStopsAScan"),
  STOPPED_SCAN_SAYS_EXHAUSTED("ScanTests.stoppingAtTheLastEntryIsStopping"),
  VISITORS_EXCEPTION_SWALLOWED(
      "ScanTests.anExceptionOfAVisitorReachesTheCallerAndLeavesTheReaderUsable"),
  LOOK_UP_FINDS_THE_NEXT_KEY("ScanTests.getVisitsExactlyThePresentKey"),
  NESTED_READS_SHARE_VIEWS("ScanTests.scansAndLookUpsNest"),
  CALLERS_ARRAY_KEPT("ScanTests.callersKeepTheirArrays"),
  SEEK_BEFORE_INCLUSIVE("CursorTests.seekBeforeFindsTheOneBeforeTheKey"),
  PREVIOUS_SKIPS_ONE("CursorTests.directionsChange"),
  VIEW_IS_LITTLE_ENDIAN("ViewTests.accessorsAreBigEndian"),
  VIEW_IS_UNCHECKED("ViewTests.outsideOfAViewIsOutOfBounds"),
  EMPTY_VALUE_IS_ABSENT("LimitTests.anEmptyValueIsAValue"),
  VALUES_CUT_AT_64_KIB("LimitTests.valuesOfAllSizes"),
  SHORTER_VALUE_KEEPS_THE_OLD_TAIL("LimitTests.valuesOfAllSizes"),
  LAST_PUT_LOST("TransactionTests.ownWritesAreVisible"),
  DELETE_IGNORED("TransactionTests.theLastWriteOfAKeyCounts"),
  OWN_WRITES_INVISIBLE("TransactionTests.ownWritesAreVisible"),
  ROLLBACK_KEEPS_WRITES("TransactionTests.anExceptionRollsBackAndReachesTheCaller"),
  COMMIT_IS_SEEN_HALF("SnapshotTests.readersSeeWholeVersionsBesideAWriter"),
  SNAPSHOT_SEES_LATER_COMMITS("SnapshotTests.aSnapshotSeesTheCommitsBeforeIt"),
  SNAPSHOT_IS_LATE("SnapshotTests.snapshotsThatAreOpenedAndClosedAtRandomKeepTheirVersions"),
  OLD_SNAPSHOTS_ARE_DROPPED(
      "SnapshotTests.snapshotsThatAreOpenedAndClosedAtRandomKeepTheirVersions"),
  REOPENING_LOSES_THE_LAST_COMMIT("ReopenTests.aStoreOpensAgainAfterEachCommit"),
  READ_ONLY_OPEN_WRITES("ReopenTests.readingOnlyLeavesTheFilesAsTheyAre"),
  ACKNOWLEDGED_BEFORE_WRITTEN("KillTests.killedWithinDurableCommits"),
  KILLED_COMMIT_IS_TORN("KillTests.killedWithinDurableCommits"),
  BULK_LOAD_LOSES_ITS_LAST_ENTRY("RebuildTests.theWholeContentIsReplaced"),
  BULK_LOAD_KEEPS_ARRAYS("RebuildTests.entriesOfAllSizesAreLoadedFromReusedArrays"),
  BACKUP_MIXES_STATES("BackupTests.aBackupBesideAWriterIsOneCommittedState"),
  BACKUP_MISSES_THE_LAST_COMMIT("BackupTests.aBackupOpensAsAStoreOfItsOwn"),
  COMPACTION_LOSES_ENTRIES("TraitTests.compactionKeepsTheContentAndOldSnapshots"),
  STATISTICS_COUNT_PUTS("TraitTests.statisticsFollowTheContent"),
  CLAIMS_A_MISSING_CAPABILITY("TraitTests.capabilitiesAreAsDeclared"),
  HIDES_A_CAPABILITY("TraitTests.capabilitiesAreAsDeclared"),
  CLAIMS_A_MISSING_LEVEL("TraitTests.levelsThatAreOfferedOpenAndOthersAreRefused"),
  READERS_MISS_ANOTHER_PROCESSES_COMMITS(
      "ForeignReaderTests.aReaderSeesAnotherProcessesCommitsWholeAndInOrder"),
  FAILS_WHEN_INTERRUPTED("InterruptTests.anInterruptedThreadReadsAndWrites"),
  ESCAPED_VIEW_ENDS_THE_PROCESS("MisuseTests.misuseByManyThreadsIsSurvived"),
  TWO_HUNDRED_ENTRIES_ARE_THE_MOST("TransactionTests.aLargeTransactionIsKeptOrNot"),
  SCAN_MISSES_KEYS_THAT_WERE_DELETED_ONCE("HistoryTests.theStoreAgreesWithASortedMap"),

  GUARD_SWALLOWS_INTERRUPTS("InterruptTests.anInterruptedThreadReadsAndWrites"),
  GUARD_ENDS_SCANS_AT_A_WRITE("WritingScanTests.whatIsPutAheadIsVisited"),
  GUARD_KEEPS_EXHAUSTED_CURSORS_VALID("CursorTests.pastTheEndsItIsNowhereUntilTheNextSeek"),
  GUARD_MOVES_FRESH_CURSORS("CursorTests.aFreshCursorIsNowhere"),
  GUARD_FORGETS_THE_AGE_OF_SNAPSHOTS(
      "MisuseTests.aSnapshotThatIsHeldDuringManyWritesIsCountedWithItsAge"),
  GUARD_WRAPS_EXCEPTIONS("TransactionTests.anExceptionRollsBackAndReachesTheCaller"),
  GUARD_LEAVES_SNAPSHOTS_OPEN("CloseTests.closingASnapshotClosesItsCursors"),
  GUARD_IGNORES_READ_ONLY("ReopenTests.aReadOnlyStoreRefusesWritesAndStaysUsable"),
  GUARD_LETS_TRANSACTIONS_ESCAPE("TransactionTests.aTransactionIsRefusedToOtherThreads");

  private final String rejectedBy;

  Flaw(String rejectedBy) {
    this.rejectedBy = rejectedBy;
  }

  /** Returns the test that must fail: its class, a dot, its method. */
  String rejectedBy() {
    return rejectedBy;
  }
}
