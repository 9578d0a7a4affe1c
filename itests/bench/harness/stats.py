"""What a row of measurements says as one number."""

from __future__ import annotations

import math
import statistics
from typing import Sequence

median = statistics.median


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least ``share`` of all values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def paired_ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of the ratios of each round.

    Both were measured right after each other in a round, so what disturbs the machine for longer than that cancels out,
    which it does not in a ratio of two medians.
    """
    return median(our / their for our, their in zip(ours, theirs))


def spread(values: Sequence[float]) -> float:
    """From smallest to largest, as a share of the median."""
    return (max(values) - min(values)) / median(values)
