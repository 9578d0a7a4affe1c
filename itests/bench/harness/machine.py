"""The machine: its cores and its JDKs."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

OLDEST_JAVA = 17


@dataclass(frozen=True)
class Cores:
    """Who runs where, as ``taskset -c`` reads it: the last processor is for proxies, the others for load and backend."""

    proxy: str
    load: str
    all: str

    @staticmethod
    def of(allowed: set[int]) -> Cores:
        if len(allowed) < 2:
            raise SystemExit("bench: one processor; two are needed, one for the proxy, one for load and backend")
        *load, proxy = sorted(allowed)
        return Cores(str(proxy), spelled(load), spelled(sorted(allowed)))


def spelled(cpus: list[int]) -> str:
    return ",".join(str(cpu) for cpu in cpus)


@dataclass(frozen=True)
class Jdk:
    home: Path
    version: int

    def tool(self, name: str) -> Path:
        return self.home / "bin" / name

    def __str__(self) -> str:
        return f"JDK {self.version}"


def jdk_at(home: Path) -> Jdk | None:
    """The JDK in a folder; none if there is none or it is too old."""
    try:
        found = re.search(r'^JAVA_VERSION="(\d+)', (home / "release").read_text(), re.MULTILINE)
    except OSError:
        return None
    if not found or int(found[1]) < OLDEST_JAVA or not os.access(home / "bin/java", os.X_OK):
        return None
    return Jdk(home.resolve(), int(found[1]))


def installed_jdks() -> list[Jdk]:
    """One of each version, oldest first; JAVA_HOME's wins over others of its version."""
    homes = [Path(os.environ["JAVA_HOME"])] if os.environ.get("JAVA_HOME") else []
    homes += sorted(Path("/usr/lib/jvm").glob("*"))
    by_version: dict[int, Jdk] = {}
    for home in homes:
        jdk = jdk_at(home)
        if jdk:
            by_version.setdefault(jdk.version, jdk)
    return [by_version[version] for version in sorted(by_version)]


def chosen_jdk() -> Jdk | None:
    """JAVA_HOME's, else the newest."""
    named = os.environ.get("JAVA_HOME")
    if named:
        return jdk_at(Path(named))
    return (installed_jdks() or [None])[-1]
