import unittest

from harness.stats import median, paired_ratio, percentile, spread


class StatsTest(unittest.TestCase):
    def test_a_percentile_is_a_value_that_was_measured(self):
        values = [float(value) for value in range(100, 0, -1)]

        self.assertEqual([50, 95, 99, 100], [percentile(values, share) for share in (0.5, 0.95, 0.99, 1)])
        self.assertEqual(7, percentile([7], 0.95))

    def test_a_disturbance_that_lasts_a_round_does_not_change_the_ratio(self):
        ours, theirs = [10, 10, 30, 30], [20, 20, 60, 60]

        self.assertEqual(0.5, paired_ratio(ours, theirs))

    def test_a_disturbance_of_one_sample_does_not_change_the_ratio(self):
        self.assertEqual(0.5, paired_ratio([10, 90, 10], [20, 20, 20]))

    def test_the_spread_is_relative(self):
        self.assertEqual(0.5, spread([8, 10, 13]))
        self.assertEqual(10, median([8, 10, 13]))
