package dev.keygraph.cli.index;

/** The modules that an earlier JDK had: nothing is in them any more. */
final class FormerModules implements ClassFiles {
  @Override
  public boolean owns(String unitPath) {
    return unitPath.startsWith(JdkSource.SCHEME);
  }

  @Override
  public void read(Sink sink) {}
}
