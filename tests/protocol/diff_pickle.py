# SPDX-License-Identifier: GPL-3.0-or-later
"""Python's side of the differential test.

generate SEED COUNT: COUNT random objects, pickled with protocols 0 to 5 in turn. For each: u32 length, pickle, u32 length,
                     canonical text of what Python's own unpickler makes of it (every class inert).
read FILE:           FILE holds u32 length, pickle, ... ; prints the canonical text of each on a line.
"""
import collections
import datetime
import decimal
import fractions
import io
import pickle
import random
import struct
import sys
import uuid


class Inert:
    """What BanGUI makes of every object: class, arguments, state; nothing is called."""

    def __new__(cls, *args, **kwargs):
        self = object.__new__(cls)
        self.args = args
        self.state = kwargs or None
        return self

    def __init__(self, *args, **kwargs):
        pass

    def __call__(self, *args):
        return Unnamed(*args)

    def __setstate__(self, state):
        self.state = state if self.state is None else (self.state, state)

    def append(self, item):
        if self.state is None:
            self.state = []
        self.state.append(item)

    def extend(self, items):
        if self.state is None:
            self.state = []
        self.state.extend(items)

    def __setitem__(self, key, value):
        if self.state is None:
            self.state = {}
        self.state[key] = value


class Unnamed(Inert):
    """The result of calling something that is no class."""

    qualified = ""


class Str(Inert):
    """str is the one class whose call is understood."""

    def __new__(cls, *args, **kwargs):
        if not kwargs and all(type(a) is str for a in args) and len(args) < 2:
            return "".join(args)
        return Inert.__new__(cls, *args, **kwargs)


classes = {}


class Unpickler(pickle.Unpickler):
    def find_class(self, module, name):
        key = module + "." + name
        if key not in classes:
            base = Str if name == "str" and module in ("builtins", "__builtin__") else Inert
            classes[key] = type("C", (base,), {"qualified": key})
        return classes[key]


def canonical(x):
    if x is None:
        return "N"
    if x is True:
        return "T"
    if x is False:
        return "F"
    t = type(x)
    if t is int:
        return "i%d;" % x
    if t is float:
        return "fnan;" if x != x else "f" + struct.pack(">d", x).hex() + ";"
    if t is str:
        return "s" + x.encode("utf-16-be", "surrogatepass").hex() + ";"
    if t is bytes or t is bytearray:
        return "b" + x.hex() + ";"
    if t is list:
        return "[" + "".join(map(canonical, x)) + "]"
    if t is tuple:
        return "(" + "".join(map(canonical, x)) + ")"
    if t is set or t is frozenset:
        return "{" + "".join(sorted(map(canonical, x))) + "}"
    if t is dict:
        return "<" + "".join(canonical(k) + canonical(v) for k, v in x.items()) + ">"
    if isinstance(x, Inert):
        return "o" + t.qualified + ";" + canonical(x.args) + canonical(x.state)
    if isinstance(x, type):
        return "o" + x.qualified + ";NN"
    raise TypeError(t)


class IPAddr:
    def __init__(self, text):
        self.text = text

    def __reduce__(self):
        return str, (self.text,)


class Plain:
    pass


class Slots:
    __slots__ = ("a", "b")


class MyList(list):
    pass


class MyDict(dict):
    pass


class NewArgs(tuple):
    pass


class KeywordArgs:
    def __new__(cls, *args, **kwargs):
        return object.__new__(cls)

    def __getnewargs_ex__(self):
        return (1, "two"), {"three": 3}


Point = collections.namedtuple("Point", "x y")
slots = True  # protocols 0 and 1 cannot pickle them
TEXTS = ["", "sshd", "192.0.2.1", "Banned IP list", "h\u00e9llo \u4f60", "\U0001f600", "bad\udcff", "\ud83d\ude00 halves",
         "line\nbreak\r\t\0\x1a", "back\\slash \\u0041 \\\\u0041", "<F2B_END_COMMAND>", "'quote\"", "\u2028\u202e", "x" * 300,
         "\xff\xfe", "trailing\\"]


def text(r):
    if r.random() < 0.5:
        return r.choice(TEXTS)
    top = r.choice((0x7f, 0xff, 0x7ff, 0xffff, 0x10ffff))
    return "".join(chr(r.randint(0, top)) for _ in range(r.randint(0, 12)))


def number(r):
    kind = r.randrange(6)
    if kind == 0:
        return r.randint(-3, 300)
    if kind == 1:
        return r.randint(-70000, 70000)
    if kind == 2:
        return r.choice((1, -1)) * (1 << r.choice((7, 8, 15, 16, 31, 32, 63, 64, 127, 255, 1500))) + r.randint(-1, 1)
    if kind == 3:
        return r.randint(-2 ** 64, 2 ** 64)
    return r.randint(-2 ** 31, 2 ** 31)


