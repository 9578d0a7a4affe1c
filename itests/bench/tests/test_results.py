import unittest

from harness import report
from harness.bench import Sample
from harness.proxying import SCENARIOS
from harness.results import REQUIREMENTS, Figure, Results

TITLES = {scenario.key: scenario.title for scenario in SCENARIOS}


def sample(cpu_ms: float) -> Sample:
    return Sample(requests=2000, errors=0, seconds=0.5, cpu_ms=cpu_ms, p50_ms=1, p99_ms=2)


class ResultsTest(unittest.TestCase):
    def test_a_sample_is_read_from_what_the_load_program_prints(self):
        line = (
            '{"requests": 2000, "errors": 0, "seconds": 0.5, "bytes": 1, "cpu_ms": 42.0,'
            ' "p50_us": 1500, "p99_us": 2500, "max_us": 9}'
        )

        found = Sample.read(line)

        self.assertEqual((21, 4000, 1.5, 2.5), (found.cpu, found.throughput, found.p50_ms, found.p99_ms))
        self.assertAlmostEqual(0.084, found.busy)

    def test_a_requirement_is_decided_by_the_ratio_of_rounds(self):
        results = Results()
        for ours, theirs in ((32, 40), (64, 80), (16, 20)):
            results.add("get16", "navigator", sample(ours))
            results.add("get16", "nginx", sample(theirs))
            results.add("get16", "haproxy", sample(ours))

        text = report.requirements(TITLES, results)

        self.assertRegex(text, r"16 connections: CPU +0\.90 × nginx +0\.80 +met")
        self.assertRegex(text, r"16 connections: CPU +0\.95 × haproxy +1\.00 +NOT MET")
        self.assertNotIn("relay", text)

    def test_who_missed_a_round_is_not_compared(self):
        results = Results()
        results.add("post", "navigator", sample(10))
        results.add("post", "navigator", sample(10))
        results.add("post", "nginx", sample(10))

        self.assertEqual("", report.requirements(TITLES, results))

    def test_a_figure_keeps_its_limit_or_not(self):
        figures = [Figure("a", 110, "MB", 110), Figure("b", 110.1, "MB", 110), Figure("c", 5, "ms")]

        self.assertEqual([True, False, None], [figure.met for figure in figures])

    def test_every_requirement_is_about_a_scenario(self):
        self.assertEqual(set(), {requirement.scenario for requirement in REQUIREMENTS} - set(TITLES))
