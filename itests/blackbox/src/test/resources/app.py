"""An application for tests: serves on --port, or PORT, and misbehaves on demand.

Options: --boot SECONDS before it listens, --gate FILE listens once that is there, --fail CODE ends at once, --live SECONDS and it
ends, --touch FILE appends its PID when it starts, --boots FILE appends + when it starts and - when it is about to listen,
--journal FILE appends the body of every POST, --stubborn ignores SIGTERM.
Requests: /crash ends it, /headers shows what arrived, ?sleep=SECONDS before the answer, ?until=FILE answers once that is there,
?drip=SECONDS is how long the answer takes, and with Upgrade it echoes.
"""
import argparse
import http.server
import os
import signal
import sys
import threading
import time
import urllib.parse

options = argparse.ArgumentParser()
options.add_argument("--port", type=int, default=os.environ.get("PORT"))
options.add_argument("--boot", type=float, default=0)
options.add_argument("--gate")
options.add_argument("--fail", type=int)
options.add_argument("--live", type=float)
options.add_argument("--touch")
options.add_argument("--boots")
options.add_argument("--journal")
options.add_argument("--stubborn", action="store_true")
options = options.parse_args()



def note(path, line):
    """In one write: a kill leaves a whole line or none."""
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(file, f"{line}\n".encode())
    os.close(file)


def wait_for(path):
    while not os.path.exists(path):
        time.sleep(0.01)


if options.touch:
    note(options.touch, os.getpid())
if options.boots:
    note(options.boots, "+")
if options.stubborn:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("booting", flush=True)
if options.fail is not None:
    print("cannot go on: no such table 'users'", file=sys.stderr, flush=True)
    sys.exit(options.fail)
time.sleep(options.boot)
if options.gate:
    wait_for(options.gate)
if options.boots:
    note(options.boots, "-")


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # an answer leaves in one write: a kill lets all of it out or nothing

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        if url.path.endswith("/crash"):
            os._exit(3)
        if "sleep" in query:
            time.sleep(float(query["sleep"]))
        if "until" in query:
            wait_for(query["until"])
        if self.headers.get("Upgrade"):
            self.echo(self.headers["Upgrade"])
        elif "stream" in query:
            self.stream(int(query["stream"]))
        elif "drip" in query:
            self.drip(float(query["drip"]))
        elif url.path.endswith("/headers"):
            self.answer(str(self.headers))
        else:
            self.answer(f"pid={os.getpid()} port={options.port} path={self.path} cwd={os.getcwd()}\n")

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if options.journal:
            note(options.journal, body.decode())
        if self.path.endswith("/crash"):
            os._exit(3)
        self.answer(f"{len(body)} bytes\n")

    def echo(self, protocol):
        self.send_response(101)
        self.send_header("Connection", "Upgrade")
        self.send_header("Upgrade", protocol)
        self.end_headers()
        self.wfile.flush()
        while data := self.connection.recv(100):
            self.connection.sendall(data)
        self.close_connection = True

    def drip(self, seconds):
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"drip-drip-")
            self.wfile.flush()
            time.sleep(seconds / 100)

    def stream(self, count):
        """As many bytes, each when there is a file named stream- and its number."""
        self.send_response(200)
        self.send_header("Content-Length", str(count))
        self.end_headers()
        for number in range(count):
            wait_for(f"stream-{number}")
            self.wfile.write(b"x")
            self.wfile.flush()

    def answer(self, text):
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 512


server = Server(("127.0.0.1", options.port), Handler)
print("listening", flush=True)
if options.live is not None:
    threading.Timer(options.live, os._exit, [4]).start()
server.serve_forever()
