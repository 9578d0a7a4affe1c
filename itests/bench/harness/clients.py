"""Single requests, where the load program would be too much."""

from __future__ import annotations

import re
import selectors
import socket
import time
from typing import Sequence

from .processes import Failed

PATIENCE_SECONDS = 60


def send(port: int, path: str) -> socket.socket:
    client = socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS)
    client.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
    return client


def receive(client: socket.socket) -> str:
    """The body of an answer with status 200, read until the server closes."""
    with client:
        answer = b""
        while part := client.recv(65536):
            answer += part
    head, _, body = answer.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise Failed(f"unexpected answer: {answer[:200]!r}")
    return body.decode()


def fetch(port: int, path: str) -> str:
    return receive(send(port, path))


def await_answer(port: int, path: str) -> None:
    """Whatever it is."""
    with send(port, path) as client:
        if not client.recv(1):
            raise Failed(f"no answer for {path}")


def fetch_all(port: int, paths: Sequence[str]) -> float:
    """Asks for all of them at once. :return: seconds until the last one was answered"""
    began = time.monotonic()
    with selectors.DefaultSelector() as selector:
        for path in paths:
            selector.register(send(port, path), selectors.EVENT_READ)
        while selector.get_map():
            ready = selector.select(PATIENCE_SECONDS)
            if not ready:
                raise Failed(f"{len(selector.get_map())} of {len(paths)} requests are not answered")
            for key, _ in ready:
                selector.unregister(key.fileobj)
                assert isinstance(key.fileobj, socket.socket)
                receive(key.fileobj)
    return time.monotonic() - began


def times(body: str) -> tuple[int, int]:
    """When an application began to listen, and when the first byte of a request came to it: nanoseconds, monotonic."""
    found = re.fullmatch(r"listening=(\d+) first=(\d+)", body)
    if not found:
        raise Failed(f"unexpected body: {body[:200]}")
    return int(found[1]), int(found[2])
