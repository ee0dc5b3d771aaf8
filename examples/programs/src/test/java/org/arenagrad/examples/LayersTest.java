package org.arenagrad.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Packages of the programs depend one way only, and on nothing that a reader would have to look up
/// elsewhere.
class LayersTest {
    private static final String ROOT = "org.arenagrad.examples";

    /// What each may use besides the framework; the empty name is the package of the networks.
    private static final Map<String, List<String>> USES =
            Map.of(
                    "",
                    List.of(".loop"),
                    ".loop",
                    List.of(),
                    ".tour",
                    List.of(".show"),
                    ".mistakes",
                    List.of(".show"),
                    ".show",
                    List.of(),
                    ".serving",
                    List.of());

    static final List<String> PACKAGES = List.copyOf(USES.keySet());

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .importUrl(Example.class.getProtectionDomain().getCodeSource().getLocation());

    @ParameterizedTest
    @FieldSource("PACKAGES")
    void usesTheFrameworkAndLittleElse(String name) {
        List<String> allowed = new ArrayList<>(List.of("java..", "org.jspecify..", ROOT + name));
        USES.getOrDefault(name, List.of()).forEach(other -> allowed.add(ROOT + other));
        for (String framework :
                List.of(
                        "memory",
                        "array",
                        "autograd",
                        "nn",
                        "loss",
                        "optim",
                        "data",
                        "io",
                        "text",
                        "train")) {
            allowed.add("org.arenagrad." + framework);
        }
        classes()
                .that()
                .resideInAPackage(ROOT + name)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed.toArray(String[]::new))
                .check(CLASSES);
    }

    @Test
    void everyPackageHasItsPlace() {
        assertThat(
                        CLASSES.stream()
                                .map(JavaClass::getPackageName)
                                .map(name -> name.substring(ROOT.length()))
                                .distinct())
                .as("a new package: decide what it may use, and add it to USES")
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
}
