# SPDX-License-Identifier: GPL-3.0-or-later
# Lets fail2ban-regex run a whole filter over given lines, or over the last day of a log, and writes nothing to the
# machine: filter and lines are held in memory (memfd_create). Python 3.5 and later, standard library only.
#
# Words: the log, "journal:" and its matches, or nothing; how many bytes of it at most; the program with its options.
# Input: the length of the filter, LF, the filter, the lines. Exit code 3: this Python or kernel keeps no file in memory.
# First line of the errors, of a log: "bangui-lines:", how many bytes are searched, and "whole", "cut" or the time (UTC
# seconds) from which on they tell, where the last day begins before.
import calendar
import collections
import os
import re
import sys
import time

CHUNK = 1 << 20
DAY = 86400
MONTHS = b"JanFebMarAprMayJunJulAugSepOctNovDec"
MONTH = b"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
CLOCK = rb"(\d\d):(\d\d):(\d\d)(?:[.,]\d+)?"
ZONE = rb"(?: ?(Z|[+-]\d\d:?\d\d)\b)?"
ISO = re.compile(rb"\b(\d{4})[-/](\d\d)[-/](\d\d)[T ]" + CLOCK + ZONE)
CLF = re.compile(rb"\b(\d\d)/" + MONTH + rb"/(\d{4}):" + CLOCK + ZONE)
SYSLOG = re.compile(rb"\b" + MONTH + rb" {1,2}(\d{1,2}) " + CLOCK + rb"(?: (\d{4})\b)?")
EPOCH = re.compile(rb"(?:^\[?|audit\()(\d{10})(?:\.\d+)?\b")


def in_memory():
    try:
        return os.fdopen(os.memfd_create("bangui", 0), "w+b")
    except (AttributeError, OSError):
        sys.exit(3)


def seconds(year, month, day, clock, zone):
    parts = (year, month, day) + tuple(int(part) for part in clock) + (0, 0, -1)
    try:
        if not zone:
            return time.mktime(parts)
        ahead = 0
        if zone != b"Z":
            ahead = int(zone[1:3]) * 3600 + int(zone[-2:]) * 60
            ahead = -ahead if zone[:1] == b"-" else ahead
        return calendar.timegm(parts) - ahead
    except (ValueError, OverflowError):
        return None


def written_at(line, now):
    """When a line was written; None where it has no date of the common forms."""
    line = line[:300]
    found = ISO.search(line)
    if found:
        year, month, day = (int(part) for part in found.groups()[:3])
        return seconds(year, month, day, found.groups()[3:6], found.group(7))
    found = CLF.search(line)
    if found:
        month = MONTHS.index(found.group(2)) // 3 + 1
        return seconds(int(found.group(3)), month, int(found.group(1)), found.groups()[3:6], found.group(7))
    found = SYSLOG.search(line)
    if found:
        month = MONTHS.index(found.group(1)) // 3 + 1
        day, clock = int(found.group(2)), found.groups()[2:5]
        if found.group(6):
            return seconds(int(found.group(6)), month, day, clock, None)
        year = time.localtime(now).tm_year
        at = seconds(year, month, day, clock, None)
        if at is not None and at > now + DAY:
            at = seconds(year - 1, month, day, clock, None)
        return at
    found = EPOCH.search(line)
    return float(found.group(1)) if found else None


def last_of(stream, room):
    """At most the last `room` bytes of what can be read once only, and whether more came before them."""
    chunks = collections.deque()
    size = 0
    cut = False
    for chunk in iter(lambda: stream.read(CHUNK), b""):
        chunks.append(chunk)
        size += len(chunk)
        while chunks and size - len(chunks[0]) >= room:
            size -= len(chunks.popleft())
            cut = True
    held = in_memory()
    for chunk in chunks:
        held.write(chunk)
    held.flush()
    return held, size, cut


