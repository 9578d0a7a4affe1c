# Sourced by the scripts that need programs from Debian packages.

# install_missing COMMAND_OR_FILE=PACKAGE...: installs the packages of what is not there where root, else prints what to type.
install_missing() {
    local need missing=()
    for need in "$@"; do
        command -v "${need%%=*}" >/dev/null || [ -e "${need%%=*}" ] || missing+=("${need#*=}")
    done
    [ "${#missing[@]}" -gt 0 ] || return 0
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        echo "programs are missing; please type: sudo apt-get install -y --no-install-recommends ${missing[*]}" >&2
        return 1
    fi
    echo "installing ${missing[*]}"
    apt_get update
    without_starting_services apt_get install -y --no-install-recommends "${missing[@]}"
}

apt_get() {
    DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::Retries=1 -o Acquire::http::Timeout=30 \
        -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" </dev/null
}

# A package such as redis-server starts its daemon when installed. Not with this in place; what was there comes back.
without_starting_services() {
    local policy=/usr/sbin/policy-rc.d status=0
    [ ! -e "$policy" ] || mv "$policy" "$policy.set-aside"
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
    "$@" || status=$?
    rm "$policy"
    [ ! -e "$policy.set-aside" ] || mv "$policy.set-aside" "$policy"
    return "$status"
}
