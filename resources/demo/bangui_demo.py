#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Supervisor of `bangui --demo`: a private, unprivileged, real fail2ban server under attack.

    bangui_demo.py [--fail2ban DIR] [--parent-pid PID]

Prints one line of JSON when the server answers ({"folder", "socket", "config", "client", "pid", "data"}; "data" is an empty
folder for the window's own data), or {"error": "..."} when it cannot be started. Then it writes attacks into the server's
logs until its standard input ends, it gets a signal, or its parent dies; it stops the server and removes the folder.
It touches no firewall and nothing outside that folder. Standard library only, Python 3.9 and newer.
"""

import argparse
import ctypes
import fcntl
import json
import os
import select
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import bangui_demo_attacks as attacks  # noqa: E402 (its folder has to be on the path first)

PREFIX = "bangui-demo-"
LOCK = "supervisor.lock"
PROGRAMS = ("fail2ban-client", "fail2ban-server", "fail2ban-regex")
START_TIMEOUT = 30.0
PATIENCE = 2.0  # between asking the server to end and ending it
SOCKET_PATH_LIMIT = 107  # bytes of sockaddr_un.sun_path without its end
PR_SET_PDEATHSIG = 1

libc = ctypes.CDLL(None, use_errno=True)


class DemoError(Exception):
    """Its text is shown to the user as it is."""


class Stopped(Exception):
    """Somebody asked for the end while the server was starting."""


def die_with_parent(signum):
    libc.prctl(PR_SET_PDEATHSIG, signum, 0, 0, 0)


class Watch:
    """Knows whether it is time to end: the pipe, a signal, or a parent that is gone."""

    def __init__(self, parent_pid):
        self._parent = parent_pid
        self._reader, self._writer = os.pipe()
        os.set_blocking(self._writer, False)
        self._stdin_open = True
        for signum in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT):
            signal.signal(signum, lambda *_: os.write(self._writer, b"x"))
        die_with_parent(signal.SIGTERM)

    def wait(self, seconds):
        """Sleeps at most that long; true when it is time to end."""
        files = [self._reader] + ([0] if self._stdin_open else [])
        ready, _, _ = select.select(files, [], [], max(0.0, seconds))
        if self._reader in ready:
            return True
        if 0 in ready:
            try:
                if not os.read(0, 4096):
                    return True
            except OSError:
                return True
        # Third line, for a parent that died before prctl() above and left the pipe to somebody else.
        return self._parent is not None and os.getppid() != self._parent

    @staticmethod
    def ignore_signals():
        for signum in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT):
            signal.signal(signum, signal.SIG_IGN)


def find_package(folder):
    """The unpacked package: the folder itself, or the newest version below it."""
    candidates = [folder]
    if os.path.isdir(folder):
        candidates += sorted((os.path.join(folder, name) for name in os.listdir(folder)), reverse=True)
    for candidate in candidates:
        if os.path.isfile(os.path.join(candidate, "usr/bin/fail2ban-server")):
            return os.path.abspath(candidate)
    raise DemoError("There is no unpacked fail2ban package in %s." % folder)


def find_programs(package):
    """({program: path}, folder of its Python modules or None)."""
    if package:
        root = find_package(package)
        return ({name: os.path.join(root, "usr/bin", name) for name in PROGRAMS},
                os.path.join(root, "usr/lib/python3/dist-packages"))
    path = os.environ.get("PATH", "") + ":/usr/bin:/usr/sbin:/usr/local/bin"
    found = {name: shutil.which(name, path=path) for name in PROGRAMS}
    missing = [name for name, where in found.items() if not where]
    if missing:
        raise DemoError("The demo needs fail2ban's programs, and %s was not found. "
                        "`installer/run.sh --demo` fetches them without installing fail2ban." % missing[0])
    return found, None


def temp_root():
    """Where the folder goes: a Unix socket has to fit below it."""
    for root in (tempfile.gettempdir(), "/tmp"):
        if len(os.fsencode(os.path.join(root, PREFIX + "12345678", "run", "fail2ban.sock"))) <= SOCKET_PATH_LIMIT:
            return root
    return "/tmp"


def processes_of(folder):
    """fail2ban programs of this user that work in that folder, also ones that the window has started or restarted."""
    found = []
    mark = os.fsencode(folder) + b"/"
    for name in os.listdir("/proc"):
        if not name.isdigit() or int(name) == os.getpid():
            continue
        try:
            if os.stat("/proc/" + name).st_uid != os.getuid():
                continue
            with open("/proc/%s/cmdline" % name, "rb") as file:
                arguments = file.read().split(b"\0")
        except OSError:
            continue
        if any(mark in argument for argument in arguments) and any(
                os.fsdecode(os.path.basename(argument)) in PROGRAMS for argument in arguments[:3]):
            found.append(int(name))
    return found


def send(pids, signum):
    for pid in pids:
        try:
            os.kill(pid, signum)
        except OSError:
            pass


def end_processes(folder, server=None):
    send(processes_of(folder), signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if server is not None:
            server.poll()  # reaps it
        if not processes_of(folder):
            break
        time.sleep(0.05)
    send(processes_of(folder), signal.SIGKILL)
    if server is not None:
        try:
            server.wait(1)
        except subprocess.TimeoutExpired:
            pass


def remove_folder(folder):
    for _ in range(3):  # an action that was just running may still add a line
        shutil.rmtree(folder, ignore_errors=True)
        if not os.path.lexists(folder):
            return
        time.sleep(0.1)


def remove_stale(root):
    """Folders of this user whose supervisor was killed: their lock is free."""
    for name in os.listdir(root):
        folder = os.path.join(root, name)
        if not name.startswith(PREFIX):
            continue
        try:
            info = os.lstat(folder)
            if not stat.S_ISDIR(info.st_mode) or info.st_uid != os.getuid():
                continue
            lock = os.open(os.path.join(folder, LOCK), os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
        except FileNotFoundError:
            if time.time() - info.st_mtime > 60:  # else one that is just being made
                end_processes(folder)
                remove_folder(folder)
            continue
        except OSError:
            continue
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            end_processes(folder)
            remove_folder(folder)
        except OSError:
            pass  # its supervisor lives
        finally:
            os.close(lock)


def start_janitor(folder):
    """A second process that cleans up should this one be killed outright. It ends when the returned pipe does."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid != 0:
        os.close(reader)
        return pid, writer
    try:
        os.close(writer)
        os.setsid()
        Watch.ignore_signals()
        nothing = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):  # the window must not wait for this process to close its pipes
            os.dup2(nothing, descriptor)
        os.read(reader, 1)
        end_processes(folder)
        remove_folder(folder)
    finally:
        os._exit(0)


