package org.arenagrad.examples.cli.data;

import java.util.List;

/// The sources of rows that `train` knows.
public final class DataSources {
    /// All of them, in the order of the help.
    public static final List<DataSource> ALL =
            List.of(
                    new LinearData(),
                    new XorData(),
                    new SpiralData(),
                    new MoonsData(),
                    BundledData.digits(),
                    BundledData.iris(),
                    new CsvData(),
                    new IdxData(),
                    PictureData.lenet(),
                    PictureData.resnet());

    private DataSources() {}
}
