package org.arenagrad.viz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BytesTest {
    @ParameterizedTest
    @CsvSource({
        "0,                   0 B",
        "1023,                1023 B",
        "1024,                1 KiB",
        "1536,                1.5 KiB",
        "1048524,             1023.9 KiB",
        "1048575,             1 MiB",
        "5368709120,          5 GiB",
        "9223372036854775807, 8 EiB",
    })
    void theLargestUnitThatLeavesAtLeastOne(long bytes, String human) {
        assertThat(Bytes.human(bytes)).isEqualTo(human);
    }

    @Test
    void exactWhereItMatters() {
        assertThat(Bytes.both(1536)).isEqualTo("1.5 KiB (1,536 bytes)");
        assertThat(Bytes.both(1)).isEqualTo("1 byte");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "6, 1", "7, 2", "457712, 65536", "4096, 1024"})
    void ticksAreFewAndAtPowersOfTwo(long largest, long step) {
        assertThat(Bytes.step(largest, 6)).isEqualTo(step);
    }
}
