#!/bin/sh
# Runs the command line on what is compiled, without Maven: sh examples/arenagrad.sh train digits
#
#   JAVA_OPTS            more options for the JVM
#
# First: mvn compile
set -eu

examples=$(CDPATH='' cd "$(dirname "$0")" && pwd -P)
. "$examples/cli/src/main/dist/bin/find-java.sh"

if [ ! -f "$examples/cli/target/module-path" ]; then
    echo "arenagrad.sh: nothing is compiled yet; first run: mvn compile" >&2
    exit 1
fi
require_java arenagrad.sh

# As the exec plugin starts it, see cli/pom.xml.
exec "$java_home/bin/java" \
    --enable-native-access=org.arenagrad,org.arenagrad.bindings,org.arenagrad.natives,org.jline.nativ \
    --add-modules=jdk.incubator.vector -XX:+UseSerialGC ${JAVA_OPTS:-} \
    --module-path "$examples/cli/target/classes:$(cat "$examples/cli/target/module-path")" \
    --module org.arenagrad.examples.cli/org.arenagrad.examples.cli.Main "$@"
