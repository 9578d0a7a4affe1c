"""Starting processes, and ending each of them whatever happens; what processes use."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Callable, Sequence

STOP_SECONDS = 40
PAGE = os.sysconf("SC_PAGE_SIZE")


class Failed(Exception):
    """Something that was to be measured does not work; says what."""


class Crew:
    """The processes of one run. Programs of ours run from ``folder``, so that none of them can hide from the end."""

    def __init__(self, folder: Path, stop_seconds: float = STOP_SECONDS) -> None:
        self.folder = folder
        self._stop_seconds = stop_seconds
        self._running: list[subprocess.Popen[bytes]] = []

    def start(self, name: str, command: Sequence[str | Path], cpus: str, **environment: str) -> subprocess.Popen[bytes]:
        """Starts a process on some processors; what it says goes to ``<name>.out``."""
        with open(self.output(name), "ab") as output:
            process = subprocess.Popen(
                ["taskset", "-c", cpus, *map(str, command)],
                cwd=self.folder,
                env={**os.environ, **environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._running.append(process)
        return process

    def output(self, name: str) -> Path:
        return self.folder / f"{name}.out"

    def stop(self, process: subprocess.Popen[bytes]) -> None:
        process.terminate()
        try:
            process.wait(self._stop_seconds)
        except subprocess.TimeoutExpired:
            print(f"bench: {process.args} did not stop, killing it", file=sys.stderr)
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.wait()
        self._running.remove(process)

    def running(self) -> list[subprocess.Popen[bytes]]:
        return list(self._running)

    def stop_others_than(self, kept: Sequence[subprocess.Popen[bytes]]) -> None:
        for process in reversed(self.running()):
            if process not in kept:
                self.stop(process)

    def end(self) -> None:
        self.stop_others_than([])
        # Those of a group that was just killed may need a moment.
        deadline = time.monotonic() + 1
        while programs_in(self.folder) and time.monotonic() < deadline:
            time.sleep(0.01)
        for pid in programs_in(self.folder):
            print(f"bench: process {pid} was left behind, killing it", file=sys.stderr)
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass


def all_pids() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def program(pid: int) -> str:
    try:
        return os.readlink(f"/proc/{pid}/exe")
    except OSError:
        return ""


def programs_in(folder: Path) -> list[int]:
    return [pid for pid in all_pids() if program(pid).startswith(f"{folder.resolve()}/")]


def parent(pid: int) -> int:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return 0
    return int(stat.rpartition(")")[2].split()[1])


def tree(root: int, without: Path) -> list[int]:
    """A process and all below it, except those whose program lies in a folder."""
    children: dict[int, list[int]] = {}
    for pid in all_pids():
        children.setdefault(parent(pid), []).append(pid)
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        if not program(pid).startswith(f"{without.resolve()}/"):
            found.append(pid)
        waiting += children.get(pid, [])
    return found


def cpu_seconds(pids: Sequence[int]) -> float:
    """User and system time: what /proc/PID/stat has, but in nanoseconds, of the processes' clocks.

    Linux makes the number of such a clock of the PID, as clock_getcpuclockid in C does.
    """
    return sum(time.clock_gettime((~pid << 3) | 2) for pid in pids)


def resident_bytes(pids: Sequence[int]) -> int:
    return sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in pids) * PAGE


def wait_until(condition: Callable[[], bool], seconds: float, pause: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise Failed(f"{what}: not within {seconds:g} s")
        time.sleep(pause)
