"""An application for tests: serves on PORT and misbehaves on demand.

Options: --boot SECONDS before it listens, --fail CODE ends at once, --touch FILE appends its PID when it starts.
"""
import argparse
import http.server
import os
import sys
import time
import urllib.parse

options = argparse.ArgumentParser()
options.add_argument("--boot", type=float, default=0)
options.add_argument("--fail", type=int)
options.add_argument("--touch")
options = options.parse_args()

if options.touch:
    with open(options.touch, "a") as file:
        file.write(f"{os.getpid()}\n")
print("booting", flush=True)
if options.fail is not None:
    print("cannot go on: no such table 'users'", file=sys.stderr, flush=True)
    sys.exit(options.fail)
time.sleep(options.boot)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        if url.path.endswith("/crash"):
            os._exit(3)
        if "sleep" in query:
            time.sleep(float(query["sleep"]))
        if url.path.endswith("/headers"):
            self.answer(str(self.headers))
        else:
            self.answer(f"pid={os.getpid()} port={os.environ['PORT']} path={self.path} cwd={os.getcwd()}\n")

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.answer(f"{len(body)} bytes\n")

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


print("listening", flush=True)
Server(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
