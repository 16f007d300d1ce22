#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The supervisor of `bangui --demo` against real fail2ban servers of both versions: it bans, and it always leaves nothing."""

import json
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
import unittest

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SCRIPT = os.path.join(SOURCE, "resources", "demo", "bangui_demo.py")
PACKAGES = os.environ.get("BANGUI_TEST_FAIL2BAN", os.path.join(SOURCE, "build", "fail2ban"))
VERSIONS = ("1.0.2", "1.1.0")
GONE_WITHIN = 30.0  # a second or two where the machine has nothing else to do
DOCUMENTATION = re.compile(r"^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$|^2001:db8:")


def alive(pid):
    try:
        with open("/proc/%d/stat" % pid) as file:
            return file.read().rpartition(")")[2].split()[0] not in ("Z", "X")
    except OSError:
        return False


def wait_until(condition, seconds):
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


class DemoTest(unittest.TestCase):
    def setUp(self):
        self.root = tempfile.mkdtemp(prefix="bd-", dir="/tmp")
        self.addCleanup(shutil.rmtree, self.root, True)
        self.processes = []
        self.addCleanup(self.end_all)

    def end_all(self):
        for process in self.processes:
            if process.poll() is None:
                process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe:
                    pipe.close()

    def launch(self, *arguments, version="1.1.0", **options):
        environment = {**os.environ, "TMPDIR": self.root, **options.pop("environment", {})}
        fail2ban = ["--fail2ban", os.path.join(PACKAGES, version)] if version else []
        process = subprocess.Popen([sys.executable, SCRIPT, "--seed", "1", *fail2ban, *arguments], stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, env=environment, **options)
        self.processes.append(process)
        return process

    def ready(self, process):
        facts = json.loads(process.stdout.readline())
        self.assertNotIn("error", facts, facts.get("error"))
        self.assertTrue(alive(facts["pid"]))
        return facts

    def client(self, facts, *words):
        return subprocess.run([facts["client"], "-c", facts["config"], "-s", facts["socket"], *words], check=True,
                              capture_output=True, text=True).stdout

    @staticmethod
    def read(facts, name):
        with open(os.path.join(facts["folder"], name), encoding="utf-8") as file:
            return file.read()

    def assertGone(self, facts, since):
        self.assertTrue(wait_until(lambda: not alive(facts["pid"]) and not os.path.lexists(facts["folder"]),
                                   GONE_WITHIN - (time.monotonic() - since)),
                        "after %.1f s: server alive %s, folder there %s" % (
                            time.monotonic() - since, alive(facts["pid"]), os.path.lexists(facts["folder"])))
        self.assertEqual(os.listdir(self.root), [])

    def test_bans_appear_and_grow(self):
        for version in VERSIONS:
            with self.subTest(version=version):
                process = self.launch(version=version)
                facts = self.ready(process)
                self.assertEqual(sorted(facts), ["client", "config", "data", "folder", "pid", "socket"])
                self.assertIn("bangui-demo", facts["folder"])
                self.assertEqual(stat.S_IMODE(os.stat(facts["folder"]).st_mode), 0o700)
                self.assertTrue(os.path.isdir(facts["data"]))
                self.assertEqual(self.client(facts, "version").strip(), version)

                def banned():
                    return [address for jail in eval(self.client(facts, "banned")) for addresses in jail.values()
                            for address in addresses]

                def total():
                    return sum(int(self.client(facts, "status", jail).split("Total banned:")[1].split()[0])
                               for jail in ("sshd", "nginx-botsearch", "dovecot", "postfix-sasl"))

                self.assertTrue(wait_until(lambda: len(banned()) >= 20, 30), "bans after 30 s: %s" % banned())
                for address in banned():
                    self.assertRegex(address, DOCUMENTATION)
                jails = self.client(facts, "status").split("Jail list:")[1].strip().split(", ")
                self.assertGreaterEqual(len(jails), 6)
                self.assertIn("sshd", jails)
                self.assertIn("= 9999-12-31", self.client(facts, "get", "honeypot", "banip", "--with-time"))
                before = total()
                self.assertTrue(wait_until(lambda: total() > before, 80), "no new ban within 80 s")
                self.assertTrue(wait_until(lambda: "unban dovecot" in self.read(facts, "log/actions.log"), 90),
                                "no ban ended")
                self.assertNotIn(" ERROR ", self.read(facts, "log/fail2ban.log"))

                asked = time.monotonic()
                process.stdin.close()
                self.assertGone(facts, asked)
                self.assertEqual(process.wait(GONE_WITHIN), 0)

    def test_actions_touch_no_firewall(self):
        facts = self.ready(self.launch())
        pattern = re.compile(r"iptables|ip6tables|nft\b|ipset|ufw|firewall|pfctl|shorewall|route\b|sudo|hosts\.deny|\bmail\b|curl|wget")
        action_files = os.path.join(facts["config"], "action.d")
        self.assertEqual(sorted(os.listdir(action_files)), ["demo-log.conf", "demo-notify.conf"])
        for name in os.listdir(action_files):
            with open(os.path.join(action_files, name)) as file:
                self.assertIsNone(pattern.search(file.read()), name)
        # What runs, not only what is written: every command is an echo into the demo's own log.
        for line in self.client(facts, "-d").splitlines():
            words = eval(line)
            if words[0] == "multi-set" and words[2] == "action":
                for key, value in words[4]:
                    if key.startswith("action") and value:
                        self.assertRegex(value, r'^echo "[^"`$]*" >> ' + re.escape(facts["folder"]) + r"/log/actions\.log$")

    def test_signals(self):
        for signum in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            with self.subTest(signal=signum.name):
                process = self.launch()
                facts = self.ready(process)
                asked = time.monotonic()
                process.send_signal(signum)
                process.send_signal(signum)  # an impatient user does not interrupt the cleaning
                self.assertGone(facts, asked)
                self.assertEqual(process.wait(GONE_WITHIN), 0)

    def test_ctrl_c_in_the_terminals_group_leaves_the_demo_to_its_parent(self):
        # As a shell does: the window and its children are one group, and Ctrl+C goes to all of it.
        parent = subprocess.Popen([sys.executable, "-c", PARENT, SCRIPT, os.path.join(PACKAGES, "1.1.0")], stdout=subprocess.PIPE,
                                  env=dict(os.environ, TMPDIR=self.root), start_new_session=True)
        self.processes.append(parent)
        facts = self.ready(parent)
        asked = time.monotonic()
        os.killpg(parent.pid, signal.SIGINT)
        self.assertGone(facts, asked)

    def test_parent_killed(self):
        for keep_pipe in (False, True):  # True: somebody else still holds the pipe, so only the parent's death tells
            with self.subTest(keep_pipe=keep_pipe):
                reader, writer = os.pipe()
                parent = subprocess.Popen(
                    [sys.executable, "-c", PARENT, SCRIPT, os.path.join(PACKAGES, "1.1.0"), str(reader) if keep_pipe else ""],
                    stdout=subprocess.PIPE, env=dict(os.environ, TMPDIR=self.root), pass_fds=(reader,) if keep_pipe else ())
                self.processes.append(parent)
                facts = self.ready(parent)
                asked = time.monotonic()
                parent.kill()
                self.assertGone(facts, asked)
                os.close(reader)
                os.close(writer)

    def test_frozen_server_is_ended_too(self):
        process = self.launch()
        facts = self.ready(process)
        os.kill(facts["pid"], signal.SIGSTOP)
        asked = time.monotonic()
        process.stdin.close()
        self.assertGone(facts, asked)

    def test_server_that_the_window_restarted_is_ended_too(self):
        process = self.launch()
        facts = self.ready(process)
        self.client(facts, "stop")
        self.assertTrue(wait_until(lambda: not alive(facts["pid"]), GONE_WITHIN))
        self.client(facts, "start")
        self.client(facts, "ping")
        with open(os.path.join(facts["folder"], "run", "fail2ban.pid")) as file:
            other = int(file.read())
        self.assertNotEqual(other, facts["pid"])
        asked = time.monotonic()
        process.stdin.close()
        self.assertGone(dict(facts, pid=other), asked)

    def test_supervisor_killed(self):
        process = self.launch()
        facts = self.ready(process)
        asked = time.monotonic()
        process.kill()
        process.wait()
        self.assertGone(facts, asked)

    def test_all_killed_then_next_start_cleans(self):
        process = self.launch()
        facts = self.ready(process)
        with open("/proc/%d/task/%d/children" % (process.pid, process.pid)) as file:
            children = [int(pid) for pid in file.read().split()]
        self.assertEqual(len(children), 2)  # the janitor and the server
        self.assertIn(facts["pid"], children)
        for pid in children + [process.pid]:
            os.kill(pid, signal.SIGKILL)
        process.wait()
        self.assertTrue(wait_until(lambda: not alive(facts["pid"]), GONE_WITHIN))
        self.assertTrue(os.path.isdir(facts["folder"]))  # the control: without a next start it stays
        other = self.launch()
        others = self.ready(other)
        third = self.launch()  # and a living one is left alone
        thirds = self.ready(third)
        self.assertFalse(os.path.lexists(facts["folder"]))
        self.assertTrue(alive(others["pid"]))
        self.assertTrue(os.path.isdir(others["folder"]))
        other.stdin.close()
        third.stdin.close()
        for process, running in ((other, others), (third, thirds)):
            process.wait(GONE_WITHIN)
            self.assertFalse(os.path.lexists(running["folder"]))

    def test_end_while_starting(self):
        process = self.launch()
        process.stdin.close()
        self.assertEqual(process.wait(GONE_WITHIN), 0)
        self.assertEqual(os.listdir(self.root), [])

    def test_failures_are_told_in_words(self):
        process = self.launch("--fail2ban", "/nonexistent", version=None)
        self.assertIn("no unpacked fail2ban package in /nonexistent", json.loads(process.stdout.readline())["error"])
        self.assertEqual(process.wait(GONE_WITHIN), 1)

        broken = os.path.join(self.root, "broken", "usr", "bin")
        os.makedirs(broken)
        with open(os.path.join(broken, "fail2ban-server"), "w") as file:
            file.write("import sys; sys.exit('no such module')\n")
        process = self.launch("--fail2ban", os.path.join(self.root, "broken"), version=None)
        self.assertIn("It said: no such module", json.loads(process.stdout.readline())["error"])
        self.assertEqual(process.wait(GONE_WITHIN), 1)
        self.assertEqual(os.listdir(self.root), ["broken"])

    def test_long_temporary_folder_still_gives_a_socket(self):
        deep = os.path.join(self.root, "d" * 60)
        os.mkdir(deep)
        process = self.launch(environment={"TMPDIR": deep})
        facts = self.ready(process)
        self.assertLessEqual(len(facts["socket"].encode()), 107)
        asked = time.monotonic()
        process.stdin.close()
        self.assertTrue(wait_until(lambda: not os.path.lexists(facts["folder"]), GONE_WITHIN))
        self.assertLess(time.monotonic() - asked, GONE_WITHIN)


