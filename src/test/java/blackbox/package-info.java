/// A user's program, outside the framework's packages: for tests of what such a program is told.
@NullMarked
package blackbox;

import org.jspecify.annotations.NullMarked;
