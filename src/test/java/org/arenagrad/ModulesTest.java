package org.arenagrad;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleReference;

/// What comes with the framework, seen as modules.
class ModulesTest {
    @Test
    void everyModuleThatComesAlongSaysItself() {
        assertThat(Closure.modules())
                .as("an automatic module reads everything, and no runtime image can contain it")
                .extracting(ModuleReference::descriptor)
                .noneMatch(ModuleDescriptor::isAutomatic);
    }

    @Test
    void noMoreComesAlongThanTwoSmallLibraries() {
        assertThat(Closure.modules())
                .extracting(module -> module.descriptor().name())
                .containsExactlyInAnyOrder(
                        Closure.FRAMEWORK,
                        Closure.ANNOTATIONS,
                        "org.arenagrad.natives",
                        "org.arenagrad.bindings",
                        "com.fasterxml.jackson.core",
                        "de.siegmar.fastcsv");
    }
}
