"""Navigator's distribution, its configuration for the benchmark, and what its JVM says of itself."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Iterable, Sequence

from . import clients
from .bench import Bench
from .contenders import CONNECTIONS, Contender, wait_for
from .machine import Jdk
from .processes import Failed

#: Live tenants that requests are spread over, in tables of any size.
LIVE = 10

CONFIGURATION = """\
server:
  listen: 127.0.0.1:{port}
  pid_file: {folder}/{key}.pid
pools:
  max_size: {live}
  idle_timeout: 1h
  start_port: {app_port}
  port_count: {port_count}
{pools}logging:
  access_log: {folder}/{key}.access.log
applications:
  command: {folder}/backend
  working_dir: {folder}
  concurrency: {concurrency}
  max_queue: {concurrency}
  max_processes: 1
  env: {{CPUS: "{cpus}"}}
  tenants:
{tenants}
"""


@dataclass(frozen=True)
class Setup:
    """One Navigator: ``tenants`` configured, of which ``live`` may run, each on its own port from ``app_port`` on."""

    key: str
    port: int
    app_port: int
    tenants: int
    live: int
    boot_ms: Sequence[int] = (0,)
    max_concurrent_starts: int | None = None

    def write(self, bench: Bench) -> Path:
        config = bench.folder / f"{self.key}.yml"
        config.write_text(self.configuration(bench))
        return config

    def configuration(self, bench: Bench) -> str:
        return CONFIGURATION.format(
            port=self.port,
            folder=bench.folder,
            key=self.key,
            live=self.live,
            app_port=self.app_port,
            port_count=self.live + 50,
            pools=f"  max_concurrent_starts: {self.max_concurrent_starts}\n" if self.max_concurrent_starts else "",
            concurrency=CONNECTIONS,
            cpus=bench.cores.load,
            tenants="\n".join(self._tenants()),
        )

    def _tenants(self) -> Iterable[str]:
        for number in range(self.tenants):
            boot = self.boot_ms[number % len(self.boot_ms)]
            yield f"    - name: t{number}" + (f'\n      env: {{BOOT_MS: "{boot}"}}' if boot else "")


class Navigator(Contender):
    """A running one."""


def run(bench: Bench, name: str, jdk: Jdk, cpus: str, *arguments: str | Path) -> subprocess.Popen[bytes]:
    """Runs Navigator's launch script, with an archive of classes as an installation has it, in this run's folder."""
    archives = bench.folder / "archives"
    if not (archives / str(jdk)).exists():
        archives.mkdir(exist_ok=True)
        (archives / str(jdk)).touch()
        training = run(bench, "archive", jdk, bench.cores.all, "--make-cache")
        training.wait(120)
        bench.crew.stop(training)
    command = [bench.navigator_home / "bin/navigator", *arguments]
    return bench.crew.start(name, command, cpus, JAVA_HOME=str(jdk.home), NAVIGATOR_CACHE=str(archives))


def start(bench: Bench, setup: Setup, cpus: str) -> Navigator:
    if bench.jdk is None:
        raise Failed("no JDK of 17 or newer found; set JAVA_HOME")
    process = run(bench, setup.key, bench.jdk, cpus, setup.write(bench))
    log = bench.folder / f"{setup.key}.access.log"
    navigator = Navigator(setup.key, "Navigator", setup.port, process, log, jvm=True)
    wait_for(bench, navigator)
    clients.await_answer(setup.port, "/nobody")
    return navigator


def stop(bench: Bench, navigator: Navigator) -> None:
    bench.crew.stop(navigator.process)


def jcmd(bench: Bench, navigator: Navigator, *arguments: str) -> str:
    if bench.jdk is None or not bench.jdk.tool("jcmd").exists():
        raise Failed(f"no jcmd in {bench.jdk}")
    command = [str(bench.jdk.tool("jcmd")), str(navigator.process.pid), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    if done.returncode != 0:
        raise Failed(f"jcmd {' '.join(arguments)}: {done.stdout}{done.stderr}")
    return done.stdout


def live_heap_bytes(bench: Bench, navigator: Navigator) -> int:
    """After a full collection."""
    return histogram_total(jcmd(bench, navigator, "GC.class_histogram"))


def histogram_total(histogram: str) -> int:
    found = re.search(r"^Total\s+\d+\s+(\d+)", histogram, re.MULTILINE)
    if not found:
        raise Failed("jcmd GC.class_histogram says no total")
    return int(found[1])


def allocated_bytes(bench: Bench, navigator: Navigator) -> dict[str, int]:
    """Bytes that each thread has allocated since it began: the JVM's own count, which costs nothing to keep."""
    return allocations(jcmd(bench, navigator, "Thread.print", "-e"))


UNITS = {"B": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


def allocations(threads: str) -> dict[str, int]:
    """By name and number of the thread, from ``jcmd Thread.print -e``."""
    found = re.findall(r'^("[^"]*" #\d+).* allocated=(\d+)([BKMG])', threads, re.MULTILINE)
    return {name: int(count) * UNITS[unit] for name, count, unit in found}
