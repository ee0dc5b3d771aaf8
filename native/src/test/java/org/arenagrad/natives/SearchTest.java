package org.arenagrad.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arenagrad.natives.NativeLibrary.Found;
import org.arenagrad.natives.NativeLibrary.Missing;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

class SearchTest {
    private static final Bundle.Content PROGRAM = Fakes.program(Fakes.LIBRARIES);

    @TempDir Path temporary;

    @Test
    void aNamedPathComesFirst() throws IOException {
        Path mine = Files.writeString(temporary.resolve("mine.so"), "mine");

        Found found = found(Map.of(Settings.LIBRARY, mine.toString()), PROGRAM, SearchTest::accept);

        assertThat(found.source()).isEqualTo(Source.USER_PATH);
        assertThat(found.libraries()).containsExactly(mine);
        assertThat(found.skipped()).isEmpty();
        assertThat(found.summary()).isEqualTo("OpenBLAS named by the user: " + mine);
    }

    @Test
    void aNamedPathThatIsNotThereIsAnErrorAndNotAReasonToGoOn() {
        Path absent = temporary.resolve("absent.so");

        assertThatThrownBy(
                        () ->
                                search(
                                        Map.of(Settings.LIBRARY, absent.toString()),
                                        PROGRAM,
                                        SearchTest::accept))
                .isInstanceOf(NativeLibraryException.class)
                .hasMessageStartingWith("-Darenagrad.openblas=" + absent)
                .hasMessageContaining("there is no such file");
    }

    @Test
    void aNamedPathThatCannotBeLoadedIsAnErrorToo() throws IOException {
        Path mine = Files.writeString(temporary.resolve("mine.so"), "not a library");

        assertThatThrownBy(
                        () ->
                                search(
                                        Map.of(Settings.LIBRARY, mine.toString()),
                                        PROGRAM,
                                        refuse("invalid ELF header")))
                .isInstanceOf(NativeLibraryException.class)
                .hasMessageContaining("cannot be loaded: invalid ELF header");
    }

    @Test
    void aNamedPathThatIsNoPathIsAnErrorToo() {
        assertThatThrownBy(
                        () -> search(Map.of(Settings.LIBRARY, "a\0b"), PROGRAM, SearchTest::accept))
                .isInstanceOf(NativeLibraryException.class)
                .hasMessageContaining("is not a path");
    }

    @Test
    void aBlankPropertyCountsAsNotSet() {
        assertThat(found(Map.of(Settings.LIBRARY, " "), PROGRAM, SearchTest::accept).source())
                .isEqualTo(Source.BUNDLED);
    }

    @Test
    void theBundledLibraryComesSecond() {
        Found found = found(Map.of(), PROGRAM, SearchTest::accept);

        assertThat(found.source()).isEqualTo(Source.BUNDLED);
        assertThat(found.openblas()).hasContent("multiplies matrices");
        assertThat(found.openblas().startsWith(temporary)).isTrue();
        assertThat(found.skipped())
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("no path was named");
    }

