package dev.keygraph.kv;

/** Whether another process may write a store while this one reads it. */
public enum OtherWriter {
  /** None may, as long as the store is open here. */
  NEVER,
  /** None writes while the store is being opened here; one may begin later. */
  LATER,
  /** One may be writing now. */
  NOW
}
