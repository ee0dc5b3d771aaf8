package org.arenagrad;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What users can name of the framework is written down in `surface.txt`, so that it changes only
/// on purpose: a line for each public type of an exported package, and why it is exported.
class SurfaceTest {
    private static final Path FILE = Path.of("test/resources/surface.txt");
    private static final String CLASS = ".class";

    @Test
    void publicTypesAreThoseWrittenDown() throws Exception {
        Set<String> found = publicTypes();
        Set<String> written = new TreeSet<>(lines().stream().map(SurfaceTest::name).toList());
        assertThat(without(found, written))
                .as("add a line to %s for these, or make them package-private", FILE)
                .isEmpty();
        assertThat(without(written, found))
                .as("remove the line from %s: there are no such public types", FILE)
                .isEmpty();
    }

    private static Set<String> without(Set<String> names, Set<String> others) {
        Set<String> left = new TreeSet<>(names);
        left.removeAll(others);
        return left;
    }

    @Test
    void eachHasOneLineAndAReason() throws IOException {
        assertThat(lines()).allMatch(line -> line.matches("\\S+: \\S.*"), "Name: reason");
        assertThat(lines().stream().map(SurfaceTest::name)).doesNotHaveDuplicates().isSorted();
    }

    private static List<String> lines() throws IOException {
        return Files.readAllLines(FILE);
    }

    private static String name(String line) {
        return line.replaceFirst(":.*", "");
    }

    /// Names as in `surface.txt`, without what all have in common: `optim.Adam.Options`.
    private static Set<String> publicTypes() throws Exception {
        ModuleReference framework =
                Closure.modules().stream()
                        .filter(module -> module.descriptor().name().equals(Closure.FRAMEWORK))
                        .findFirst()
                        .orElseThrow();
        List<String> exported =
                framework.descriptor().exports().stream()
                        .filter(exports -> !exports.isQualified())
                        .map(ModuleDescriptor.Exports::source)
                        .toList();
        Set<String> names = new TreeSet<>();
        try (ModuleReader reader = framework.open();
                Stream<String> resources = reader.list()) {
            List<String> classes =
                    resources
                            .filter(resource -> resource.endsWith(CLASS))
                            .map(SurfaceTest::className)
                            .filter(name -> exported.contains(packageOf(name)))
                            .toList();
            for (String name : classes) {
                Class<?> type = Class.forName(name, false, SurfaceTest.class.getClassLoader());
                if (canBeNamed(type)) {
                    String canonical = String.valueOf(type.getCanonicalName());
                    names.add(canonical.substring(Closure.FRAMEWORK.length() + 1));
                }
            }
        }
        return names;
    }

    private static String className(String resource) {
        return resource.substring(0, resource.length() - CLASS.length()).replace('/', '.');
    }

    private static String packageOf(String className) {
        return className.substring(0, Math.max(0, className.lastIndexOf('.')));
    }

    /// By somebody outside: it is public, or protected in a type, and so are all types around it.
    private static boolean canBeNamed(Class<?> type) {
        if (type.isSynthetic() || type.isAnonymousClass() || type.isLocalClass()) {
            return false;
        }
        boolean open = (type.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
        return open && (type.getDeclaringClass() == null || canBeNamed(type.getDeclaringClass()));
    }
}
