import tempfile
import unittest
from pathlib import Path

from harness.bench import QUICK, Bench
from harness.clients import times
from harness.machine import Cores
from harness.navigator import Setup, allocations, histogram_total
from harness.processes import Crew, Failed

THREADS = """\
"main" #1 [77] prio=5 os_prio=0 cpu=10.00ms elapsed=2.00s allocated=812K defined_classes=400 tid=0x1 waiting
   java.lang.Thread.State: RUNNABLE

"I/O \\"1\\"" #23 [78] daemon prio=5 os_prio=0 cpu=1.20ms elapsed=2.00s allocated=3M defined_classes=0 tid=0x2 runnable
"I/O-2" #24 daemon prio=5 os_prio=0 cpu=1.20ms elapsed=2.00s allocated=40B defined_classes=0 tid=0x2 runnable
"VM Thread" os_prio=0 cpu=1.20ms elapsed=2.00s tid=0x3 runnable
"""


class NavigatorTest(unittest.TestCase):
    def test_allocations_are_counted_by_thread(self):
        found = allocations(THREADS.replace('\\"1\\"', "1"))

        self.assertEqual({'"main" #1': 812 * 1024, '"I/O 1" #23': 3 * 1024 * 1024, '"I/O-2" #24': 40}, found)

    def test_the_live_heap_is_the_histograms_total(self):
        self.assertEqual(4567, histogram_total("   1:  12  99  [B\nTotal           123           4567\n"))

    def test_times_of_an_application_are_read_from_its_answer(self):
        self.assertEqual((17, 42), times("listening=17 first=42"))
        self.assertRaises(Failed, times, "502 Bad Gateway")

    def test_the_configuration_names_every_tenant_and_how_long_it_boots(self):
        with tempfile.TemporaryDirectory() as folder:
            bench = Bench(Crew(Path(folder)), Cores("1", "0", "0,1"), QUICK, None, Path("/home"), 100, 200)
            setup = Setup("one", 101, 200, tenants=3, live=2, boot_ms=[0, 50], max_concurrent_starts=7)
            text = setup.configuration(bench)

        self.assertIn(f"  command: {folder}/backend\n", text)
        self.assertIn("  max_size: 2\n", text)
        self.assertIn("  max_concurrent_starts: 7\nlogging:\n", text)
        self.assertTrue(
            text.endswith('    - name: t0\n    - name: t1\n      env: {BOOT_MS: "50"}\n    - name: t2\n'), text
        )
