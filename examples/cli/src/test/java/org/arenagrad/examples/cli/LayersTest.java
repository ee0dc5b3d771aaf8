package org.arenagrad.examples.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Packages of the command line depend one way only, and each says what it owns.
class LayersTest {
    private static final String ROOT = "org.arenagrad.examples.cli";

    /// From the bottom up; each may use those of the lines before it, none of its own line. The
    /// empty name is the package of [Main].
    private static final List<List<String>> LAYERS =
            List.of(
                    List.of(".console", ".report"),
                    List.of(".option"),
                    List.of(".output", ".recipe", ".profile"),
                    List.of(".data"),
                    List.of(".model"),
                    List.of(".training"),
                    List.of(".command"),
                    List.of(""));

    static final List<String> PACKAGES = LAYERS.stream().flatMap(List::stream).toList();

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importUrl(Main.class.getProtectionDomain().getCodeSource().getLocation());

    @ParameterizedTest
    @FieldSource("PACKAGES")
    void usesOnlyPackagesBelow(String name) {
        List<String> others = new ArrayList<>();
        boolean below = true;
        for (List<String> layer : LAYERS) {
            below &= !layer.contains(name);
            if (!below) {
                layer.stream()
                        .filter(other -> !other.equals(name))
                        .forEach(other -> others.add(ROOT + other));
            }
        }
        if (others.isEmpty()) {
            return; // Main's, which may use all.
        }
        noClasses()
                .that()
                .resideInAPackage(ROOT + name)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others.toArray(String[]::new))
                .check(CLASSES);
    }

    @Test
    void everyPackageHasItsLayer() {
        assertThat(
                        CLASSES.stream()
                                .map(JavaClass::getPackageName)
                                .map(name -> name.substring(ROOT.length()))
                                .distinct())
                .as("a new package: decide where it stands, and add it to LAYERS")
                .containsExactlyInAnyOrderElementsOf(PACKAGES);
    }

    @ParameterizedTest
    @FieldSource("PACKAGES")
    void saysWhatItOwnsAndProtects(String name) {
        assertThat(
                        Path.of("src/main/java", (ROOT + name).replace('.', '/'))
                                .resolve("package-info.java"))
                .content()
                .startsWith("///")
                .contains("**Invariant.**")
                .contains("@NullMarked");
    }

    @Test
    void commandsDoNotKnowEachOther() {
        List<String> known = new ArrayList<>();
        for (JavaClass command : CLASSES) {
            for (var dependency : command.getDirectDependenciesFromSelf()) {
                JavaClass other = dependency.getTargetClass().getBaseComponentType();
                if (isCommand(command)
                        && isCommand(other)
                        && !outermost(command).equals(outermost(other))) {
                    known.add(dependency.getDescription());
                }
            }
        }
        assertThat(CLASSES).filteredOn(LayersTest::isCommand).hasSizeGreaterThan(10);
        assertThat(known).isEmpty();
    }

    private static boolean isCommand(JavaClass some) {
        return some.getPackageName().equals(ROOT + ".command")
                && outermost(some).endsWith("Command")
                && !outermost(some).endsWith(".SavedModelCommand"); // What some of them extend.
    }

    private static String outermost(JavaClass some) {
        return some.getName().replaceAll("\\$.*", "");
    }
}
