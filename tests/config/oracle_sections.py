# SPDX-License-Identifier: GPL-3.0-or-later
"""oracle_sections.py PACKAGES REQUESTS ANSWERS: what the fail2ban in PACKAGES reads.

REQUESTS: a JSON list of {"folder", "bases": [...], "extra": {...}}; ANSWERS: for each base of each folder, in order, with one
share_config per folder as in one run of fail2ban-client,
  {"raised": "DuplicateOptionError"}  or
  {"read": bool, "files": [...], "defaults": {key: raw}, "known": {section: {key: raw}},
   "sections": [[name, [own keys], {key: [raw, value, its exception, value with extra, its exception]}]],
   "qualified": {section: {key: [value, exception]}}}
where an exception is [class, text]."""
import json
import logging
import sys

sys.path.insert(0, sys.argv[1])
sys.dont_write_bytecode = True
logging.disable(logging.CRITICAL)

from fail2ban.client.configparserinc import SafeConfigParserWithIncludes
from fail2ban.client.configreader import ConfigReader

last_files = []
original_read = SafeConfigParserWithIncludes.read


def recording_read(self, filenames, get_includes=True):
    result = original_read(self, filenames, get_includes)
    if get_includes:
        last_files[:] = result
    return result


SafeConfigParserWithIncludes.read = recording_read
QUALIFIED = ["known/a", "known/b", "default/a", "DEFAULT/b", "Init/a", "init/a", "Definition/b", "sshd/a", "known/nothing", "/a", "a/", "b"]


def attempt(function):
    try:
        return [function(), None]
    except Exception as e:
        return [None, [type(e).__name__, str(e)]]


def answer(reader, base, extra):
    last_files[:] = []
    try:
        read = bool(reader.read(base))
    except Exception as e:
        return {"raised": type(e).__name__}
    cfg = reader._cfg
    sections = []
    qualified = {}
    for name in reader.sections():
        values = {}
        for key in cfg.options(name):
            values[key] = ([cfg.get(name, key, raw=True)] + attempt(lambda: cfg.get(name, key))
                           + attempt(lambda: cfg.get(name, key, vars=extra)))
        sections.append([name, cfg.options(name, withDefault=False), values])
        qualified[name] = {key: attempt(lambda: cfg.get_ex(name, key)) for key in QUALIFIED}
    return {"read": read, "files": list(last_files), "defaults": dict(cfg.get_defaults()), "sections": sections, "qualified": qualified,
            "known": {n: dict(s) for n, s in cfg.get_sections().items() if n.startswith("KNOWN/")}}


with open(sys.argv[2], encoding="utf-8") as requests:
    answers = []
    for request in json.load(requests):
        share = {}
        for base in request["bases"]:
            reader = ConfigReader(share_config=share, basedir=request["folder"])
            answers.append(answer(reader, base, request["extra"]))
with open(sys.argv[3], "w", encoding="ascii") as out:
    json.dump(answers, out)