    @Test
    void withoutAUsableCacheATemporaryFolderServesAndTheAnswerSaysSo() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "not a folder");

        Found found = found(Map.of(Settings.CACHE, file.toString()), PROGRAM, SearchTest::accept);

        assertThat(found.openblas()).hasContent("multiplies matrices");
        assertThat(found.openblas().startsWith(temporary)).isFalse();
        assertThat(found.skipped())
                .anySatisfy(
                        reason ->
                                assertThat(reason)
                                        .contains("the cache cannot be used")
                                        .contains(file.toString())
                                        .contains("-Darenagrad.cache"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aCacheThatCannotBeWrittenIsNoObstacleEither() {
        Found found = found(Map.of(Settings.CACHE, "/proc/arenagrad"), PROGRAM, SearchTest::accept);

        assertThat(found.openblas()).hasContent("multiplies matrices");
    }

    @Test
    void aUserWithoutAHomeGetsATemporaryFolder() {
        Settings settings = Fakes.settings(Map.of("user.home", "?"));

        var result = new Search(settings, PROGRAM).first(SearchTest::accept);

        assertThat(result).isInstanceOf(Found.class);
        assertThat(((Found) result).skipped())
                .anySatisfy(reason -> assertThat(reason).contains("the user has no home folder"));
    }

    @Test
    void aProgramBuiltForAnotherPlatformSaysSo() {
        var result = search(Map.of("os.arch", "riscv64"), PROGRAM, SearchTest::accept);

        assertThat(reasons(result))
                .anySatisfy(
                        reason ->
                                assertThat(reason)
                                        .contains("nothing is bundled for linux-riscv64")
                                        .contains("built for linux-x86_64"));
    }

    @Test
    void aProgramBuiltWithoutItsResourcesSaysSo() {
        assertThat(reasons(search(Map.of(), Fakes.content(Map.of()), SearchTest::accept)))
                .anySatisfy(
                        reason ->
                                assertThat(reason)
                                        .contains("came without its resource bundle.properties"));
    }

    @Test
    void aLibraryMissingFromTheProgramIsNamed() {
        Bundle.Content withoutFortran =
                name -> name.endsWith("libgfortran.so.5") ? null : PROGRAM.open(name);

        assertThat(reasons(search(Map.of(), withoutFortran, SearchTest::accept)))
                .anySatisfy(
                        reason ->
                                assertThat(reason)
                                        .contains("could not be unpacked")
                                        .contains("libgfortran.so.5"));
    }

    @Test
    void anInstalledLibraryComesThird() throws IOException {
        Path installed = Files.writeString(temporary.resolve("libopenblas.so.0"), "installed");
        Settings settings =
                Fakes.settings(Map.of(), Map.of("LD_LIBRARY_PATH", "relative::\0:" + temporary));

        var result = new Search(settings, Fakes.content(Map.of())).first(SearchTest::accept);

        assertThat(result).isInstanceOf(Found.class);
        assertThat(((Found) result).source()).isEqualTo(Source.SYSTEM);
        assertThat(((Found) result).openblas()).isEqualTo(installed);
        assertThat(((Found) result).skipped()).hasSize(2);
    }

    @Test
    void aLibraryThatTheSystemRefusesIsSkippedWithTheReason() {
        var result = search(Map.of(), PROGRAM, refuse("built for another libc"));

        assertThat(reasons(result))
                .anySatisfy(
                        reason ->
                                assertThat(reason)
                                        .contains("refuses to load")
                                        .contains("libopenblas.so.0: built for another libc"));
    }

    @Test
    void withNoLibraryAtAllEveryPlaceHasItsReason() {
        var result = search(Map.of("os.name", "Plan 9"), Fakes.content(Map.of()), refuse("never"));

        assertThat(result).isInstanceOf(Missing.class);
        assertThat(reasons(result)).hasSizeGreaterThanOrEqualTo(3);
        assertThat(result.summary()).startsWith("no OpenBLAS: no path was named");
    }

    private NativeLibrary search(
            Map<String, String> properties, Bundle.Content program, Consumer<Found> use) {
        var all = new HashMap<>(properties);
        all.putIfAbsent(Settings.CACHE, temporary.resolve("cache").toString());
        return new Search(Fakes.settings(all), program).first(use);
    }

    private Found found(
            Map<String, String> properties, Bundle.Content program, Consumer<Found> use) {
        NativeLibrary result = search(properties, program, use);
        assertThat(result).isInstanceOf(Found.class);
        return (Found) result;
    }

    /// What was not taken; a system that has an OpenBLAS installed still finds that one.
    private static Iterable<String> reasons(NativeLibrary result) {
        return switch (result) {
            case Found found -> found.skipped();
            case Missing missing -> missing.reasons();
        };
    }

    private static void accept(Found found) {
        assertThat(found.libraries()).isNotEmpty();
    }

    private static Consumer<Found> refuse(String reason) {
        return _ -> {
            throw new UnsatisfiedLinkError(reason);
        };
    }
}
