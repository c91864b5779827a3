/** A durable graph of a codebase over an ordered key-value engine. */
module dev.keygraph {
  requires com.github.benmanes.caffeine;
  requires dagger;
  requires jakarta.inject;
  requires jdk.jfr;
  requires org.slf4j;
  requires roaringbitmap;
  requires typesafe.config;
  requires static java.compiler;
  requires static org.jspecify;

  exports dev.keygraph;
  exports dev.keygraph.graph;
  exports dev.keygraph.kv;
  exports dev.keygraph.operations;
  exports dev.keygraph.query;

  uses dev.keygraph.kv.KvEngine;

  provides dev.keygraph.kv.KvEngine with
      dev.keygraph.kv.memory.MemoryEngine;
}
