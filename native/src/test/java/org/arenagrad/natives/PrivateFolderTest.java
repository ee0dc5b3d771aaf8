package org.arenagrad.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;

/// Nothing is loaded from where another user can put something else, however far up.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "folders have access lists there")
class PrivateFolderTest {
    @TempDir Path temporary;
    private Path top = Path.of("");
    private Path cache = Path.of("");
    private Path folder = Path.of("");
    private List<Path> all = List.of();

    @BeforeEach
    void makeFolders() throws IOException {
        top = temporary.toRealPath().resolve("top");
        cache = top.resolve("home").resolve("cache");
        folder = cache.resolve("openblas");
        all = List.of(top, top.resolve("home"), cache, folder);
        PrivateFolder.create(folder);
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static void makeSticky(Path path) throws IOException {
        Files.setAttribute(path, "unix:mode", 01777);
    }

    private static void assertRefused(Path asked, Path named) {
        assertRefused(asked, named, "(chmod go-w)");
    }

    private static void assertRefused(Path asked, Path named, String... parts) {
        assertThatThrownBy(() -> PrivateFolder.create(asked))
                .isInstanceOf(FileSystemException.class)
                .hasMessageStartingWith(named + ": other users may write to it")
                .hasMessageContainingAll(parts);
    }

    @Test
    void whatIsMadeIsForThisUserAlone() throws IOException {
        for (Path made : all) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                    .isEqualTo("rwx------");
        }
        assertThat(PrivateFolder.create(folder)).isEqualTo(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwxrwx", "rwx-wx---", "rwx----w-"})
    void eachFolderAboveMustBeClosedToOthers(String permissions) throws IOException {
        for (Path open : all) {
            permit(open, permissions);
            assertRefused(folder, open, "(chmod go-w)", "and is " + permissions);
            permit(open, "rwxr-xr-x");
            assertThat(PrivateFolder.create(folder)).isEqualTo(folder);
        }
    }

    @Test
    void aStickyFolderAboveMayBeOpen() throws IOException {
        makeSticky(top);
        makeSticky(cache);
        assertThat(PrivateFolder.create(folder)).isEqualTo(folder);
        makeSticky(folder);
        assertRefused(folder, folder);
    }

    @Test
    void nothingIsMadeBelowAnOpenFolder() throws IOException {
        permit(top, "rwxrwxrwx");
        assertRefused(cache.resolve("new").resolve("newer"), top);
        assertThat(cache).isDirectoryNotContaining("glob:**/new");
    }

    /// The names lead through closed folders only; what they stand for does not.
    @Test
    void aLinkIsFollowedBeforeAnythingIsChecked() throws IOException {
        Path open = Files.createDirectory(temporary.resolve("open")).toRealPath();
        Path inside = PrivateFolder.create(open.resolve("inside"));
        Path link = Files.createSymbolicLink(cache.resolve("link"), inside);
        permit(open, "rwxrwxrwx");

        assertRefused(link, open);
        assertRefused(link.resolve("new"), open);
        assertThat(inside).isEmptyDirectory();
    }

    /// Where it leads is checked, and that is where libraries are loaded from: somebody may change
    /// the link a moment later.
    @Test
    void aLinkInAnOpenFolderIsNotUsedAgain() throws IOException {
        Path open = Files.createDirectory(temporary.resolve("open")).toRealPath();
        permit(open, "rwxrwxrwx");
        Path link = Files.createSymbolicLink(open.resolve("link"), folder);

        assertThat(PrivateFolder.create(link)).isEqualTo(folder);
        assertThat(PrivateFolder.create(link.resolve("new"))).isEqualTo(folder.resolve("new"));
        var unpacking = new Unpacking(Bundle.read(Fakes.program(Fakes.LIBRARIES)));
        assertThat(unpacking.into(link)).allMatch(library -> library.startsWith(folder));
    }

    @Test
    void eachFolderAboveMustBeThisUsersOrTheSystems() throws IOException {
        UserPrincipal other = anotherUser();
        for (Path owned : all) {
            UserPrincipal me = Files.getOwner(owned);
            give(owned, other);
            assertRefused(folder, owned, "belongs to nobody");
            give(owned, me);
            assertThat(PrivateFolder.create(folder)).isEqualTo(folder);
        }
    }

    private static UserPrincipal anotherUser() {
        try {
            return Path.of("/")
                    .getFileSystem()
                    .getUserPrincipalLookupService()
                    .lookupPrincipalByName("nobody");
        } catch (IOException unknown) {
            assumeTrue(false, "there is no user to give a folder to: " + unknown);
            throw new AssertionError(unknown);
        }
    }

    private static void give(Path path, UserPrincipal owner) {
        try {
            Files.setOwner(path, owner);
        } catch (IOException refused) {
            assumeTrue(false, "only the administrator can give folders away: " + refused);
        }
    }
}
