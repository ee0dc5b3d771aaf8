package org.arenagrad.natives;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.Map;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the paths below are those of other systems")
class PlatformTest {
    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x86_64",
        "Linux, aarch64, linux-arm64",
        "Linux, riscv64, linux-riscv64",
        "Mac OS X, aarch64, macosx-arm64",
        "Mac OS X, x86_64, macosx-x86_64",
        "Windows 11, amd64, windows-x86_64",
        "Plan 9, amd64, other-x86_64",
    })
    void isNamedAsTheArtifactsAre(String os, String processor, String classifier) {
        Settings settings = Fakes.settings(Map.of("os.name", os, "os.arch", processor));

        assertThat(Platform.of(settings).classifier()).isEqualTo(classifier);
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, NONE, , /home/ada/.cache",
        "Linux, XDG_CACHE_HOME, /var/ada, /var/ada",
        "Linux, XDG_CACHE_HOME, relative, /home/ada/.cache",
        "Mac OS X, XDG_CACHE_HOME, /var/ada, /home/ada/Library/Caches",
        "Windows 11, NONE, , /home/ada/AppData/Local",
        "Windows 11, LOCALAPPDATA, /local, /local",
    })
    void knowsWhereAUsersCachesLie(String os, String variable, String value, Path cache) {
        Settings settings =
                Fakes.settings(
                        Map.of("os.name", os, "user.home", "/home/ada"),
                        value == null ? Map.of() : Map.of(variable, value));

        assertThat(Platform.of(settings).userCache(settings)).contains(cache);
    }

    @Test
    void looksInTheFoldersOfTheProcessorAtHand() {
        Settings settings = Fakes.settings(Map.of("os.arch", "aarch64"));

        assertThat(Platform.of(settings).libraryFolders(settings))
                .contains(Path.of("/usr/lib/aarch64-linux-gnu"));
    }
}
