#!/usr/bin/env bash
# Generates the bindings again from the cblas.h of the OpenBLAS artifact that the native module
# bundles. The tree stays as it is where jextract makes the same files as before.
set -euo pipefail
cd "$(dirname "$0")"

header=../native/target/openblas/include/cblas.h
package=org/arenagrad/bindings/openblas
generated=src/main/java/$package

if ! command -v jextract >/dev/null; then
    echo "generate.sh: jextract is not on the PATH: unpack a build of it for JDK 23 or newer, which OpenJDK offers, and put its bin folder there" >&2
    exit 1
fi

(cd .. && mvn -q --projects native generate-resources)
if [ ! -f "$header" ]; then
    echo "generate.sh: $header is not there: no OpenBLAS is bundled for this platform" >&2
    exit 1
fi

fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
jextract --output "$fresh" @openblas.args "$header"

# package-info.java is written by hand, and lies among what is generated.
if diff -r --exclude=package-info.java "$fresh/$package" "$generated"; then
    echo "unchanged: $generated"
else
    find "$generated" -name '*.java' ! -name package-info.java -delete
    cp "$fresh/$package"/*.java "$generated"
    echo "generated: $generated"
fi
