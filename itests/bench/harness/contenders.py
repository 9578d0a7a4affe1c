"""The proxies that Navigator is compared with, each in front of the same backend."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .bench import Bench, accepts
from .processes import Failed, tree, wait_until

#: Enough for every scenario, so that no proxy works with fewer upstream connections than it has clients.
CONNECTIONS = 1024

START_SECONDS = 60


@dataclass
class Contender:
    key: str
    title: str
    port: int
    process: subprocess.Popen[bytes]
    access_log: Path | None = None
    jvm: bool = False

    def pids(self, bench: Bench) -> list[int]:
        """The whole tree of the proxy, without the applications that it may have started."""
        return tree(self.process.pid, without=bench.folder)

    def empty_log(self) -> None:
        """It is written for real, but nobody reads it: a full run would fill gigabytes."""
        if self.access_log and self.access_log.exists():
            os.truncate(self.access_log, 0)

    def logs(self) -> bool:
        """Whether the access log has lines, where there is to be one."""
        return self.access_log is None or (self.access_log.exists() and self.access_log.stat().st_size > 0)


def wait_for(bench: Bench, contender: Contender) -> Contender:
    """Waits until it accepts."""

    def ready() -> bool:
        if contender.process.poll() is not None:
            status, said = contender.process.returncode, last_words(bench, contender.key)
            raise Failed(f"{contender.title} ended with {status}:\n{said}")
        return accepts(contender.port)

    wait_until(ready, START_SECONDS, 0.02, f"{contender.title} accepts on {contender.port}")
    return contender


def last_words(bench: Bench, name: str) -> str:
    return "\n".join(bench.crew.output(name).read_text(errors="replace").splitlines()[-15:])


def backend(bench: Bench) -> Contender:
    command = [bench.folder / "backend"]
    process = bench.crew.start("backend", command, bench.cores.load, PORT=str(bench.port))
    return wait_for(bench, Contender("backend", "backend", bench.port, process))


def relay(bench: Bench) -> Contender:
    port = bench.port + 6
    command = [bench.folder / "relay", str(port), str(bench.port)]
    process = bench.crew.start("relay", command, bench.cores.proxy)
    # The relay's program lies among ours; it has no children.
    return wait_for(bench, Relay("relay", "raw TCP relay", port, process))


class Relay(Contender):
    def pids(self, bench: Bench) -> list[int]:
        return [self.process.pid]


#: Debian's nginx.conf, except for what a proxy with 512 clients needs (worker_connections) and where files lie;
#: Debian's proxy_params; HTTP/1.1, keep-alive and upgrades to the upstream as nginx's documentation recommends.
NGINX = """\
{user}worker_processes 1;
pid {folder}/{key}.pid;
error_log {folder}/{key}.error.log;
events {{ worker_connections 4096; }}
http {{
    sendfile on;
    tcp_nopush on;
    types_hash_max_size 2048;
    default_type application/octet-stream;
    gzip on;
    access_log {log};
    client_body_temp_path {folder}/{key}.client;
    proxy_temp_path {folder}/{key}.proxy;
    fastcgi_temp_path {folder}/{key}.fastcgi;
    uwsgi_temp_path {folder}/{key}.uwsgi;
    scgi_temp_path {folder}/{key}.scgi;

    map $http_upgrade $connection_upgrade {{
        default upgrade;
        '' '';
    }}
    upstream backend {{
        server 127.0.0.1:{backend};
        keepalive {connections};
    }}
    server {{
        listen 127.0.0.1:{port};
        location /t0/ {{
            proxy_pass http://backend;
            proxy_http_version 1.1;
            proxy_set_header Host $http_host;
            proxy_set_header X-Real-IP $remote_addr;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_set_header X-Forwarded-Proto $scheme;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
            {buffers}
        }}
    }}
}}
"""

LARGE_BUFFERS = """\
proxy_buffer_size 128k;
            proxy_buffers 8 128k;
            proxy_busy_buffers_size 256k;
            proxy_max_temp_file_size 0;"""


def nginx(bench: Bench) -> Contender:
    return start_nginx(bench, "nginx", "nginx as shipped", bench.port + 2, "")


def nginx_large(bench: Bench) -> Contender:
    return start_nginx(bench, "nginx-large", "nginx, large buffers", bench.port + 3, LARGE_BUFFERS)


def start_nginx(bench: Bench, key: str, title: str, port: int, buffers: str) -> Contender:
    log, config = bench.folder / f"{key}.access.log", bench.folder / f"{key}.conf"
    text = NGINX.format(
        user="user root;\n" if os.getuid() == 0 else "",
        folder=bench.folder,
        key=key,
        log=log,
        backend=bench.port,
        port=port,
        connections=CONNECTIONS,
        buffers=buffers,
    )
    config.write_text(text)
    command = ["nginx", "-e", bench.folder / f"{key}.error.log", "-c", config, "-g", "daemon off;"]
    return wait_for(bench, Contender(key, title, port, bench.crew.start(key, command, bench.cores.proxy), log))


#: Debian's haproxy.cfg, with its log going to a file rather than to syslog.
HAPROXY = """\
global
    log stdout format raw local0
    maxconn 4096
    nbthread 1
defaults
    log global
    mode http
    option httplog
    option dontlognull
    option forwardfor
    timeout connect 5s
    timeout client 50s
    timeout server 50s
    timeout tunnel 1h
    http-reuse always
frontend clients
    bind 127.0.0.1:{port}
    use_backend tenant if {{ path_beg /t0/ }}
backend tenant
    http-request set-header X-Forwarded-Proto http
    server one 127.0.0.1:{backend}
"""


def haproxy(bench: Bench) -> Contender:
    port, config = bench.port + 4, bench.folder / "haproxy.cfg"
    config.write_text(HAPROXY.format(port=port, backend=bench.port))
    process = bench.crew.start("haproxy", ["haproxy", "-db", "-f", config], bench.cores.proxy)
    return wait_for(bench, Contender("haproxy", "HAProxy", port, process, bench.crew.output("haproxy")))


CADDY = """\
{{
    admin off
    auto_https off
}}
http://127.0.0.1:{port} {{
    log {{
        output file {log} {{
            roll_disabled
        }}
    }}
    handle /t0/* {{
        reverse_proxy 127.0.0.1:{backend} {{
            transport http {{
                keepalive_idle_conns_per_host {connections}
            }}
        }}
    }}
}}
"""


def caddy(bench: Bench) -> Contender:
    port, config, log = bench.port + 5, bench.folder / "Caddyfile", bench.folder / "caddy.access.log"
    config.write_text(CADDY.format(port=port, backend=bench.port, log=log, connections=CONNECTIONS))
    command = ["caddy", "run", "--adapter", "caddyfile", "--config", config]
    home = str(bench.folder)
    process = bench.crew.start(
        "caddy", command, bench.cores.proxy, HOME=home, XDG_DATA_HOME=home, XDG_CONFIG_HOME=home
    )
    return wait_for(bench, Contender("caddy", "Caddy", port, process, log))


PEERS = {"nginx": nginx, "nginx-large": nginx_large, "haproxy": haproxy, "caddy": caddy, "relay": relay}
