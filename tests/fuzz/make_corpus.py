# SPDX-License-Identifier: GPL-3.0-or-later
"""make_corpus.py FOLDER: every recorded reply, each behind two bytes that choose the slices. Nothing is committed."""
import base64
import glob
import hashlib
import json
import os
import sys

folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)
fixtures = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "fixtures", "*.json")
END = b"<F2B_END_COMMAND>"
seeds = {b"(I0\nV\\u00e9\nt." + END, b"(lp0\nL5L\naF1.5\naS'x'\na." + END, b"cm\nC\n)\x81}\x8c\x01kNsb." + END}
for path in sorted(glob.glob(fixtures)):
    for entry in json.load(open(path))["entries"]:
        for which in ("response", "request"):
            data = base64.b64decode(entry.get(which) or "")
            if 0 < len(data) <= 30000:
                seeds.add(data)
for data in seeds:
    with open(os.path.join(folder, hashlib.sha1(data).hexdigest()), "wb") as out:
        out.write(b"\x07\x01" + data)
print(len(seeds), "seeds in", folder)
