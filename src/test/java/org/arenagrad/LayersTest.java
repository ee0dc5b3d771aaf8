package org.arenagrad;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import org.arenagrad.memory.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Packages depend one way only, and each says what it owns.
class LayersTest {
    private static final String ROOT = "org.arenagrad.";

    /// From the bottom up; each may use those of the lines before it, none of its own line.
    private static final List<List<String>> LAYERS =
            List.of(
                    List.of("memory"),
                    List.of("kernel"),
                    List.of("array"),
                    List.of("ndarray"),
                    List.of("autograd"),
                    List.of("nn", "loss", "optim"),
                    List.of("data", "io"),
                    List.of("text", "train"),
                    List.of("viz"));

    /// The rooms of the kernels, from the bottom up; the empty name is the contracts that all of
    /// them share.
    private static final List<String> ROOMS =
            List.of(
                    ".math",
                    ".op",
                    "",
                    ".loop",
                    ".gemm",
                    ".conv",
                    ".parallel",
                    ".openblas",
                    ".dry",
                    ".backend");

    private static final List<String> MAY_USE_KERNELS =
            List.of("array", "ndarray", "autograd", "optim");

    /// For the JDK's Flight Recorder.
    private static final List<String> WRITE_FLIGHT_EVENTS = List.of("memory", "autograd");

    /// Those that read and write what other programs do.
    private static final Map<String, List<String>> USE_LIBRARIES =
            Map.of(
                    "data", List.of("com.fasterxml.jackson.core..", "de.siegmar.fastcsv.."),
                    "io", List.of("com.fasterxml.jackson.core.."),
                    "text", List.of("com.fasterxml.jackson.core.."),
                    "train", List.of("com.fasterxml.jackson.core.."));

    /// Modules of their own, also where all classes lie in one folder.
    private static final List<String> OTHER_MODULES = List.of("natives", "bindings");

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .importUrl(Scope.class.getProtectionDomain().getCodeSource().getLocation());

    static List<String> packages() {
        return LAYERS.stream().flatMap(List::stream).toList();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void dependsOnlyOnWhatIsBelow(String name) {
        List<String> allowed =
                new ArrayList<>(List.of("java..", "jdk.incubator.vector..", "org.jspecify.."));
        if (WRITE_FLIGHT_EVENTS.contains(name)) {
            allowed.add("jdk.jfr..");
        }
        allowed.addAll(USE_LIBRARIES.getOrDefault(name, List.of()));
        allowed.add(ROOT + name + "..");
        for (List<String> layer : LAYERS) {
            if (layer.contains(name)) {
                break;
            }
            layer.forEach(below -> allowed.add(ROOT + below + ".."));
        }
        if (name.equals("kernel")) {
            allowed.add(ROOT + "natives..");
            allowed.add(ROOT + "bindings..");
        }
        classes()
                .that()
                .resideInAPackage(ROOT + name + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed.toArray(String[]::new))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    static List<String> rooms() {
        return ROOMS;
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void roomsOfTheKernelsUseOnlyThoseBelow(String room) {
        String[] above =
                ROOMS.subList(ROOMS.indexOf(room) + 1, ROOMS.size()).stream()
                        .map(other -> ROOT + "kernel" + other)
                        .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(ROOT + "kernel" + room)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(above)
                .check(CLASSES);
    }

    @Test
    void everyKernelIsInARoom() {
        assertThat(
                        CLASSES.stream()
                                .map(JavaClass::getPackageName)
                                .filter(name -> name.startsWith(ROOT + "kernel"))
                                .map(name -> name.substring((ROOT + "kernel").length()))
                                .distinct())
                .as("a new room: decide where it stands, and add it to ROOMS")
                .containsExactlyInAnyOrderElementsOf(ROOMS);
    }

    @Test
    void kernelsAreTheBusinessOfAFewPackages() {
        String[] others =
                packages().stream()
                        .filter(name -> !name.equals("kernel") && !MAY_USE_KERNELS.contains(name))
                        .map(name -> ROOT + name + "..")
                        .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAnyPackage(others)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "kernel..")
                .check(CLASSES);
    }

    @Test
    void everyPackageHasItsLayer() {
        assertThat(
                        CLASSES.stream()
                                .map(JavaClass::getPackageName)
                                .map(name -> name.substring(ROOT.length()).replaceAll("\\..*", ""))
                                .filter(name -> !OTHER_MODULES.contains(name))
                                .distinct())
                .as("a new package: decide where it stands, and add it to LAYERS")
                .isNotEmpty()
                .isSubsetOf(packages());
    }

    @Test
    void everyPackageSaysWhatItOwnsAndProtects() throws IOException {
        Path sources = Path.of("main", "java");
        List<Path> folders;
        try (Stream<Path> all = Files.walk(sources)) {
            folders =
                    all.filter(path -> path.toString().endsWith(".java"))
                            .filter(path -> !path.endsWith("module-info.java"))
                            .map(Path::getParent)
                            .distinct()
                            .toList();
        }
        assertThat(folders).hasSizeGreaterThan(3);
        for (Path folder : folders) {
            assertThat(folder.resolve("package-info.java"))
                    .content()
                    .startsWith("///")
                    .contains("**Invariant.**")
                    .contains("@NullMarked");
        }
    }
}
