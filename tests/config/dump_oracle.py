#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `fail2ban-client -d` would print, for many folders in one process.

    dump_oracle.py PACKAGES < FOLDERS

PACKAGES holds the real fail2ban to ask (a dist-packages folder); FOLDERS is one configuration folder a line. It prints
one JSON document a line, in that order:

    {"folder", "stream": [[...], ...], "lines": ["['set', ...]", ...], "globs": {"pattern": ["file", ...]}, "error": null | "text"}

Each folder is read by fail2ban's own command line class with the arguments `-c FOLDER -d`; only where it would print is
it overheard, and the files that a log path's glob finds are sorted (fail2ban takes them as the file system has them).
"""
import glob
import json
import logging
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])

from fail2ban.client import fail2bancmdline, jailreader  # noqa: E402

# Else each run adds one more handler for messages.
fail2bancmdline.PRODUCTION = False


class Said(logging.Handler):
    """The last thing that was complained of: `Failed during configuration: ...`."""

    def __init__(self):
        super().__init__(logging.ERROR)
        self.text = None

    def emit(self, record):
        self.text = record.getMessage()


said = Said()
logging.getLogger("fail2ban").addHandler(said)
logging.getLogger("fail2ban").setLevel(logging.ERROR)
logging.getLogger("fail2ban").propagate = False


class SortedGlob:
    def __init__(self):
        self.asked = {}

    def glob(self, pattern):
        found = sorted(glob.glob(pattern))
        self.asked[pattern] = found
        return found


def ask(folder):
    globs = SortedGlob()
    jailreader.glob = globs
    heard = []
    streams = []

    class Client(fail2bancmdline.Fail2banCmdLine):
        @staticmethod
        def dumpConfig(stream, pretty=False):
            streams.append(stream)
            return True

    fail2bancmdline.output = heard.append
    said.text = None
    error = None
    if not Client().initCmdLine(["fail2ban-client", "-c", folder, "-d"]) and not streams:
        error = said.text if said.text and "Failed during configuration" in said.text else " ".join(heard)
    stream = streams[0] if streams else []
    return {"folder": folder, "stream": stream, "lines": [str(c) for c in stream], "globs": globs.asked, "error": error}


for line in sys.stdin:
    print(json.dumps(ask(line.rstrip("\n"))), flush=True)
