# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo's jails and the attackers that keep them busy.

Everything that comes from an attacker uses addresses that are reserved for documentation (RFC 5737, RFC 3849), so that no
real host is ever shown as one.
"""

import datetime
import heapq
import random

FAIL2BAN_CONF = """\
[Definition]
loglevel = INFO
logtarget = {folder}/log/fail2ban.log
syslogsocket = auto
socket = {folder}/run/fail2ban.sock
pidfile = {folder}/run/fail2ban.pid
dbfile = {folder}/run/fail2ban.sqlite3
dbpurgeage = 1d
dbmaxmatches = 10

[Thread]
"""

# Short times, so that somebody who watches for a minute sees bans come, go and grow.
JAIL_CONF = """\
# The jails of BanGUI's demo. Their actions only write into {folder}/log/actions.log.

[DEFAULT]
ignoreip = 127.0.0.1/8 ::1
findtime = 5m
maxretry = 3
bantime = 3m
backend = polling
usedns = no
logencoding = utf-8
enabled = true
filter = %(__name__)s
action = demo-log[name=%(__name__)s]

[sshd]
logpath = {folder}/log/auth.log
bantime = 60
bantime.increment = true
bantime.factor = 1
bantime.maxtime = 10m
action = demo-log[name=%(__name__)s]
         demo-notify[name=%(__name__)s, dest="admin@example.net"]

[nginx-botsearch]
logpath = {folder}/log/nginx-access.log
maxretry = 2
bantime = 3m

[nginx-http-auth]
logpath = {folder}/log/nginx-error.log
maxretry = 6
bantime = 2m

[postfix-sasl]
logpath = {folder}/log/mail.log
bantime = 5m

[dovecot]
logpath = {folder}/log/mail.log
bantime = 40

[recidive]
logpath = {folder}/log/fail2ban.log
findtime = 1h
bantime = 10m

[honeypot]
logpath = {folder}/log/honeypot.log
maxretry = 1
bantime = -1

# Not active: the first can be activated, the others are refused, each for its reason.

[nginx-probe]
enabled = false
logpath = {folder}/log/nginx-access.log
maxretry = 2
bantime = 2m

[apache-auth]
enabled = false
logpath = {folder}/log/apache-error.log

[nginx-bad]
enabled = false
logpath = {folder}/log/nginx-access.log
"""

FILTERS = {
    "sshd": r"""[Definition]
failregex = ^\s*\S+ sshd\[\d+\]: Failed \S+ for (?:invalid user )?<F-USER>\S*</F-USER> from <HOST> port \d+ ssh2$
            ^\s*\S+ sshd\[\d+\]: Invalid user <F-USER>\S*</F-USER> from <HOST> port \d+$
            ^\s*\S+ sshd\[\d+\]: Connection closed by authenticating user <F-USER>\S*</F-USER> <HOST> port \d+ \[preauth\]$
ignoreregex =
""",
    "nginx-botsearch": r"""[Definition]
failregex = ^<HOST> \S+ \S+ \[\] "(?:GET|POST|HEAD) /(?:wp-|phpmyadmin|\.env|\.git|cgi-bin|boaform|vendor)\S* HTTP/[\d.]+" 404
ignoreregex =
""",
    "nginx-http-auth": r"""[Definition]
failregex = ^\s*\[error\] \d+#\d+: \*\d+ user "<F-USER>[^"]*</F-USER>"(?: was not found|: password mismatch)\S*.*, client: <HOST>,
ignoreregex =
""",
    "postfix-sasl": r"""[Definition]
failregex = ^\s*\S+ postfix/smtpd\[\d+\]: warning: \S+\[<HOST>\]: SASL (?:LOGIN|PLAIN) authentication failed
ignoreregex =
""",
    "dovecot": r"""[Definition]
failregex = ^\s*\S+ dovecot: (?:imap|pop3)-login: .*\(auth failed, \d+ attempts.*\): user=<<F-USER>[^>]*</F-USER>>,.* rip=<HOST>,
ignoreregex =
""",
    "recidive": r"""[Definition]
failregex = ^\s*fail2ban\.actions\s*\[\d+\]: NOTICE\s+\[(?!recidive\])[^\]]+\] Ban <HOST>\s*$
ignoreregex =
""",
    "nginx-probe": r"""[Definition]
failregex = ^<HOST> \S+ \S+ \[\] "[^"]*" 404\b
ignoreregex =
""",
    "apache-auth": r"""[Definition]
failregex = ^\s*\[\S*error\] \[client <HOST>(?::\d+)?\] user \S+: (?:authentication failure|password mismatch)
ignoreregex =
""",
    # No group for the address: fail2ban would refuse to start the jail.
    "nginx-bad": r"""[Definition]
failregex = ^\S+ \S+ \S+ \[\] "[^"]*" 400\b
ignoreregex =
""",
    "honeypot": r"""[Definition]
