# SPDX-License-Identifier: GPL-3.0-or-later
"""make_corpus.py FOLDER LOGS CONFIGS: every recorded reply, and lines of a log in every format, each behind two bytes that choose
the slices; fail2ban's stock configuration as far as it is unpacked (build/fail2ban), and every trick of its grammar, behind four
that choose the edit. Nothing is committed."""
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

MESSAGES = {
    "filter": (b"INFO", [b"[sshd] Found 192.0.2.1 - 2026-11-20 20:37:31", b"[web] Found 2001:db8::1", b"[sshd] Ignore 192.0.2.9 by ip"]),
    "actions": (b"NOTICE", [b"[sshd] Ban 192.0.2.1", b"[sshd] Restore Ban 192.0.2.1", b"[web] Unban 192.0.2.1", b"[web] Repeal Ban x",
                            b"[sshd] Reban 192.0.2.1, action 'x'", b"[sshd] 192.0.2.1 already banned", b"[sshd] Ignore 192.0.2.1, expired bantime",
                            b"Failed to execute ban jail 'web' action 'x' info '{}': Error banning 192.0.2.1"]),
    "observer": (b"NOTICE", [b"[sshd] Increase Ban 192.0.2.1 (3 # 8s -> 2026-11-20 20:37:50)",
                             b"[sshd] Found 192.0.2.1, bad - 2026-11-20 20:37:42, 2 # -> 3.0, Ban"]),
    "jail": (b"INFO", [b"Jail 'sshd' started", b"Creating new jail 'new'", b"Jail \"o'neill\" stopped"]),
    "server": (b"ERROR", [b"Starting Fail2ban v1.1.0", b"Shutdown in progress...", b"Jail 'web' reloaded"]),
}
FORMATS = [b"2026-10-25 02:30:31,123 fail2ban.%(part)s [4711]: %(level)s  %(message)s", b"fail2ban.%(part)s[4711]: %(level)s %(message)s",
           b" 2026-11-20 20:37:31,123 7F1234567890 %(level)s %(message)s", b"%(message)s",
           b" + 2345 7F1234567890 fail2ban.%(part)s %(level)s | actions -25: __checkBan | %(message)s"]
logs = sys.argv[2]
os.makedirs(logs, exist_ok=True)
count = 0
for line in FORMATS:
    text = b""
    for part, (level, messages) in MESSAGES.items():
        for message in messages:
            text += line % {b"part": part.encode("ascii"), b"level": level, b"message": message} + b"\n"
            with open(os.path.join(logs, hashlib.sha1(text).hexdigest()), "wb") as out:
                out.write(b"\x07\x01" + text)
            count += 1
print(count, "logs in", logs)

GRAMMAR = [b"[DEFAULT]\nbantime = 10m\n[sshd]\nbantime  = 1h ; inline\nignoreip = ::1\n  # within\n\n  10.0.0.0/8 ;x\nport: ssh\n",
           b"[INCLUDES]\nbefore = common.conf\n  ./x.conf\nafter = %(inc)s\n[DEFAULT]\ninc = jail.local\n",
           b"[Init]\na = %(known/a)s %(default/b)s %(init/c)s %%(x)s %(__name__)s\n[Init?family=inet6]\na = %(a)s\n",
           b"\xef\xbb\xbf[s]\r\na=1\r b=2\n[s]\n[a]b]\n = x\njunk\n\xc2\xa0 c = \xe2\x80\xa8\n", b"[s]\n  a = 1\n b = 2\n   3\n#c\n;d"]
stock = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "build", "fail2ban", "*", "etc", "fail2ban", "**", "*.conf")
for path in sorted(glob.glob(stock, recursive=True)):
    with open(path, "rb") as source:
        GRAMMAR.append(source.read())
configs = sys.argv[3]
os.makedirs(configs, exist_ok=True)
for number, text in enumerate(GRAMMAR):
    with open(os.path.join(configs, hashlib.sha1(text).hexdigest()), "wb") as out:
        out.write(bytes([number % 8, number % 3, number % 5, number % 40]) + text)
print(len(GRAMMAR), "configuration files in", configs)
