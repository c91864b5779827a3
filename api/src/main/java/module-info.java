/** A durable graph of a codebase over an ordered key-value engine. */
module dev.keygraph {
  requires dagger;
  requires jakarta.inject;
  requires org.slf4j;
  requires roaringbitmap;
  requires typesafe.config;
  requires static org.jspecify;

  // dev.keygraph and dev.keygraph.query follow with their first class.
  exports dev.keygraph.graph;
  exports dev.keygraph.kv;

  uses dev.keygraph.kv.KvEngine;
  exports dev.keygraph.query;
}
