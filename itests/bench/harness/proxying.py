"""Navigator beside other proxies: the same load through each, in rounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable

from .bench import Bench, Sample
from .contenders import Contender
from .processes import Failed, wait_until
from .results import Results


@dataclass(frozen=True)
class Scenario:
    key: str
    title: str
    kind: str
    options: tuple[object, ...]

    @property
    def path(self) -> str:
        return f"/t0/{self.kind}"


SCENARIOS = [
    Scenario("get16", "small GET, 16 connections", "small", ("-c", 16)),
    Scenario("get64", "small GET, 64 connections", "small", ("-c", 64)),
    Scenario("get512", "small GET, 512 connections", "small", ("-c", 512)),
    Scenario("connect", "a new connection per request, 16 at once", "small", ("-c", 16, "-x")),
    Scenario("post", "1 KB POST, 64 connections", "small", ("-c", 64, "-b", 1024)),
    Scenario("large", "64 KiB, 64 connections", "large", ("-c", 64)),
    Scenario("huge", "10 MiB, 8 connections", "huge", ("-c", 8)),
    Scenario("rate", "5,000/s fixed, 64 connections", "small", ("-c", 64, "-r", 5000)),
    Scenario("websocket", "WebSocket echo of 128 bytes, 64 connections", "echo", ("-c", 64, "-W", 128)),
]

SMALL_GET = SCENARIOS[1]


def sample(bench: Bench, contender: Contender, scenario: Scenario, seconds: float, lead_in: float) -> Sample:
    options = (*scenario.options, "-w", lead_in, "-s", seconds)
    contender.empty_log()
    return bench.load(contender.port, scenario.path, contender.pids(bench), *options)


def compare(
    bench: Bench, scenario: Scenario, contenders: list[Contender], results: Results, progress: Callable[[str], None]
) -> None:
    """Measures all contenders in every round. Who fails is out, and the others go on."""
    racing = []
    for contender in contenders:
        progress(f"{scenario.title}: warming {contender.title}")
        warm = bench.effort.warm_jvm if contender.jvm else bench.effort.warm
        if attempt(results, scenario, contender, lambda: sample(bench, contender, scenario, warm, 0)):
            racing.append(contender)
            require_log(results, contender)
    for number in range(bench.effort.rounds):
        # Each round begins with another one, so that nobody always runs first.
        turn = number % max(1, len(racing))
        for contender in racing[turn:] + racing[:turn]:
            progress(f"{scenario.title}: round {number + 1} of {bench.effort.rounds}, {contender.title}")
            found = attempt(
                results,
                scenario,
                contender,
                lambda: sample(bench, contender, scenario, bench.effort.seconds, bench.effort.lead_in),
            )
            if found:
                results.add(scenario.key, contender.key, found)
            else:
                racing = [other for other in racing if other is not contender]


def require_log(results: Results, contender: Contender) -> None:
    """Who leaves out the access log has less to do than the others."""
    try:
        wait_until(contender.logs, 2, 0.05, f"{contender.title}: a line in the access log")
    except Failed as e:
        if str(e) not in results.troubles:
            results.troubles.append(str(e))


def attempt(
    results: Results, scenario: Scenario, contender: Contender, measure: Callable[[], Sample]
) -> Sample | None:
    try:
        found = measure()
    except Failed as e:
        results.troubles.append(f"{scenario.title}: {contender.title}: {e}")
        return None
    if found.errors:
        failures = f"{found.errors} errors in {found.requests} requests"
        results.troubles.append(f"{scenario.title}: {contender.title}: {failures}")
    return found
