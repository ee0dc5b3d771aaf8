package org.arenagrad.examples.cli.command;

import picocli.CommandLine.IVersionProvider;

import java.util.Objects;

/// The version, as it was built: the module's, or on the class path the jar's.
public final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        var module = Version.class.getModule().getDescriptor();
        String version =
                module == null
                        ? Objects.requireNonNullElse(
                                Version.class.getPackage().getImplementationVersion(), "unpackaged")
                        : module.rawVersion().orElse("unpackaged");
        return new String[] {"arenagrad " + version};
    }
}
