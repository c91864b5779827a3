package dev.keygraph.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of the command, from its jar's manifest. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Main.class.getPackage().getImplementationVersion();
    return new String[] {"keygraph " + (version == null ? "(not from a jar)" : version)};
  }
}
