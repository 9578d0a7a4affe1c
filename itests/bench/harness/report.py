"""What was found, as text."""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path
from typing import Sequence

from .contenders import Contender
from .proxying import Scenario
from .results import METRICS, REQUIREMENTS, Results
from .stats import spread


def progress(line: str) -> None:
    """One line, overwritten, for people only."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{line}")
        sys.stderr.flush()


def done() -> None:
    progress("")


def table(rows: Sequence[Sequence[str]]) -> str:
    """The first column to the left, others to the right."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows)]
    return "\n".join(
        "  ".join([row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:]))]).rstrip()
        for row in rows
    )


def comparison(scenario: Scenario, contenders: Sequence[Contender], results: Results) -> str:
    rows = [[scenario.title, "CPU ms/1,000", "spread", "Navigator/it", "per second", "p50 ms", "p99 ms", "core busy"]]
    for contender in contenders:
        samples = results.of(scenario.key, contender.key)
        if not samples:
            rows.append([f"  {contender.title}", "failed", *[""] * 6])
            continue

        def middle(metric: str) -> float:
            return results.median(scenario.key, contender.key, METRICS[metric])

        ratio = None
        if contender.key != "navigator":
            ratio = results.ratio(scenario.key, "navigator", contender.key, METRICS["CPU"])
        rows.append(
            [
                f"  {contender.title}",
                f"{middle('CPU'):.2f}",
                f"{spread([sample.cpu for sample in samples]):.0%}",
                f"{ratio:.2f}" if ratio is not None else "",
                f"{results.median(scenario.key, contender.key, lambda sample: sample.throughput):,.0f}",
                f"{middle('p50'):.2f}",
                f"{middle('p99'):.2f}",
                f"{results.median(scenario.key, contender.key, lambda sample: sample.busy):.0%}",
            ]
        )
    return table(rows)


def figures(results: Results) -> str:
    rows = [["Navigator itself", "measured", "limit", ""]]
    for figure in results.figures:
        limit = "" if figure.limit is None else f"≤ {figure.written(figure.limit)}"
        rows.append([f"  {figure.title}", figure.written(figure.value), limit, figure.note])
    return table(rows)


def requirements(titles: dict[str, str], results: Results) -> str:
    """Every requirement that this run could decide."""
    rows = [["Required", "at most", "measured", ""]]
    for requirement in REQUIREMENTS:
        ratio = requirement.ratio(results)
        if ratio is not None:
            title = f"  {titles[requirement.scenario]}: {requirement.metric}"
            limit = f"{requirement.limit:.2f} × {requirement.against}"
            rows.append([title, limit, f"{ratio:.2f}", verdict(ratio <= requirement.limit)])
    for figure in results.figures:
        if figure.limit is not None and figure.met is not None:
            limit, value = figure.written(figure.limit), figure.written(figure.value)
            rows.append([f"  {figure.title}", limit, value, verdict(figure.met)])
    return table(rows) if len(rows) > 1 else ""


def verdict(met: bool) -> str:
    return "met" if met else "NOT MET"


def save(path: Path, results: Results) -> None:
    path.write_text(json.dumps(dataclasses.asdict(results), indent=1) + "\n")
