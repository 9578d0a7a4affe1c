"""Runs what was asked for and ends everything it began."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Callable, Sequence

from . import economy, life, navigator, report
from .bench import FULL, QUICK, Bench, accepts
from .contenders import PEERS, Contender, backend
from .machine import Cores, chosen_jdk
from .processes import Crew, Failed
from .proxying import SCENARIOS, SMALL_GET, Scenario, compare
from .results import Results

HERE = Path(__file__).resolve().parent.parent
HOME = HERE.parent.parent / "distribution/target/navigator"

#: Of Navigator alone.
OWN: dict[str, tuple[str, Callable[[Bench, Results], None]]] = {
    "tenants": ("10,000 tenants instead of 10; memory per configured tenant", economy.tenants),
    "allocation": ("bytes allocated per request", economy.allocation),
    "memory": ("resident memory after a million requests", economy.memory),
    "startup": ("from exec to accepting, on each JDK", life.startup),
    "cold": ("what Navigator adds to the start of an application", life.cold),
    "scale": ("300 applications: start rate, memory, idle CPU", life.scale),
}


def arguments(words: Sequence[str]) -> argparse.Namespace:
    known = {scenario.key: scenario.title for scenario in SCENARIOS} | {key: title for key, (title, _) in OWN.items()}
    parser = argparse.ArgumentParser(
        prog="itests/bench/run",
        description="Measures Navigator, beside other proxies and by itself. JAVA_HOME chooses the JDK.",
        epilog="scenarios:\n" + "\n".join(f"  {key:12}{title}" for key, title in known.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("scenarios", nargs="*", metavar="SCENARIO", help="what to measure (default: everything)")
    parser.add_argument("--quick", action="store_true", help="few short rounds")
    parser.add_argument(
        "--contenders",
        default=",".join(["navigator", *PEERS]),
        help="who takes part, separated by commas (default: %(default)s)",
    )
    parser.add_argument(
        "--navigator",
        type=Path,
        default=HOME,
        metavar="FOLDER",
        help="a distribution of Navigator (default: the one built from these sources)",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all samples and figures to FILE too")
    chosen = parser.parse_args(words)
    for name in chosen.scenarios:
        if name not in known:
            parser.error(f"unknown scenario '{name}'; there are {', '.join(known)}")
    chosen.scenarios = chosen.scenarios or list(known)
    chosen.contenders = chosen.contenders.split(",")
    for name in chosen.contenders:
        if name != "navigator" and name not in PEERS:
            parser.error(f"unknown contender '{name}'; there are navigator, {', '.join(PEERS)}")
    return chosen


def new_bench(quick: bool, navigator_home: Path) -> Bench:
    (HERE / "target").mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="run-", dir=HERE / "target"))
    for program in ("load", "backend", "relay"):
        shutil.copy(HERE / "target/native" / program, folder)
    return Bench(
        Crew(folder),
        Cores.of(os.sched_getaffinity(0)),
        QUICK if quick else FULL,
        chosen_jdk(),
        navigator_home.resolve(),
        int(os.environ.get("BENCH_PORT", 21600)),
        int(os.environ.get("BENCH_APP_PORT", 26000)),
    )


def start_contenders(bench: Bench, names: Sequence[str], results: Results) -> list[Contender]:
    found: list[Contender] = []
    for name in names:
        try:
            found.append(start_navigator(bench) if name == "navigator" else PEERS[name](bench))
        except Failed as e:
            results.troubles.append(f"{name} takes no part: {e}")
    return found


def start_navigator(bench: Bench) -> Contender:
    setup = navigator.Setup("navigator", bench.port + 1, bench.app_port + 400, navigator.LIVE, navigator.LIVE)
    started = navigator.start(bench, setup, bench.cores.proxy)
    report.progress("warming Navigator")
    bench.load(started.port, SMALL_GET.path, [], *SMALL_GET.options, "-n", bench.effort.first_warm_jvm)
    return started


def measure_beside_others(bench: Bench, scenarios: Sequence[Scenario], names: Sequence[str], results: Results) -> None:
    behind = backend(bench)
    contenders = start_contenders(bench, names, results)
    for scenario in scenarios:
        compare(bench, scenario, contenders, results, report.progress)
        report.done()
        print(report.comparison(scenario, contenders, results), end="\n\n", flush=True)
    for contender in [*contenders, behind]:
        bench.crew.stop(contender.process)


def measure_alone(bench: Bench, names: Sequence[str], results: Results) -> None:
    for name in names:
        title, measure = OWN[name]
        report.progress(title)
        running = bench.crew.running()
        try:
            measure(bench, results)
        except Failed as e:
            results.troubles.append(f"{title}: {e}")
        bench.crew.stop_others_than(running)
    report.done()
    if results.figures:
        print(report.figures(results), end="\n\n", flush=True)


def run(bench: Bench, chosen: argparse.Namespace) -> None:
    results = Results()
    print(f"{bench.jdk}; proxies on processor {bench.cores.proxy}, load and backend on {bench.cores.load}", end="\n\n")
    compared = [scenario for scenario in SCENARIOS if scenario.key in chosen.scenarios]
    if compared:
        measure_beside_others(bench, compared, chosen.contenders, results)
    if "navigator" in chosen.contenders:
        measure_alone(bench, [name for name in OWN if name in chosen.scenarios], results)
    required = report.requirements({scenario.key: scenario.title for scenario in SCENARIOS}, results)
    if required:
        print(required, end="\n\n")
    for trouble in results.troubles:
        print(f"trouble: {trouble}")
    if chosen.json:
        report.save(chosen.json, results)


def main(words: Sequence[str]) -> int:
    chosen = arguments(words)
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, lambda number, _: sys.exit(128 + number))
    bench = new_bench(chosen.quick, chosen.navigator)
    began = time.monotonic()
    try:
        if accepts(bench.port):
            raise SystemExit(f"bench: port {bench.port} is in use; set BENCH_PORT to the first of 100 free ones")
        run(bench, chosen)
        print(f"took {time.monotonic() - began:.0f} s")
        return 0
    except KeyboardInterrupt:
        report.done()
        print("interrupted", file=sys.stderr)
        return 130
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        bench.crew.end()
        shutil.rmtree(bench.folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