class Demo:
    def __init__(self, package, watch, seed=None):
        self._watch = watch
        self._attackers = attacks.Attackers(seed)
        self._server = None
        self._programs, self._modules = find_programs(package)
        root = temp_root()
        remove_stale(root)
        self.folder = tempfile.mkdtemp(prefix=PREFIX, dir=root)
        self._lock = os.open(os.path.join(self.folder, LOCK), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        self._janitor, self._janitor_pipe = start_janitor(self.folder)

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def write(self, text, *parts, mode=0o600):
        os.makedirs(os.path.dirname(self.path(*parts)), exist_ok=True)
        with open(self.path(*parts), "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(self.path(*parts), mode)

    def prepare(self):
        for name in ("conf/jail.d", "run", "log", "data"):
            os.makedirs(self.path(name), mode=0o700)
        for name in attacks.LOGS:
            self.write("", "log", name + ".log")
        # The folder's name has only letters that neither ConfigParser nor a shell reads specially.
        self.write(attacks.FAIL2BAN_CONF.format(folder=self.folder), "conf", "fail2ban.conf")
        self.write(attacks.JAIL_CONF.format(folder=self.folder), "conf", "jail.conf")
        for name, text in attacks.FILTERS.items():
            self.write(text, "conf", "filter.d", name + ".conf")
        for name, text in attacks.ACTIONS.items():
            self.write(text.format(folder=self.folder), "conf", "action.d", name + ".conf")
        for name, program in self._programs.items():
            lines = ["#!/bin/sh"]
            if self._modules:
                lines.append("PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=%s" % quoted(self._modules))
                lines.append("export PYTHONDONTWRITEBYTECODE PYTHONPATH")
                lines.append('exec %s %s "$@"' % (quoted(sys.executable), quoted(program)))
            else:
                lines.append('exec %s "$@"' % quoted(program))
            self.write("\n".join(lines) + "\n", "bin", name, mode=0o700)
        self._attackers.seed(time.time())
        self._write_due()

    def start(self):
        output = open(self.path("log", "server-output.log"), "wb")
        self._server = subprocess.Popen(
            [self.path("bin", "fail2ban-server"), "-c", self.path("conf"), "-s", self.path("run", "fail2ban.sock"),
             "-p", self.path("run", "fail2ban.pid"), "-x", "-f", "start"],
            stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, cwd="/",
            # Should this supervisor be killed outright, the server goes with it.
            preexec_fn=lambda: die_with_parent(signal.SIGKILL))
        output.close()
        deadline = time.monotonic() + START_TIMEOUT
        while True:
            # What the foreground server says once it has executed its whole configuration.
            if b"Server ready" in self._read_output():
                return
            if self._server.poll() is not None:
                raise DemoError("fail2ban ended while it was starting. It said: " + self._last_words())
            if time.monotonic() > deadline:
                raise DemoError("fail2ban did not answer within %d s. It said: %s" % (START_TIMEOUT, self._last_words()))
            if self._watch.wait(0.05):
                raise Stopped()

    def facts(self):
        return {"folder": self.folder, "socket": self.path("run", "fail2ban.sock"), "config": self.path("conf"),
                "client": self.path("bin", "fail2ban-client"), "pid": self._server.pid, "data": self.path("data")}

    def run(self):
        while not self._watch.wait(min(1.0, self._attackers.next_time() - time.time())):
            self._server.poll()
            self._write_due()

    def close(self):
        end_processes(self.folder, self._server)
        remove_folder(self.folder)
        os.close(self._janitor_pipe)
        os.waitpid(self._janitor, 0)

    def _write_due(self):
        for log, line in self._attackers.due(time.time()):
            try:
                with open(self.path("log", log + ".log"), "a", encoding="utf-8") as file:
                    file.write(line + "\n")
            except OSError:
                return  # a full disk ends the attacks, not the demo

    def _read_output(self):
        with open(self.path("log", "server-output.log"), "rb") as file:
            return file.read()

    def _last_words(self):
        said = self._read_output().decode("utf-8", "replace").strip().splitlines()
        return " / ".join(said[-3:]) or "nothing"


def quoted(text):
    return "'" + text.replace("'", "'\\''") + "'"


def tell(document):
    try:
        print(json.dumps(document), flush=True)
    except OSError:
        pass  # nobody listens any more; the pipe's end follows


def main():
    parser = argparse.ArgumentParser(description="Supervisor of bangui --demo.")
    parser.add_argument("--fail2ban", default=os.environ.get("BANGUI_DEMO_FAIL2BAN") or None, metavar="DIR",
                        help="an unpacked fail2ban package (default: the programs in PATH)")
    parser.add_argument("--parent-pid", type=int, metavar="PID", help="end when the parent is no longer this process")
    parser.add_argument("--seed", type=int, help="the same attacks every time")
    options = parser.parse_args()

    try:
        os.setsid()  # Ctrl+C in the window's terminal is for the window; the end of the pipe is for us
    except OSError:
        pass  # already leads a group of its own
    watch = Watch(options.parent_pid)
    demo = None
    try:
        demo = Demo(options.fail2ban, watch, options.seed)
        demo.prepare()
        demo.start()
        tell(demo.facts())
        demo.run()
        return 0
    except Stopped:
        return 0
    except (DemoError, OSError) as error:
        tell({"error": str(error)})
        return 1
    finally:
        watch.ignore_signals()
        if demo is not None:
            demo.close()


if __name__ == "__main__":
    sys.exit(main())
