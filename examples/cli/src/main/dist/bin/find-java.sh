# To be read by the scripts beside it and by jshell.sh: require_java finds a Java that is new enough.

# Prints the file behind a path, however many symbolic links lead there.
resolve() {
    resolved=$1
    while [ -L "$resolved" ]; do
        link=$(readlink "$resolved")
        case $link in
            /*) resolved=$link ;;
            *) resolved=$(dirname "$resolved")/$link ;;
        esac
    done
    printf '%s\n' "$resolved"
}

# Sets version to that of a Java home folder, or to nothing. The file that says it is read rather than Java started,
# which would take as long as all the rest.
version_of() {
    version=
    [ -x "$1/bin/java" ] || return 0
    if [ -r "$1/release" ]; then
        while IFS='=' read -r key value; do
            if [ "$key" = JAVA_VERSION ]; then
                version=${value#\"}
                version=${version%\"*}
            fi
        done <"$1/release"
    fi
    if [ -z "$version" ]; then
        version=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p')
    fi
}

# Sets java_home and version to the first folder given that is a Java 25 or newer; otherwise rejected says what was seen.
find_java() {
    rejected=
    for java_home in "$@"; do
        [ -n "$java_home" ] || continue
        version_of "$java_home"
        major=${version%%[!0-9]*}
        if [ "${major:-0}" -ge 25 ]; then
            return 0
        fi
        rejected="$rejected${rejected:+, }${version:-nothing that runs} in $java_home"
    done
    java_home=
    return 1
}

# Prints the home folder of the java that the PATH leads to, or nothing.
java_home_on_path() {
    on_path=$(command -v java) || return 0
    dirname "$(dirname "$(resolve "$on_path")")"
}

# Sets java_home and version to a Java 25 or newer: that of JAVA_HOME, that on the PATH, or one of those that lie where
# they are usually installed, as Maven finds them too. If there is none, it says so in the name of a program, and exits.
require_java() {
    program_name=$1
    set -- "${JAVA_HOME:-}" "$(java_home_on_path)"
    for place in /usr/lib/jvm/* /usr/java/* /opt/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
        "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* "${HOME:-}"/.m2/jdks/* "${HOME:-}"/.gradle/jdks/* \
        "${HOME:-}"/.asdf/installs/java/* "${HOME:-}"/.jabba/jdk/*; do
        if [ -x "$place/bin/java" ]; then
            set -- "$@" "$place"
        fi
    done
    if ! find_java "$@"; then
        echo "$program_name: needs Java 25 or newer, named by JAVA_HOME or on the PATH; found ${rejected:-none}" >&2
        exit 1
    fi
}
