package dev.keygraph.conformance.graph;

import dev.keygraph.conformance.support.ChildJvm;
import dev.keygraph.conformance.support.EngineSettings;
import dev.keygraph.faults.ForgetfulFileSystem;
import dev.keygraph.faults.FuseMount;
import dev.keygraph.kv.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A file system that will lose its power, and a child that will work on it. */
final class PowerCutStage implements AutoCloseable {
  private final ForgetfulFileSystem files = new ForgetfulFileSystem();
  private final FuseMount mount;
  private final ChildJvm child;

  /**
   * Mounts and starts; the child begins when it is told what to do.
   *
   * @param base of what the child leaves beside the mount
   */
  PowerCutStage(GraphConformance kit, Path base, Durability durability, long seed)
      throws IOException {
    mount = FuseMount.mount(files);
    child =
        ChildJvm.start(
            GraphChild.class,
            base,
            List.of(
                kit.getClass().getName(),
                mount.directory().toString(),
                durability.name(),
                EngineSettings.toArgument(kit.settingsUnderTest()),
                Long.toString(seed)));
  }

  ForgetfulFileSystem files() {
    return files;
  }

  ChildJvm child() {
    return child;
  }

  /**
   * Ends the child without letting it know: the file system is frozen, the child gets its signal,
   * and only then do its calls end, by an error that it does not live to see.
   */
  void cut() throws IOException {
    files.freezer().freeze();
    child.killWithoutWaiting();
    mount.close();
    child.kill();
  }

  @Override
  public void close() throws IOException {
    cut();
    child.close();
  }
}