failregex = ^\s*\S+ honeypot\[\d+\]: connection from <HOST> to port \d+$
ignoreregex =
""",
}

ACTIONS = {
    "demo-log": """[Definition]
actionstart = echo "start <name>" >> {folder}/log/actions.log
actionstop = echo "stop <name>" >> {folder}/log/actions.log
actioncheck =
actionban = echo "ban <name> <ip>" >> {folder}/log/actions.log
actionunban = echo "unban <name> <ip>" >> {folder}/log/actions.log

[Init]
name = default
""",
    # Without actionstart and actionstop, as an action that tells somebody usually is.
    "demo-notify": """[Definition]
actionstart =
actionstop =
actioncheck =
actionban = echo "tell <dest> about <ip> (<name>)" >> {folder}/log/actions.log
actionunban =

[Init]
name = default
dest = root@localhost
""",
}

LOGS = ("auth", "nginx-access", "nginx-error", "mail", "honeypot", "fail2ban", "actions")

USERS = ("root", "admin", "ubuntu", "test", "oracle", "postgres", "git", "deploy", "pi", "guest", "backup", "jenkins", "ftpuser")
MAILBOXES = ("info", "sales", "office", "contact", "support", "webmaster", "jobs", "invoice")
PATHS = ("/wp-login.php", "/wp-admin/setup-config.php", "/phpmyadmin/index.php", "/.env", "/.git/config", "/cgi-bin/luci",
         "/boaform/admin/formLogin", "/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php", "/wp-content/plugins/readme.txt")
AGENTS = ("Mozilla/5.0 zgrab/0.x", "python-requests/2.31.0", "curl/7.88.1", "Mozilla/5.0 (compatible; CensysInspect/1.1)",
          "Go-http-client/1.1", "-")
VISITORS = ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15")
NETWORKS = ("192.0.2.", "198.51.100.", "203.0.113.")

# jail, how often it is chosen, lines that a determined attacker writes, lines of one who gives up in time
KINDS = (("sshd", 46, (3, 7), (1, 2)), ("nginx-botsearch", 22, (2, 8), (1, 1)), ("postfix-sasl", 14, (3, 5), (1, 2)),
         ("dovecot", 14, (3, 5), (1, 2)), ("nginx-http-auth", 3, (1, 3), (1, 3)), ("honeypot", 1, (1, 1), (1, 1)))

CLOCK_JUMP = 120.0  # seconds


class Attackers:
    """Believable lines, in the order of their times. The caller owns the clock and the files."""

    def __init__(self, seed=None):
        self._random = random.Random(seed)
        self._queue = []  # (time, sequence, log name, line maker)
        self._sequence = 0
        self._next_campaign = 0.0
        self._burst_until = 0.0
        self._known = []  # addresses that come back, so that bans grow and recidive has work
        self._traps = 0

    def seed(self, now):
        """Plans what happened before now: a couple of dozen attackers whose bans still run."""
        for jail, age, count in (("sshd", 40, 9), ("nginx-botsearch", 150, 7), ("postfix-sasl", 260, 5), ("dovecot", 25, 3),
                                 ("honeypot", 280, 2)):
            for _ in range(count):
                end = now - self._random.uniform(2, age)
                self._campaign(jail, self._new_address(), end - 12, 4 if jail != "honeypot" else 1, 12)
        for _ in range(3):
            self._campaign("nginx-http-auth", self._new_address(), now - self._random.uniform(30, 200), 2, 9)
        self._next_campaign = now

    def due(self, now):
        """(log name, line) for everything up to now."""
        if abs(now - self._next_campaign) > CLOCK_JUMP:
            # A suspended laptop or a clock that was set: nobody attacked meanwhile, and nobody waits for the old time.
            self._queue = []
            self._next_campaign = now
        while self._next_campaign <= now:
            self._start_campaign(self._next_campaign)
        lines = []
        while self._queue and self._queue[0][0] <= now:
            when, _, log, make = heapq.heappop(self._queue)
            lines.append((log, make(when)))
        return lines

    def next_time(self):
        return min(self._next_campaign, self._queue[0][0]) if self._queue else self._next_campaign

    def _start_campaign(self, when):
        rnd = self._random
        jail, _, hard, soft = rnd.choices(KINDS, [kind[1] for kind in KINDS])[0]
        if jail == "honeypot":
            self._traps += 1
            if self._traps > 20:  # its bans are for good: the table shall not fill up with them
                jail, hard, soft = "sshd", (3, 7), (1, 2)
        address = rnd.choice(self._known) if self._known and rnd.random() < 0.35 else self._new_address()
        self._campaign(jail, address, when, rnd.randint(*(hard if rnd.random() < 0.72 else soft)), rnd.uniform(1, 9))
        if rnd.random() < 0.5:
            self._visitor(when)
        if when < self._burst_until:
            self._next_campaign = when + rnd.uniform(0.2, 0.9)
        else:
            self._next_campaign = when + rnd.expovariate(1 / 3.2) + 0.3
            if rnd.random() < 0.06:
                self._burst_until = self._next_campaign + rnd.uniform(4, 10)

    def _campaign(self, jail, address, start, count, duration):
        maker = getattr(self, "_" + jail.replace("-", "_"))
        times = sorted(start + self._random.uniform(0, duration) for _ in range(count))
        for when in times:
            log, make = maker(address)
            self._plan(when, log, make)

    def _plan(self, when, log, make):
        self._sequence += 1
        heapq.heappush(self._queue, (when, self._sequence, log, make))

    def _new_address(self):
        rnd = self._random
        if rnd.random() < 0.12:
            address = "2001:db8:%x:%x::%x" % (rnd.randrange(1, 0xffff), rnd.randrange(1, 0xff), rnd.randrange(1, 0xffff))
        else:
            address = rnd.choice(NETWORKS) + str(rnd.randrange(1, 255))
        self._known.append(address)
        del self._known[:-40]
        return address

    def _port(self):
        return self._random.randrange(32768, 60999)

    def _sshd(self, address):
        rnd, user, port, pid = self._random, self._random.choice(USERS), self._port(), self._random.randrange(900, 32000)
        text = rnd.choice(("Failed password for invalid user %s from %s port %d ssh2", "Failed password for %s from %s port %d ssh2",
                           "Invalid user %s from %s port %d",
                           "Connection closed by authenticating user %s %s port %d [preauth]")) % (user, address, port)
        return "auth", lambda when: "%s web-1 sshd[%d]: %s" % (iso(when), pid, text)

    def _nginx_botsearch(self, address):
        path, agent = self._random.choice(PATHS), self._random.choice(AGENTS)
        verb = self._random.choice(("GET", "GET", "GET", "POST", "HEAD"))
        return "nginx-access", lambda when: '%s - - [%s] "%s %s HTTP/1.1" 404 153 "-" "%s"' % (
            address, common(when), verb, path, agent)

    def _nginx_http_auth(self, address):
        user, number = self._random.choice(USERS), self._random.randrange(100, 9999)
        return "nginx-error", lambda when: (
            '%s [error] 812#812: *%d user "%s": password mismatch, client: %s, server: www.example.net, '
            'request: "GET /intern/ HTTP/1.1", host: "www.example.net"' % (
                local(when).strftime("%Y/%m/%d %H:%M:%S"), number, user, address))

    def _postfix_sasl(self, address):
        pid, method = self._random.randrange(900, 32000), self._random.choice(("LOGIN", "LOGIN", "PLAIN"))
        return "mail", lambda when: "%s mail postfix/smtpd[%d]: warning: unknown[%s]: SASL %s authentication failed: UGFzc3dvcmQ6" % (
            iso(when), pid, address, method)

    def _dovecot(self, address):
        box, way = self._random.choice(MAILBOXES), self._random.choice(("imap", "imap", "pop3"))
        tries = self._random.randrange(1, 5)
        return "mail", lambda when: (
            "%s mail dovecot: %s-login: Disconnected: Connection closed (auth failed, %d attempts in %d secs): "
            "user=<%s@example.net>, method=PLAIN, rip=%s, lip=192.0.2.25, TLS" % (iso(when), way, tries, tries * 2, box, address))

    def _honeypot(self, address):
        port = self._random.choice((23, 2323, 5060, 3389))
        return "honeypot", lambda when: "%s web-1 honeypot[404]: connection from %s to port %d" % (iso(when), address, port)

    def _visitor(self, when):
        """Somebody who does nothing wrong."""
        rnd, address = self._random, "198.51.100.%d" % self._random.randrange(1, 255)
        if rnd.random() < 0.2:
            pid, port = rnd.randrange(900, 32000), self._port()
            self._plan(when, "auth", lambda at: "%s web-1 sshd[%d]: Accepted publickey for deploy from %s port %d ssh2: ED25519 "
                       "SHA256:demo" % (iso(at), pid, address, port))
            return
        path, agent = rnd.choice(("/", "/news/", "/style.css", "/contact/", "/favicon.ico")), rnd.choice(VISITORS)
        self._plan(when, "nginx-access", lambda at: '%s - - [%s] "GET %s HTTP/2.0" 200 %d "-" "%s"' % (
            address, common(at), path, 900 + len(path) * 37, agent))


def local(when):
    return datetime.datetime.fromtimestamp(when).astimezone()


def iso(when):
    """As Debian's rsyslog writes it; its offset keeps a change of the clock unambiguous."""
    return local(when).isoformat(timespec="microseconds")


def common(when):
    """The Common Log Format's time; month names are English whatever the locale is."""
    at = local(when)
    month = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[at.month - 1]
    return "%02d/%s/%s" % (at.day, month, at.strftime("%Y:%H:%M:%S %z"))
