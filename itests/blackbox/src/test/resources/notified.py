"""Stands in for systemd: writes what arrives at a datagram socket to a file, a line a message."""
import socket
import sys

listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
listener.bind(sys.argv[1])
with open(sys.argv[2], "w", buffering=1) as log:
    while True:
        log.write(listener.recv(4096).decode().strip().replace("\n", " ") + "\n")
