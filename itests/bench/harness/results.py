"""What was found, and what of it is required."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Callable

from .bench import Sample
from .stats import median, paired_ratio

#: Of a sample, what is compared.
METRICS: dict[str, Callable[[Sample], float]] = {
    "CPU": lambda sample: sample.cpu,
    "p50": lambda sample: sample.p50_ms,
    "p99": lambda sample: sample.p99_ms,
}


@dataclass(frozen=True)
class Figure:
    """A number of Navigator's own, with the limit it is to keep, if there is one."""

    title: str
    value: float
    unit: str
    limit: float | None = None
    note: str = ""

    @property
    def met(self) -> bool | None:
        return None if self.limit is None else self.value <= self.limit

    def written(self, number: float) -> str:
        digits = 0 if abs(number) >= 100 else 1 if abs(number) >= 10 else 2
        return f"{number:,.{digits}f} {self.unit}".strip()


@dataclass
class Results:
    """Samples by scenario and contender, a sample for each round; figures in the order of finding; what went wrong."""

    samples: dict[str, dict[str, list[Sample]]] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def add(self, scenario: str, contender: str, sample: Sample) -> None:
        self.samples.setdefault(scenario, {}).setdefault(contender, []).append(sample)

    def of(self, scenario: str, contender: str) -> list[Sample]:
        return self.samples.get(scenario, {}).get(contender, [])

    def median(self, scenario: str, contender: str, metric: Callable[[Sample], float]) -> float:
        return median(metric(sample) for sample in self.of(scenario, contender))

    def ratio(self, scenario: str, ours: str, theirs: str, metric: Callable[[Sample], float]) -> float | None:
        """None unless both were measured in every round."""
        our, their = self.of(scenario, ours), self.of(scenario, theirs)
        if not our or len(our) != len(their):
            return None
        return paired_ratio([metric(sample) for sample in our], [metric(sample) for sample in their])


@dataclass(frozen=True)
class Requirement:
    """Navigator takes at most ``limit`` times what ``against`` takes."""

    scenario: str
    against: str
    limit: float
    metric: str = "CPU"

    def ratio(self, results: Results) -> float | None:
        return results.ratio(self.scenario, "navigator", self.against, METRICS[self.metric])


REQUIREMENTS = [
    *(Requirement(scenario, "nginx", 0.90) for scenario in ("get16", "get64", "get512")),
    *(Requirement(scenario, "haproxy", 0.95) for scenario in ("get16", "get64", "get512")),
    *(Requirement(scenario, "relay", 1.25) for scenario in ("get16", "get64", "get512")),
    Requirement("connect", "nginx", 1.0),
    Requirement("post", "nginx", 0.80),
    Requirement("post", "haproxy", 0.80),
    Requirement("large", "nginx", 0.65),
    Requirement("large", "nginx-large", 0.85),
    Requirement("large", "haproxy", 0.85),
    Requirement("huge", "nginx", 0.50),
    Requirement("huge", "nginx-large", 1.0),
    Requirement("huge", "haproxy", 0.85),
    Requirement("rate", "nginx", 1.0, "p50"),
    Requirement("rate", "nginx", 1.0, "p99"),
]
