#!/bin/sh
# A shell to try Arenagrad in: everything imported, a scope open (life), and tensors print themselves. Paste tour.jsh.
#
# First: mvn package -DskipTests
# By hand, with the jshell of a JDK 25, from the root of the source tree:
#
#   jshell -p $(echo examples/target/arenagrad-*/*/lib) --add-modules org.arenagrad -R--add-modules=jdk.incubator.vector
#       -R--enable-native-access=org.arenagrad,org.arenagrad.bindings,org.arenagrad.natives
#       --startup DEFAULT --startup examples/startup.jsh
set -eu

examples=$(CDPATH='' cd "$(dirname "$0")" && pwd -P)
. "$examples/cli/src/main/dist/bin/find-java.sh"

for lib in "$examples"/target/arenagrad-*/arenagrad-*/lib; do :; done
if [ ! -d "$lib" ]; then
    echo "jshell.sh: nothing is built yet; first run: mvn package -DskipTests" >&2
    exit 1
fi
require_java jshell.sh

exec "$java_home/bin/jshell" --module-path "$lib" --add-modules org.arenagrad \
    -R--add-modules=jdk.incubator.vector \
    -R--enable-native-access=org.arenagrad,org.arenagrad.bindings,org.arenagrad.natives \
    --startup DEFAULT --startup "$examples/startup.jsh" "$@"
