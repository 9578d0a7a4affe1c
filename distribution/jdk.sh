# Sourced by the scripts that need a JDK of 17 or newer: sets JAVA_HOME, installing one where that is possible.

jdk_version() {
    sed -n 's/^JAVA_VERSION="\([0-9][0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

# JAVA_HOME, the javac on the PATH, then what Debian installs.
find_jdk() {
    found=$(command -v javac || true)
    for candidate in "${JAVA_HOME:-}" "${found:+$(readlink -f "$found" | sed 's|/bin/javac$||')}" /usr/lib/jvm/*; do
        if [ -n "$candidate" ] && [ -x "$candidate/bin/javac" ] && [ "$(jdk_version "$candidate" || echo 0)" -ge 17 ]; then
            JAVA_HOME=$candidate
            export JAVA_HOME
            return 0
        fi
    done 2>/dev/null
    return 1
}

jdk_package() {
    apt-cache show openjdk-17-jdk-headless >/dev/null 2>&1 && echo openjdk-17-jdk-headless || echo default-jdk-headless
}

if ! find_jdk; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo 'No JDK of 17 or newer found; installing one ...'
        apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -qy install --no-install-recommends "$(jdk_package)" ca-certificates
    fi
    if ! find_jdk; then
        echo 'No JDK of 17 or newer found. Type: sudo apt-get update && sudo apt-get install -y default-jdk-headless' >&2
        exit 1
    fi
fi
