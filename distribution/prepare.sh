# Sourced by distribution/demo and itests/verify: sees to it that a JDK and other commands are there. What is missing is
# installed through apt where we are root; otherwise the one command to type is printed.

# prepare_jdk: leaves JAVA_HOME naming a JDK of Java 17 or newer.
prepare_jdk() {
  find_jdk && return
  install_packages "$(jdk_package)" || return
  find_jdk || { echo "$(jdk_package) is installed, but no JDK of Java 17 or newer is in PATH or /usr/lib/jvm" >&2; return 1; }
}

# prepare_commands COMMAND=PACKAGE...: leaves every command in PATH.
prepare_commands() {
  local need missing=()
  for need in "$@"; do
    command -v "${need%%=*}" >/dev/null || missing+=("${need#*=}")
  done
  [ "${#missing[@]}" -eq 0 ] || install_packages "${missing[@]}"
}

find_jdk() {
  local javac
  for javac in "${JAVA_HOME:-/none}/bin/javac" "$(command -v javac)" /usr/lib/jvm/*/bin/javac; do
    if [ -x "$javac" ] && is_new_enough "$javac"; then
      JAVA_HOME=$(dirname "$(dirname "$(readlink -f "$javac")")")
      export JAVA_HOME
      return 0
    fi
  done
  return 1
}

is_new_enough() {
  local version
  version=$("$1" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
  [ "${version:-0}" -ge 17 ]
}

jdk_package() {
  local package
  for package in openjdk-25-jdk-headless openjdk-21-jdk-headless openjdk-17-jdk-headless; do
    if apt-cache show "$package" >/dev/null 2>&1; then
      echo "$package"
      return
    fi
  done
  echo default-jdk-headless
}

install_packages() {
  if ! command -v apt-get >/dev/null; then
    echo "missing, by the names of their Debian packages: $*" >&2
    return 1
  fi
  if [ "$(id -u)" -ne 0 ]; then
    echo "missing; please type: sudo apt-get install -y --no-install-recommends $*" >&2
    return 1
  fi
  echo "installing $*"
  without_starting_services apt_get update
  # Asked again: before the update apt may have known none of the JDKs.
  [ "$*" != default-jdk-headless ] || set -- "$(jdk_package)"
  without_starting_services apt_get install -y --no-install-recommends "$@"
}

apt_get() {
  DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::Retries=1 -o Acquire::http::Timeout=30 \
    -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" </dev/null
}

# A package such as redis-server starts its daemon when installed. Not with this in place; whatever was there comes back.
without_starting_services() {
  local policy=/usr/sbin/policy-rc.d status=0
  [ ! -e "$policy" ] || mv "$policy" "$policy.before-navigator"
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
  "$@" || status=$?
  rm -f "$policy"
  [ ! -e "$policy.before-navigator" ] || mv "$policy.before-navigator" "$policy"
  return "$status"
}
