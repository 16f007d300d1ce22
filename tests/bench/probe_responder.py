#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers like many fail2ban 1.1.0 servers at once: probe_responder.py FOLDER COUNT makes FOLDER/0.sock ... and answers version, stats,
status and ping on each until standard input ends."""
import os
import pickle
import selectors
import socket
import sys

END = b"<F2B_END_COMMAND>"
folder, count = sys.argv[1], int(sys.argv[2])


def reply(value):
    return pickle.dumps((0, value), 5) + END


stats = {f"jail{i}": ["polling", (3, 120), (7, 90)] for i in range(5)}
answers = {
    b"version": reply("1.1.0"),
    b"stats": reply(stats),
    b"status": reply([("Number of jail", 5), ("Jail list", ", ".join(sorted(stats)))]),
    b"ping": reply("pong"),
}
selector = selectors.DefaultSelector()
for number in range(count):
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(os.path.join(folder, f"{number}.sock"))
    listener.listen(8)
    listener.setblocking(False)
    selector.register(listener, selectors.EVENT_READ, "listen")
selector.register(sys.stdin, selectors.EVENT_READ, "end")
print("ready", flush=True)
pending = {}
while True:
    for key, _ in selector.select():
        if key.data == "end":
            if not os.read(0, 4096):
                sys.exit(0)
        elif key.data == "listen":
            connection, _ = key.fileobj.accept()
            connection.setblocking(False)
            selector.register(connection, selectors.EVENT_READ, "talk")
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
                word = pickle.loads(request)[0].encode()
                key.fileobj.sendall(answers.get(word, reply(None)))
