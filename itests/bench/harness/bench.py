"""What everything here works with: where, how long, on which processors and ports."""

from __future__ import annotations

import json
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Sequence

from .machine import Cores, Jdk
from .processes import Crew, Failed


@dataclass(frozen=True)
class Effort:
    """How much is measured."""

    rounds: int
    seconds: float
    #: Of each round, before what counts: connections are opened and the scheduler finds its ways.
    lead_in: float
    #: Before the first round of each scenario.
    warm: float
    warm_jvm: float
    #: Small requests before anything else; their number, and not the time, is what makes the JVM compile.
    first_warm_jvm: int
    many_requests: int
    starts: int
    cold_starts: int
    #: After many starts, until the JVM has compiled what it found worth it.
    settle_seconds: float
    idle_seconds: float


FULL = Effort(5, 1.5, 0.3, 0.5, 3, 250_000, 1_000_000, 10, 40, 5, 10)
QUICK = Effort(2, 0.6, 0.2, 0.5, 1, 80_000, 200_000, 3, 12, 4, 4)


@dataclass(frozen=True)
class Sample:
    """What the load program says of one round."""

    requests: int
    errors: int
    seconds: float
    cpu_ms: float
    p50_ms: float
    p99_ms: float

    @property
    def cpu(self) -> float:
        """CPU milliseconds of the proxy per 1,000 requests."""
        return self.cpu_ms * 1000 / self.requests

    @property
    def throughput(self) -> float:
        return self.requests / self.seconds

    @property
    def busy(self) -> float:
        """The share of one core that the proxy used."""
        return self.cpu_ms / 1000 / self.seconds

    @staticmethod
    def read(line: str) -> Sample:
        said = json.loads(line)
        if said["requests"] == 0:
            raise Failed("not one request was answered")
        return Sample(
            said["requests"],
            said["errors"],
            said["seconds"],
            said["cpu_ms"],
            said["p50_us"] / 1000,
            said["p99_us"] / 1000,
        )


@dataclass(frozen=True)
class Bench:
    crew: Crew
    cores: Cores
    effort: Effort
    jdk: Jdk | None
    navigator_home: Path
    port: int
    app_port: int

    @property
    def folder(self) -> Path:
        return self.crew.folder

    def load_command(self, port: int, path: str, pids: Sequence[int], *options: object) -> list[str]:
        watched = [word for pid in pids for word in ("-C", str(pid))]
        return [str(self.folder / "load"), "-p", str(port), "-P", path, *watched, *map(str, options)]

    def load(self, port: int, path: str, pids: Sequence[int], *options: object) -> Sample:
        """Runs the load program; see there for its options."""
        command = ["taskset", "-c", self.cores.load, *self.load_command(port, path, pids, *options)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=300)
        except subprocess.TimeoutExpired as e:
            raise Failed("the load came to no end") from e
        if done.returncode != 0:
            raise Failed(done.stderr.strip() or f"load ended with {done.returncode}")
        return Sample.read(done.stdout)


def accepts(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0
