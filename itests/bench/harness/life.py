"""Starting: Navigator itself, and applications; and what many running ones cost."""

from __future__ import annotations

import time

from . import clients
from .bench import Bench, accepts
from .contenders import last_words
from .machine import Jdk, installed_jdks
from .navigator import LIVE, Navigator, Setup, live_heap_bytes, run, start, stop
from .processes import Failed, cpu_seconds, programs_in, resident_bytes, wait_until
from .results import Figure, Results
from .stats import median, percentile

BOOTS_MS = (5, 50, 200, 1000)
STARTING = 100
ALIVE = 300


def startup(bench: Bench, results: Results) -> None:
    """From exec to accepting, and to the first answer, on every JDK there is."""
    for jdk in installed_jdks():
        start_once(bench, jdk)
        accepting, answering = zip(*[start_once(bench, jdk) for _ in range(bench.effort.starts)])
        results.figures += [
            Figure(f"exec to accepting, {jdk}", median(accepting) * 1000, "ms", 600),
            Figure(f"exec to first answer, {jdk}", median(answering) * 1000, "ms"),
        ]


def start_once(bench: Bench, jdk: Jdk) -> tuple[float, float]:
    """:return: seconds until a connection is accepted, and until a request on it is answered"""
    setup = Setup("startup", bench.port + 23, bench.app_port, LIVE, LIVE)
    config = setup.write(bench)
    began = time.monotonic()
    process = run(bench, setup.key, jdk, bench.cores.all, config)
    wait_until(lambda: process.poll() is not None or accepts(setup.port), 60, 0.0005, "Navigator accepts")
    accepting = time.monotonic() - began
    if process.poll() is not None:
        raise Failed(f"Navigator ended with {process.returncode}: {last_words(bench, setup.key)}")
    clients.await_answer(setup.port, "/nobody")
    answering = time.monotonic() - began
    bench.crew.stop(process)
    return accepting, answering


def cold(bench: Bench, results: Results) -> None:
    """From an application listening to the first byte it is sent; applications boot for different times."""
    unmeasured = 2 * len(BOOTS_MS)
    count = unmeasured + bench.effort.cold_starts
    setup = Setup("cold", bench.port + 24, bench.app_port, count, count, BOOTS_MS)
    navigator = start(bench, setup, bench.cores.all)
    forwarded, answered = [], []
    for number in range(count):
        body = clients.fetch(setup.port, f"/t{number}/times")
        now = time.monotonic_ns()
        listening, first = clients.times(body)
        if number >= unmeasured:
            forwarded.append((first - listening) / 1e6)
            answered.append((now - listening) / 1e6)
    stop(bench, navigator)
    results.figures += [
        Figure("cold start: listening to first byte forwarded, median", median(forwarded), "ms", 10),
        Figure("cold start: the same, 95th percentile", percentile(forwarded, 0.95), "ms", 25),
        Figure("cold start: listening to answer at the client, median", median(answered), "ms"),
    ]
    waiting(bench, results)


def waiting(bench: Bench, results: Results) -> None:
    """What it costs to watch many applications boot."""
    boot_ms = 14_000
    setup = Setup("waiting", bench.port + 25, bench.app_port + 100, STARTING, STARTING, [boot_ms], STARTING)
    navigator = start(bench, setup, bench.cores.all)
    requests = [clients.send(setup.port, f"/t{number}/small") for number in range(STARTING)]
    wait_until(lambda: len(programs_in(bench.folder)) >= STARTING, boot_ms / 1000, 0.05, f"{STARTING} starts")
    time.sleep(bench.effort.settle_seconds)
    share = cpu_share(bench, navigator, 3)
    for request in requests:
        request.close()
    stop(bench, navigator)
    results.figures.append(Figure(f"CPU while {STARTING} applications boot", share * 100, "% of a core", 5))


def cpu_share(bench: Bench, navigator: Navigator, seconds: float) -> float:
    pids = navigator.pids(bench)
    before, began = cpu_seconds(pids), time.monotonic()
    time.sleep(seconds)
    return (cpu_seconds(pids) - before) / (time.monotonic() - began)


def scale(bench: Bench, results: Results) -> None:
    """Many applications started at once, then running without a request."""
    setup = Setup("scale", bench.port + 26, bench.app_port, ALIVE, ALIVE)
    navigator = start(bench, setup, bench.cores.all)
    heap = live_heap_bytes(bench, navigator)
    resident = resident_bytes(navigator.pids(bench))
    idle = cpu_share(bench, navigator, bench.effort.idle_seconds)
    seconds = clients.fetch_all(setup.port, [f"/t{number}/small" for number in range(ALIVE)])
    if len(programs_in(bench.folder)) < ALIVE:
        raise Failed(f"{len(programs_in(bench.folder))} of {ALIVE} applications run")
    resident = resident_bytes(navigator.pids(bench)) - resident
    heap = live_heap_bytes(bench, navigator) - heap
    time.sleep(bench.effort.settle_seconds)
    alive = cpu_share(bench, navigator, bench.effort.idle_seconds)
    stop(bench, navigator)
    results.figures += [
        Figure(f"start rate, {ALIVE} at once", ALIVE / seconds, "starts/s"),
        Figure("memory per running process: live heap", heap / ALIVE / 1000, "kB"),
        Figure("memory per running process: resident", resident / ALIVE / 1000, "kB"),
        Figure("idle CPU with no process", idle * 100, "% of a core"),
        Figure(f"idle CPU with {ALIVE} processes", alive * 100, "% of a core", 1),
    ]