class AttackersTest(unittest.TestCase):
    """The generator alone, with a clock of the test's own."""

    def setUp(self):
        sys.path.insert(0, os.path.dirname(SCRIPT))
        sys.dont_write_bytecode = True
        import bangui_demo_attacks
        self.attackers = bangui_demo_attacks.Attackers(7)
        self.now = 1800000000.0
        self.attackers.seed(self.now)

    def test_rate_is_lively_and_bounded(self):
        seeded = self.attackers.due(self.now)
        self.assertGreater(len(seeded), 60)
        lines = 0
        for _ in range(3600):
            self.now += 1
            lines += len(self.attackers.due(self.now))
        self.assertGreater(lines / 60, 30)  # a minute
        self.assertLess(lines / 60, 300)

    def test_addresses_are_for_documentation(self):
        found = set()
        for step in range(600):
            for _, line in self.attackers.due(self.now + step):
                found.update(re.findall(r"\b\d+\.\d+\.\d+\.\d+\b|\b2001:[0-9a-f:]+", line))
        self.assertGreater(len(found), 50)
        for address in found:
            self.assertRegex(address, DOCUMENTATION)

    def test_a_clock_that_jumps_brings_no_flood_and_no_silence(self):
        self.attackers.due(self.now)
        self.now += 8 * 3600  # a night asleep
        self.assertLess(len(self.attackers.due(self.now)), 50)
        self.now -= 24 * 3600  # set back by a day
        self.attackers.due(self.now)
        self.assertGreater(sum(len(self.attackers.due(self.now + step)) for step in range(1, 60)), 5)


# A window's part: starts the supervisor with a pipe (or with one that a stranger holds too), hands its line on, waits.
PARENT = """
import os, subprocess, sys
held = sys.argv[3] if len(sys.argv) > 3 else ""
stdin = int(held) if held else subprocess.PIPE
child = subprocess.Popen([sys.executable, sys.argv[1], "--fail2ban", sys.argv[2], "--parent-pid", str(os.getpid())], stdin=stdin,
                         stdout=subprocess.PIPE)
sys.stdout.buffer.write(child.stdout.readline())
sys.stdout.flush()
try:
    child.wait()
except KeyboardInterrupt:
    pass
"""

if __name__ == "__main__":
    for each in VERSIONS:
        if not os.path.isfile(os.path.join(PACKAGES, each, "usr/bin/fail2ban-server")):
            sys.exit("fail2ban %s is missing in %s: run tests/support/fetch_fail2ban.sh" % (each, PACKAGES))
    unittest.main()
