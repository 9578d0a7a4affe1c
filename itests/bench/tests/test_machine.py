import contextlib
import io
import os
import shutil
import signal
import sys
import tempfile
import time
import unittest
from pathlib import Path

from harness.machine import Cores, jdk_at
from harness.processes import Crew, cpu_seconds, programs_in, resident_bytes, tree, wait_until


def burn(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


class MachineTest(unittest.TestCase):
    def test_the_proxies_have_a_core_of_their_own(self):
        self.assertEqual(Cores("1", "0", "0,1"), Cores.of({0, 1}))
        self.assertEqual(Cores("7", "2,4", "2,4,7"), Cores.of({7, 2, 4}))
        self.assertRaises(SystemExit, Cores.of, {3})

    def test_a_jdk_is_known_by_its_release_file(self):
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            (home / "bin").mkdir()
            (home / "bin/java").symlink_to(sys.executable)

            versions = []
            for line in ('JAVA_VERSION="17.0.15"', 'JAVA_VERSION="1.8.0_392"', "nothing"):
                (home / "release").write_text(f'IMPLEMENTOR="x"\n{line}\n')
                versions.append(jdk_at(home))

            self.assertEqual([17, None, None], [jdk.version if jdk else None for jdk in versions])
            self.assertIsNone(jdk_at(home / "missing"))

    def test_the_process_clock_is_what_proc_stat_says(self):
        burn(0.2)

        fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
        ticks = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

        self.assertAlmostEqual(ticks, cpu_seconds([os.getpid()]), delta=0.05)

    def test_a_tree_is_a_process_and_all_below_it_without_the_programs_of_a_folder(self):
        with crew() as ours:
            shell = ours.start("sh", ["sh", "-c", f"sleep 60 & {ours.folder}/sleep 60 & wait"], "0")
            wait_until(lambda: len(tree(shell.pid, Path("/nowhere"))) == 3 and programs_in(ours.folder), 10, 0, "three")

            found = tree(shell.pid, without=ours.folder)

            self.assertEqual(2, len(found))
            self.assertGreater(resident_bytes(found), 0)

    def test_what_does_not_stop_is_killed_with_its_group(self):
        with crew(stop_seconds=0.2) as ours, contextlib.redirect_stderr(io.StringIO()) as complaints:
            stubborn = ours.start("sh", ["sh", "-c", f"trap '' TERM; {ours.folder}/sleep 61 & wait; wait"], "0")
            wait_until(lambda: len(programs_in(ours.folder)) == 1, 10, 0, "the child")

            ours.end()

            self.assertEqual([], programs_in(ours.folder))
            self.assertEqual(-signal.SIGKILL, stubborn.returncode)
            self.assertIn("did not stop", complaints.getvalue())

    def test_a_program_of_ours_that_left_its_group_is_found_at_the_end(self):
        with crew() as ours, contextlib.redirect_stderr(io.StringIO()) as complaints:
            ours.start("sh", ["setsid", "--fork", f"{ours.folder}/sleep", "62"], "0")
            wait_until(lambda: len(programs_in(ours.folder)) == 1, 10, 0, "the child")

            ours.end()

            wait_until(lambda: not programs_in(ours.folder), 10, 0, "its end")
            self.assertIn("was left behind", complaints.getvalue())


@contextlib.contextmanager
def crew(**options):
    """With a copy of sleep in its folder."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy("/bin/sleep", folder)
        found = Crew(Path(folder), **options)
        try:
            yield found
        finally:
            found.end()