class Tail:
    """What one file has of the last day, and at most `room` bytes of it."""

    def __init__(self, log, size, room, since, now, cut=False):
        self.log = log
        self.end = size
        self.since = since
        self.now = now
        self.start = max(0, size - room)
        if self.start or cut:
            self.start, self.first = self.dated(self.start)
            cut = self.first is None or self.first >= since
        self.cut = cut
        if not cut:
            self.skip_older()
        self.size = self.end - self.start

    def dated(self, offset):
        """Where the first line after that offset begins, and when it or one of the next was written."""
        self.log.seek(offset)
        if offset:
            self.log.readline()
        begin = min(self.log.tell(), self.end)
        while self.log.tell() < min(begin + CHUNK // 16, self.end):
            at = written_at(self.log.readline(), self.now)
            if at is not None:
                return begin, at
        return begin, None

    def skip_older(self):
        end = self.end
        while end - self.start > CHUNK // 8:
            middle, at = self.dated((self.start + end) // 2)
            if at is None or middle <= self.start:
                return
            if at < self.since:
                self.start = middle
            elif middle < end:
                end = middle
            else:
                return

    def write_to(self, lines):
        self.log.seek(self.start)
        left = self.size
        chunk = b"\n"
        while left > 0:
            chunk = self.log.read(min(CHUNK, left))
            if not chunk:
                break  # cut off meanwhile
            left -= len(chunk)
            lines.write(chunk)
        if not chunk.endswith(b"\n"):
            lines.write(b"\n")
        self.log.close()


def rotated(path, since):
    """The files that logrotate has made of a log, last written to within the last day, the newest first."""
    folder, name = os.path.split(os.path.realpath(path))
    ours = re.compile(re.escape(name) + r"(?:\.\d+|-\d{8}(?:-?\d+)?)(?:\.\w+)?$")
    found = []
    for other in os.listdir(folder):
        if not ours.match(other):
            continue
        other = os.path.join(folder, other)
        try:
            told = os.stat(other)
        except OSError:
            continue
        if told.st_mtime >= since and told.st_size and os.path.isfile(other):
            found.append((told.st_mtime, other))
    return [path for _, path in sorted(found, reverse=True)]


def last_day_of_log(path, limit, since, now, lines):
    log = open(path, "rb")
    tails = [Tail(log, log.seek(0, 2), limit, since, now)]
    room = limit - tails[0].size
    cut = tails[0].cut
    try:
        before = [] if cut else rotated(path, since)
    except OSError:
        before = []
    for other in before:
        try:
            if re.search(r"(\.\d+|-[\d-]+)$", other):
                log = open(other, "rb")
                tail = Tail(log, log.seek(0, 2), room, since, now)
            else:
                module = {"gz": "gzip", "bz2": "bz2", "xz": "lzma"}[other.rpartition(".")[2]]
                with __import__(module).open(other, "rb") as packed:
                    held, size, more = last_of(packed, room)
                tail = Tail(held, size, room, since, now, more)
        except (OSError, EOFError, KeyError, ImportError, ValueError):
            cut = True  # it is there, and cannot be read
            break
        tails.append(tail)
        room -= tail.size
        cut = tail.cut
        if cut:
            break
    for tail in reversed(tails):
        tail.write_to(lines)
    lines.flush()
    return cut


def last_day_of_journal(matches, limit, since, now, lines):
    import subprocess
    ask = ["journalctl", "-q", "--no-pager", "-o", "short-unix", "-S", "@%d" % since]
    try:
        asked = subprocess.Popen(ask + matches, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    except OSError as error:
        sys.exit("journalctl: %s" % error.strerror)
    held, size, cut = last_of(asked.stdout, limit)
    if asked.wait():
        sys.exit("journalctl: exit code %d" % asked.returncode)
    if not size:
        sys.exit("journalctl: no entry of the last day")
    tail = Tail(held, size, limit, since, now, cut)
    tail.write_to(lines)
    lines.flush()
    return tail.cut


def limit_cpu(size):
    """A small log needs no more than a large one's share of what it may take."""
    import resource
    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = 30 + 3 * (size >> 20)
    if soft == resource.RLIM_INFINITY or wanted < soft:
        resource.setrlimit(resource.RLIMIT_CPU, (wanted, hard))


def main():
    source, limit, program = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    text = sys.stdin.buffer.read()
    size, _, text = text.partition(b"\n")
    kept = in_memory()
    kept.write(text[:int(size)])
    kept.flush()
    lines = in_memory()
    if source:
        now = time.time()
        # Dates without a zone are taken for this machine's; the jail may know better.
        elsewhere = any(word.startswith("--timezone=") for word in program)
        since = now - DAY - (26 * 3600 if elsewhere else 3600)
        if source.startswith("journal:"):
            cut = last_day_of_journal(source[8:].split("\n"), limit, now - DAY, now, lines)
        else:
            cut = last_day_of_log(source, limit, since, now, lines)
        lines.seek(0)
        first = [written_at(line, now) for line in lines.read(CHUNK // 16).split(b"\n")] if cut else []
        first = [at for at in first if at is not None]
        size = lines.seek(0, 2)
        sys.stderr.write("bangui-lines: %d %s\n" % (size, ("%d" % first[0] if first else "cut") if cut else "whole"))
        sys.stderr.flush()
        limit_cpu(size)
    else:
        lines.write(text[int(size):])
        lines.flush()
    names = ["/proc/self/fd/%d" % file.fileno() for file in (lines, kept)]
    os.execvp(program[0], program + ["--"] + names)


main()
