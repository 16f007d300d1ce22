#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers like many fail2ban 1.1.0 servers at once: probe_responder.py FOLDER COUNT [BANS] makes FOLDER/0.sock ... and answers version,
stats, status, ping and the lists of bans on each until standard input ends. Failures are counted all the time, as on every server that
the internet reaches. BANS: so many has the first jail of the first server, and its counters of bans move with every question, too."""
import os
import pickle
import selectors
import socket
import sys

END = b"<F2B_END_COMMAND>"
folder, count = sys.argv[1], int(sys.argv[2])
bans = int(sys.argv[3]) if len(sys.argv) > 3 else 0


def reply(value):
    return pickle.dumps((0, value), 5) + END


stats = {f"jail{i}": ["polling", (3, 120), (7, 90)] for i in range(5)}
answers = {
    b"version": reply("1.1.0"),
    b"stats": reply(stats),
    b"status": reply([("Number of jail", 5), ("Jail list", ", ".join(sorted(stats)))]),
    b"ping": reply("pong"),
}


def lines(number, first):
    """What `get JAIL banip --with-time` lists."""
    return [f"{first}.{n // 65536 % 256}.{n // 256 % 256}.{n % 256} \t2026-11-21 12:00:00 + 86400 = 2099-11-22 12:00:00" for n in range(number)]


few = reply(lines(7, 20))
many = reply(lines(bans, 30))
asked = 0


def answer(request, first):
    """The reply to one request; first: of the first server."""
    global asked
    words = pickle.loads(request)
    if words[0] == "get" and words[2:3] == ["banip"]:
        return many if first and bans and words[1] == "jail0" else few
    if words[0] == "stats":
        asked += 1
        return reply({**stats, "jail0": ["polling", (3, 120 + asked), (bans, bans + asked) if first and bans else (7, 90)]})
    return answers.get(words[0].encode(), reply(None))


selector = selectors.DefaultSelector()
for number in range(count):
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(os.path.join(folder, f"{number}.sock"))
    listener.listen(8)
    listener.setblocking(False)
    selector.register(listener, selectors.EVENT_READ, ("listen", number == 0))
selector.register(sys.stdin, selectors.EVENT_READ, ("end", False))
print("ready", flush=True)
pending = {}
while True:
    for key, _ in selector.select():
        kind, first = key.data
        if kind == "end":
            if not os.read(0, 4096):
                sys.exit(0)
        elif kind == "listen":
            connection, _ = key.fileobj.accept()
            connection.setblocking(False)
            selector.register(connection, selectors.EVENT_READ, ("talk", first))
            pending[connection] = b""
        else:
            data = key.fileobj.recv(65536)
            if not data:
                selector.unregister(key.fileobj)
                pending.pop(key.fileobj).strip()
                key.fileobj.close()
                continue
            pending[key.fileobj] += data
            while END in pending[key.fileobj]:
                request, pending[key.fileobj] = pending[key.fileobj].split(END, 1)
                key.fileobj.setblocking(True)  # a list of bans is larger than a socket's buffer
                key.fileobj.sendall(answer(request, first))
                key.fileobj.setblocking(False)