def real(r):
    return r.choice((0.0, -0.0, 1.5, -2.25e-308, 5e-324, 1.7976931348623157e308, float("inf"), float("-inf"), float("nan"),
                     r.random(), r.uniform(-1e9, 1e9), 31557600.0))


def scalar(r):
    return r.choice((None, True, False, number(r), real(r), text(r), text(r), text(r).encode("utf-8", "surrogatepass")))


def thing(r, depth):
    kind = r.randrange(16)
    if kind == 0:
        return IPAddr(text(r))
    if kind == 1:
        x = r.choice((ValueError, KeyError, OSError, Exception, UnicodeError))(*[scalar(r) for _ in range(r.randint(0, 4))])
        if r.random() < 0.3:
            x.extra = scalar(r)
        return x
    if kind == 2:
        x = Plain()
        for i in range(r.randint(0, 3)):
            setattr(x, "a%d" % i, any_object(r, depth + 1))
        return x
    if kind == 3 and slots:
        x = Slots()
        x.a = scalar(r)
        return x
    if kind == 4:
        x = MyList(any_object(r, depth + 1) for _ in range(r.randint(0, 3)))
        if r.random() < 0.5:
            x.note = scalar(r)
        return x
    if kind == 5:
        x = MyDict((text(r), any_object(r, depth + 1)) for _ in range(r.randint(0, 3)))
        if r.random() < 0.5:
            x.note = scalar(r)
        return x
    if kind == 6:
        return collections.OrderedDict((text(r), scalar(r)) for _ in range(r.randint(0, 3)))
    if kind == 7:
        return collections.deque([scalar(r) for _ in range(r.randint(0, 3))])
    if kind == 8:
        return Point(scalar(r), scalar(r))
    if kind == 9:
        return decimal.Decimal(r.randint(-1000, 1000)) / 8
    if kind == 10:
        return datetime.datetime(2026, 11, 20, 20, 23, r.randrange(60))
    if kind == 11:
        return fractions.Fraction(r.randint(-9, 9), r.randint(1, 9))
    if kind == 12:
        return r.choice((range(3), complex(1, 2), slice(1, 2), uuid.UUID(int=r.getrandbits(128))))
    if kind == 13:
        return r.choice((int, str, ValueError, Plain, collections.OrderedDict))
    if kind == 14:
        return NewArgs((scalar(r), scalar(r)))
    return KeywordArgs()


def any_object(r, depth=0):
    kind = r.randrange(4 if depth >= 4 else 14)
    if kind < 4:
        return scalar(r)
    count = r.randint(0, 5)
    if kind == 4:
        return [any_object(r, depth + 1) for _ in range(count)]
    if kind == 5:
        return tuple(any_object(r, depth + 1) for _ in range(count))
    if kind == 6:
        return {text(r) if r.random() < 0.8 else number(r): any_object(r, depth + 1) for _ in range(count)}
    if kind == 7:
        return {scalar(r) for _ in range(count)}
    if kind == 8:
        return frozenset(scalar(r) for _ in range(count))
    if kind == 9:
        return bytearray(text(r).encode("utf-8", "surrogatepass"))
    if kind == 10:  # shared
        x = any_object(r, depth + 2)
        return [x, x, (x,)]
    if kind == 11:  # shapes of the daemon
        return (0, [("Currently banned", count), ("Banned IP list", [IPAddr("192.0.2.%d" % i) for i in range(r.randint(0, 20))])])
    return thing(r, depth)


def big_object(r):
    return r.choice((lambda: ["x%d" % i for i in range(r.randint(200, 2500))], lambda: [IPAddr("10.0.%d.%d" % (i >> 8, i & 255))
                     for i in range(r.randint(200, 1500))], lambda: "y" * r.randint(60000, 200000),
                     lambda: {i: str(i) for i in range(1200)}, lambda: [["z" * 70000], "z", b"q" * 70000]))()


def frame(out, data):
    out.write(struct.pack("<I", len(data)))
    out.write(data)


def generate(seed, count):
    r = random.Random(seed)
    out = io.BytesIO()
    global slots
    for i in range(count):
        protocol = i % 6
        slots = protocol > 1
        x = big_object(r) if i % 1000 == 999 - i // 1000 % 6 else any_object(r)
        data = pickle.dumps(x, protocol) if i % 20 else pickle._dumps(x, protocol)
        frame(out, data)
        frame(out, canonical(Unpickler(io.BytesIO(data)).load()).encode("ascii"))
    sys.stdout.buffer.write(out.getvalue())


def read(path):
    data = open(path, "rb").read()
    at = 0
    lines = []
    while at < len(data):
        size = struct.unpack_from("<I", data, at)[0]
        lines.append(canonical(pickle.loads(data[at + 4:at + 4 + size])))
        at += 4 + size
    sys.stdout.write("\n".join(lines) + "\n")


if sys.argv[1] == "generate":
    generate(int(sys.argv[2]), int(sys.argv[3]))
else:
    read(sys.argv[2])
