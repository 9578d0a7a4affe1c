"""The programs in C, against each other and against what they are to refuse."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
import unittest
from pathlib import Path

NATIVE = Path(__file__).resolve().parent.parent / "native"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
    raise AssertionError(f"nobody listens on {port}")


@unittest.skipUnless(shutil.which("gcc"), "needs gcc")
class ProgramsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp())
        for program in ("load", "backend", "relay"):
            source = NATIVE / f"{program}.c"
            subprocess.run(["gcc", "-O1", "-std=gnu11", "-o", cls.folder / program, source], check=True)
        cls.backend_port, cls.relay_port = free_port(), free_port()
        cls.backend = subprocess.Popen([cls.folder / "backend"], env={**os.environ, "PORT": str(cls.backend_port)})
        cls.relay = subprocess.Popen([cls.folder / "relay", str(cls.relay_port), str(cls.backend_port)])
        wait_for(cls.backend_port)
        wait_for(cls.relay_port)

    @classmethod
    def tearDownClass(cls):
        for process in (cls.relay, cls.backend):
            process.terminate()
            process.wait()
        shutil.rmtree(cls.folder)

    def load(self, *options, port=None, path="/t0/small"):
        command = [self.folder / "load", "-p", str(port or self.relay_port), "-P", path, *map(str, options)]
        return subprocess.run(command, capture_output=True, text=True, timeout=60)

    def measured(self, *options, **more):
        done = self.load(*options, **more)
        self.assertEqual(0, done.returncode, done.stderr)
        return json.loads(done.stdout)

    def test_every_kind_of_load_is_answered_without_error(self):
        for options, path in (
            (("-c", 3), "/t%d/small"),
            (("-c", 3, "-x"), "/t0/small"),
            (("-c", 3, "-b", 1024), "/t0/small"),
            (("-c", 3), "/t0/large"),
            (("-c", 2), "/t0/huge"),
            (("-c", 3, "-W", 20), "/t0/echo"),
            (("-c", 3, "-W", 5000), "/t0/echo"),
        ):
            with self.subTest(options=options, path=path):
                found = self.measured(*options, "-n", 40, path=path)

                self.assertEqual(0, found["errors"])
                self.assertIn(found["requests"], range(40, 40 + 3))

    def test_bytes_of_bodies_are_counted(self):
        found = self.measured("-n", 3, path="/t0/huge")

        self.assertGreaterEqual(found["bytes"], 3 * 10 * 1024 * 1024)
        self.assertLess(found["bytes"], 4 * 10 * 1024 * 1024)

    def test_a_fixed_rate_is_kept(self):
        found = self.measured("-c", 8, "-r", 500, "-s", 1)

        self.assertIn(found["requests"], range(400, 511))

    def test_an_unexpected_status_is_an_error(self):
        done = self.load("-n", 1, path="/t0/missing")

        self.assertEqual(1, done.returncode)
        self.assertIn("404", done.stderr)

    def test_the_cpu_time_of_a_process_is_measured(self):
        found = self.measured("-c", 8, "-s", 0.3, "-C", self.relay.pid)

        self.assertGreater(found["cpu_ms"], 5)
        self.assertLessEqual(found["cpu_ms"], 400)

    def test_a_stall_is_charged_to_every_request_that_was_due(self):
        """A server that answers one connection at once, but sleeps once for half a second: coordinated omission would
        show a single slow request."""
        with socket.create_server(("127.0.0.1", 0)) as server:
            threading.Thread(target=stall_once, args=(server,), daemon=True).start()
            found = self.measured("-c", 1, "-r", 200, "-s", 1.2, port=server.getsockname()[1])

        # 100 of 240 requests were due during the stall, a quarter of a second late in the median.
        self.assertGreater(found["p99_us"], 350_000)
        self.assertIn(found["requests"], range(180, 250))


def stall_once(server: socket.socket) -> None:
    client, _ = server.accept()
    with client, contextlib.suppress(ConnectionResetError):
        count = 0
        while client.recv(4096):
            count += 1
            if count == 20:
                time.sleep(0.5)
            client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
