"""What Navigator takes: a large routing table, allocation, memory."""

from __future__ import annotations

import time

from .bench import Bench, Sample
from .navigator import LIVE, Navigator, Setup, allocated_bytes, live_heap_bytes, start, stop
from .processes import Failed, resident_bytes
from .results import Figure, Results
from .stats import paired_ratio

MB = 1e6
MANY_TENANTS = 10_000


def few(bench: Bench) -> Setup:
    return Setup("few", bench.port + 20, bench.app_port, LIVE, LIVE)


def many(bench: Bench) -> Setup:
    return Setup("many", bench.port + 21, bench.app_port + 100, MANY_TENANTS, LIVE)


def small_gets(bench: Bench, navigator: Navigator, setup: Setup, *options: object) -> Sample:
    """64 connections, over the tenants that are to live, from all over the table."""
    spread = ("-t", setup.live, "-k", setup.tenants // setup.live, "-c", 64)
    found = bench.load(setup.port, "/t%d/small", navigator.pids(bench), *spread, *options)
    navigator.empty_log()
    return found


def tenants(bench: Bench, results: Results) -> None:
    setups = [few(bench), many(bench)]
    running = [start(bench, setups[0], bench.cores.proxy)]
    began = time.monotonic()
    running.append(start(bench, setups[1], bench.cores.proxy))
    started = time.monotonic() - began
    per_tenant = MANY_TENANTS - LIVE
    heap = (live_heap_bytes(bench, running[1]) - live_heap_bytes(bench, running[0])) / per_tenant
    resident = [resident_bytes(navigator.pids(bench)) for navigator in running]
    for navigator, setup in zip(running, setups):
        small_gets(bench, navigator, setup, "-n", bench.effort.first_warm_jvm)
    rounds: list[list[Sample]] = [
        [
            small_gets(bench, navigator, setup, "-w", bench.effort.lead_in, "-s", bench.effort.seconds)
            for navigator, setup in zip(running, setups)
        ]
        for _ in range(bench.effort.rounds)
    ]
    for navigator in running:
        stop(bench, navigator)
    ratio = paired_ratio([many.cpu for _, many in rounds], [few.cpu for few, _ in rounds])
    results.figures += [
        Figure("10,000 tenants instead of 10: CPU per request", ratio, "×", 1.05),
        Figure("memory per configured tenant: live heap", heap / 1000, "kB", 5),
        Figure("memory per configured tenant: resident", (resident[1] - resident[0]) / per_tenant / 1000, "kB"),
        Figure("exec to first answer with 10,000 tenants", started * 1000, "ms"),
    ]


def allocation(bench: Bench, results: Results) -> None:
    setup = few(bench)
    navigator = start(bench, setup, bench.cores.proxy)
    small_gets(bench, navigator, setup, "-n", bench.effort.first_warm_jvm)
    before = allocated_bytes(bench, navigator)
    requests = bench.effort.many_requests // 4
    small_gets(bench, navigator, setup, "-n", requests)
    after = allocated_bytes(bench, navigator)
    stop(bench, navigator)
    by_thread = {name: count - before.get(name, 0) for name, count in after.items()}
    busiest = max(by_thread, key=lambda name: by_thread[name])
    results.figures += [
        Figure("allocation per small GET, all threads", sum(by_thread.values()) / requests, "bytes", 500),
        Figure("allocation per small GET, busiest thread", by_thread[busiest] / requests, "bytes", note=busiest),
    ]


def memory(bench: Bench, results: Results) -> None:
    """Of the 1,000 tenants a tenth lives."""
    setup = Setup("memory", bench.port + 22, bench.app_port, tenants=1000, live=100)
    navigator = start(bench, setup, bench.cores.proxy)
    pids = navigator.pids(bench)
    options = ("-t", setup.live, "-k", 10, "-c", 512, "-n", bench.effort.many_requests)
    command = bench.load_command(setup.port, "/t%d/small", pids, *options)
    load = bench.crew.start("memory.load", command, bench.cores.load)
    resident = resident_bytes(pids)
    while load.poll() is None:
        resident = resident_bytes(pids)
        time.sleep(0.1)
        navigator.empty_log()
    stop(bench, navigator)
    title = f"resident memory, {bench.effort.many_requests:,} requests, 1,000 tenants, 512 connections"
    results.figures.append(Figure(title, resident / MB, "MB", 110))
    said = bench.crew.output("memory.load").read_text()
    if load.returncode != 0 or Sample.read(said.splitlines()[-1]).errors:
        raise Failed(said)
