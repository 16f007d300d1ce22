# SPDX-License-Identifier: GPL-3.0-or-later
# What BanGUI runs on a machine with fail2ban, behind ssh, sudo or a container engine: one operation, then its end.
# Nothing is installed: this text arrives on standard input and is run by the Python that fail2ban itself needs (2.7, 3).
#
# g(n) reads exactly n bytes of standard input (from the first line, see host_script.cpp). What follows there: 8 hexadecimal
# digits, a header of that many bytes (JSON; byte strings in base64), then what the operation takes.
# Standard output: the header's nonce, so that what a login shell has printed before is told apart, then frames: one letter,
# the length as 4 bytes big-endian, the bytes. The last frame is "J", a JSON object: the result, or {"error", "errno", "text"}.
# End of input, or nobody left to read our output, means that the caller is gone: then so is everything we started.
import base64, errno, fcntl, hashlib, json, os, select, signal, socket, stat, struct, sys


def g(n):
    """The first line's g() recurses, which a large header would not survive."""
    parts = []
    while n > 0:
        part = os.read(0, min(n, 1 << 20))
        if not part:
            sys.exit(1)  # the caller has left
        parts.append(part)
        n -= len(part)
    return b"".join(parts)


H = json.loads(g(int(g(8), 16)).decode("ascii"))
TOP = 65536


def raw(name):
    return base64.b64decode(H[name].encode("ascii"))


def text(data):
    return base64.b64encode(data).decode("ascii")


def put(data):
    while data:
        data = data[os.write(1, data):]


def frame(kind, data=b""):
    put(kind + struct.pack(">I", len(data)) + data)


def done(result):
    frame(b"J", json.dumps(result).encode("ascii"))


def fail(kind, number=0, words=None):
    done({"error": kind, "errno": number, "text": text((words or os.strerror(number)).encode("utf-8", "replace"))})


def file_error(e):
    number = e.errno or 0
    fail("FileNotFound" if number in (errno.ENOENT, errno.ENOTDIR) else "FileUnreadable", number)


def now():
    return os.times()[4]  # monotonic, and Python 2 has it


def start_time(pid):
    """Clock ticks since boot; 0 where the process is gone or a zombie."""
    try:
        f = open("/proc/%d/stat" % pid, "rb")
        try:
            words = f.read().rpartition(b")")[2].split()
        finally:
            f.close()
        return 0 if words[0] in (b"Z", b"X", b"x") else int(words[19])
    except (IOError, OSError, IndexError, ValueError):
        return 0


def connect():
    """A connected socket, or None after the reason was told."""
    path = raw("path")
    if len(path) > 107:
        return fail("PathTooLong", errno.ENAMETOOLONG)
    s = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    s.setblocking(False)
    try:
        s.connect(path if str is bytes else os.fsdecode(path))
    except (IOError, OSError) as e:
        number = e.errno or 0
        try:
            other = not stat.S_ISSOCK(os.stat(path).st_mode)
        except (IOError, OSError):
            other = False
        if other:
            return fail("NotASocket", number)
        return fail({errno.ENOENT: "NoSocket", errno.ENOTDIR: "NoSocket", errno.ELOOP: "NoSocket",
                     errno.ECONNREFUSED: "Refused", errno.EACCES: "PermissionDenied", errno.EPERM: "PermissionDenied",
                     errno.EAGAIN: "Busy"}.get(number, "Refused"), number)
    return s


def peer_of(s):
    pid = struct.unpack("3i", s.getsockopt(socket.SOL_SOCKET, 17, 12))[0]  # SO_PEERCRED
    # 0: the daemon lives in another pid namespace, so nobody here can know it.
    return {"pid": pid, "start": start_time(pid) if pid > 0 else 0}


def zone():
    """Name of the zone in which fail2ban writes its times here; empty where nothing tells it."""
    path = os.path.realpath("/etc/localtime")
    if not os.path.exists(path):
        return "UTC"  # as the C library has it
    if "/zoneinfo/" in path:
        name = path.partition("/zoneinfo/")[2]
        return name.partition("/")[2] if name.startswith(("posix/", "right/")) else name
    try:
        f = open("/etc/timezone")
        try:
            return f.read(100).strip()
        finally:
            f.close()
    except (IOError, OSError):
        return ""


def login():
    import pwd
    try:
        name = pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        name = str(os.geteuid())  # of a directory that does not answer
    return name if str is bytes else name.encode("utf-8", "surrogateescape")


def op_hello():
    done({"python": text(sys.executable.encode("utf-8", "surrogateescape") if str is not bytes else sys.executable),
          "uid": os.geteuid(), "user": text(login()), "version": list(sys.version_info[:3]),
          "zone": zone(), "client": os.environ.get("SSH_CONNECTION", "").partition(" ")[0][:64]})


def op_identity():
    done({"pid": H["pid"], "start": start_time(H["pid"])})


def op_peer():
    s = connect()
    if s:
        done(peer_of(s))


def look(path):
    try:
        i = os.stat(path)
    except (IOError, OSError) as e:
        if e.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP):  # a link to itself leads nowhere, too
            return {"exists": False}
        raise
    return {"exists": True, "regular": stat.S_ISREG(i.st_mode), "folder": stat.S_ISDIR(i.st_mode),
            "socket": stat.S_ISSOCK(i.st_mode), "readable": os.access(path, os.R_OK), "writable": os.access(path, os.W_OK),
            "size": i.st_size, "modified": int(i.st_mtime * 1000), "mode": i.st_mode & 0o7777, "owner": i.st_uid,
            "group": i.st_gid}


def op_stat():
    try:
        result = look(raw("path"))
    except (IOError, OSError) as e:
        return file_error(e)
    done(result)


def op_survey():
    """Several small questions at once; what cannot be answered is left out."""
    def words(name):
        return [base64.b64decode(word) for word in H[name]]

    folders, files, stats = {}, {}, {}
    left = [600 * 1024]  # of one frame

    def names_of(folder):
        try:
            return sorted(os.listdir(folder))
        except (IOError, OSError):
            return None

    def read(path):
        try:
            fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY)
        except (IOError, OSError):
            return
        try:
            if stat.S_ISREG(os.fstat(fd).st_mode):
                data, size = [], min(H["limit"], left[0])
                while size > 0:
                    part = os.read(fd, min(size, TOP))
                    if not part:
                        break
                    data.append(part)
                    size -= len(part)
                files[path] = b"".join(data)
                left[0] -= len(files[path])
        except (IOError, OSError):
            pass
        finally:
            os.close(fd)

    def ask(path):
        try:
            stats[path] = look(path)
        except (IOError, OSError):
            pass

    for path in words("folders"):
        names = names_of(path)
        if names is not None:
            folders[path] = names[:2000]
    for path in words("files"):
        read(path)
    for folder in words("configs"):
        for name in names_of(folder) or []:
            if name.endswith((b".conf", b".local")):
                read(folder + b"/" + name)
    for path in words("stats"):
        ask(path)
    for content in list(files.values()):
        for line in content.splitlines():
            name, _, value = line.partition(b"=" if b"=" in line else b":")
            value = value.strip()
            if name.strip() == b"socket" and value[:1] == b"/" and len(value) < 4096 and b"\0" not in value and len(stats) < 50:
                ask(value)
    done({"folders": [[text(path), [text(name) for name in names]] for path, names in folders.items()],
          "files": [[text(path), text(content)] for path, content in files.items()],
          "stats": [[text(path), result] for path, result in stats.items()]})


def op_list():
    try:
        names = os.listdir(raw("path"))
    except (IOError, OSError) as e:
        return fail("FileUnreadable", e.errno) if e.errno == errno.ENOTDIR else file_error(e)
    done({"names": [text(name) for name in names]})


def op_read():
    try:
        # Non-blocking: opening a FIFO that nobody writes to would wait for ever.
        fd = os.open(raw("path"), os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY)
        mode = os.fstat(fd).st_mode
        if not stat.S_ISREG(mode):
            return fail("FileUnreadable", errno.EISDIR if stat.S_ISDIR(mode) else errno.EINVAL)
        left = H["limit"]
        while left > 0:
            data = os.read(fd, min(left, TOP))
            if not data:
                break
            left -= len(data)
            frame(b"D", data)
    except (IOError, OSError) as e:
        return file_error(e)
    done({})


def keep_labels(fd, path):
    """SELinux label and ACL of the old file. Where SELinux rules and the label cannot be given, nothing is written:
    with another one fail2ban may not be allowed to read it."""
    for label in ("security.selinux", "system.posix_acl_access"):
        try:
            wanted = os.getxattr(path, label)
        except (AttributeError, IOError, OSError):
            continue  # none, or not supported here
        try:
            os.setxattr(fd, label, wanted)
        except (IOError, OSError):
            if label == "security.selinux" and not os.path.exists("/sys/fs/selinux/enforce"):
                continue
            try:
                if os.getxattr(fd, label) == wanted:
                    continue  # new files have it anyway
            except (IOError, OSError):
                pass
            raise


def op_write():
    """The new content beside the old, then in its place: whoever reads sees the one or the other."""
    content = g(H["size"])
    path = os.path.realpath(raw("path"))  # a link stays a link
    fd, temporary = -1, None
    try:
        try:
            before = os.stat(path)
            if not stat.S_ISREG(before.st_mode):
                return fail("FileUnreadable", errno.EISDIR if stat.S_ISDIR(before.st_mode) else errno.EINVAL)
        except (IOError, OSError) as e:
            if e.errno != errno.ENOENT:
                raise
            before = None
        if "expected" in H:
            found = ""
            if before:
                f = open(path, "rb")
                found = hashlib.sha256(f.read()).hexdigest()
                f.close()
            if found != H["expected"]:
                return fail("FileChanged", 0, "changed by somebody else")
        name = b".%s.bangui-%d" % (os.path.basename(path)[:200], os.getpid()) if str is not bytes \
            else ".%s.bangui-%d" % (os.path.basename(path)[:200], os.getpid())
        temporary = os.path.join(os.path.dirname(path), name)
        fd = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        view = content
        while view:
            view = view[os.write(fd, view[:1 << 20]):]
        if before:
            if (before.st_uid, before.st_gid) != (os.geteuid(), os.getegid()):
                os.fchown(fd, before.st_uid, before.st_gid)
            keep_labels(fd, path)
            os.fchmod(fd, before.st_mode & 0o7777)
        else:
            os.fchmod(fd, H["mode"])
        os.fsync(fd)
        os.rename(temporary, path)
        temporary = None
        folder = os.open(os.path.dirname(path), os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
    except (IOError, OSError) as e:
        return file_error(e)
    finally:
        if fd >= 0:
            os.close(fd)
        if temporary:
            try:
                os.unlink(temporary)
            except OSError:
                pass
    done({})


def gone():
    """Whether the caller has left. What it still sends is thrown away."""
    p = select.poll()
    p.register(0, select.POLLIN)
    p.register(1, 0)
    for fd, event in p.poll(0):
        if fd == 1 or not event & select.POLLIN or not os.read(0, TOP):
            return True
    return False


def op_follow():
    """Like tail -F: across rotation, truncation, and a file that is not there yet."""
    path, fd, inode, at = raw("path"), -1, None, 0
    begin = H["offset"]

    def rest():
        """What has been written since; the file may have another name by now."""
        size = 0
        while fd >= 0:
            data = os.read(fd, TOP)
            if not data:
                break
            size += len(data)
            frame(b"D", data)
        return size

    while True:
        try:
            at += rest()
            i = os.stat(path)
            if fd >= 0 and ((i.st_dev, i.st_ino) != inode or i.st_size < at):
                if (i.st_dev, i.st_ino) != inode:
                    rest()
                os.close(fd)
                fd, begin = -1, 0
                frame(b"R")
            if fd < 0:
                fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY)
                i = os.fstat(fd)
                if not stat.S_ISREG(i.st_mode):
                    return fail("FileUnreadable", errno.EINVAL)
                inode = (i.st_dev, i.st_ino)
                at = i.st_size if begin < 0 else min(begin, i.st_size)
                os.lseek(fd, at, 0)
                frame(b"S", str(at).encode("ascii"))
                continue
        except (IOError, OSError) as e:
            if e.errno not in (errno.ENOENT, errno.ENOTDIR):
                return file_error(e)
            if fd < 0:
                begin = 0  # it comes into being while we look: all of it is new
        p = select.poll()
        p.register(0, select.POLLIN)
        p.register(1, 0)
        if p.poll(H["interval"]) and gone():
            return


def op_bridge():
    """fail2ban's own bytes, both ways."""
    s = connect()
    if not s:
        return
    frame(b"C", json.dumps(peer_of(s)).encode("ascii"))
    fd, waiting = s.fileno(), b""
    p = select.poll()
    p.register(1, 0)
    while True:
        p.register(0, 0 if waiting else select.POLLIN)
        p.register(fd, select.POLLIN | (select.POLLOUT if waiting else 0))
        for ready, event in p.poll():
            if ready == 1:
                return
            if ready == 0:
                data = os.read(0, TOP)
                if not data:
                    return
                waiting += data
            elif event & select.POLLOUT and waiting:
                try:
                    waiting = waiting[s.send(waiting):]
                except (IOError, OSError) as e:
                    if e.errno != errno.EAGAIN:
                        return fail("ConnectionLost", e.errno)
            elif event:
                try:
                    data = s.recv(TOP)
                except (IOError, OSError) as e:
                    if e.errno == errno.EAGAIN:
                        continue
                    return fail("ConnectionLost", e.errno)
                if not data:
                    return fail("ConnectionLost", 0, "")
                frame(b"D", data)


def find(program, path):
    if b"/" in program:
        return program if os.access(program, os.X_OK) else None
    for folder in path.split(b":"):
        if folder and os.access(os.path.join(folder, program), os.X_OK) and not os.path.isdir(os.path.join(folder, program)):
            return os.path.join(folder, program)
    return None


def op_run():
    import pwd, resource
    argv = [base64.b64decode(word) for word in H["argv"]]
    env = {b"PATH": b"/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", b"LANG": b"C.UTF-8"}
    try:
        env[b"HOME"] = pwd.getpwuid(os.geteuid()).pw_dir.encode("utf-8", "surrogateescape") if str is not bytes \
            else pwd.getpwuid(os.geteuid()).pw_dir
    except KeyError:
        pass
    for entry in H["environment"]:
        name, _, value = base64.b64decode(entry).partition(b"=")
        env[name] = value
    program = find(argv[0], env[b"PATH"])
    if not program:
        return fail("CommandNotFound", errno.ENOENT, argv[0].decode("utf-8", "replace"))

    wake_r, wake_w = os.pipe()
    for fd in (wake_r, wake_w):
        fcntl.fcntl(fd, fcntl.F_SETFL, os.O_NONBLOCK)
        fcntl.fcntl(fd, fcntl.F_SETFD, fcntl.FD_CLOEXEC)
    signal.set_wakeup_fd(wake_w)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    in_r, in_w = os.pipe()
    out_r, out_w = os.pipe()
    err_r, err_w = os.pipe()
    said_r, said_w = os.pipe()
    for fd in (in_w, out_r, err_r, said_r, said_w):
        fcntl.fcntl(fd, fcntl.F_SETFD, fcntl.FD_CLOEXEC)
    child = os.fork()
    if child == 0:
        try:
            os.setsid()
            for source, target in ((in_r, 0), (out_w, 1), (err_w, 2)):
                os.dup2(source, target)
            for fd in (in_r, out_w, err_w):
                os.close(fd)
            for number in (signal.SIGCHLD, signal.SIGPIPE, signal.SIGHUP):
                signal.signal(number, signal.SIG_DFL)
            if H["cpu"] > 0:
                resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
                resource.setrlimit(resource.RLIMIT_CPU, (H["cpu"], H["cpu"] + 1))
            os.execve(program, argv, env)
        except (IOError, OSError) as e:
            os.write(said_w, str(e.errno).encode("ascii"))
        finally:
            os._exit(127)
    for fd in (in_r, out_w, err_w, said_w):
        os.close(fd)
    said = os.read(said_r, 16)
    if said:
        os.waitpid(child, 0)
        number = int(said)
        return fail("InvalidArgument" if number == errno.E2BIG else "CommandNotFound", number)
    for fd in (in_w, out_r, err_r):
        fcntl.fcntl(fd, fcntl.F_SETFL, os.O_NONBLOCK)

    input_left, waiting = H["size"], b""
    kinds, room, truncated = {out_r: b"O", err_r: b"E"}, {out_r: H["limit"], err_r: H["limit"]}, False
    opened = set([out_r, err_r])
    deadline = now() + H["timeout"] / 1000.0
    status = None

    def end():
        try:
            os.killpg(child, signal.SIGKILL)
        except OSError:
            pass
        try:
            os.kill(child, signal.SIGKILL)
        except OSError:
            pass

    def drain(fd):
        """What is there now; False at its end."""
        while True:
            try:
                data = os.read(fd, TOP)
            except (IOError, OSError) as e:
                return e.errno == errno.EAGAIN
            if not data:
                return False
            rest = data[:room[fd]]
            room[fd] -= len(rest)
            if len(rest) < len(data):
                drain.truncated = True
            if rest:
                frame(kinds[fd], rest)

    drain.truncated = False
    while status is None:
        p = select.poll()
        p.register(wake_r, select.POLLIN)
        p.register(1, 0)
        p.register(0, select.POLLIN if len(waiting) < TOP else 0)
        for fd in opened:
            p.register(fd, select.POLLIN)
        if in_w >= 0 and waiting:
            p.register(in_w, select.POLLOUT)
        elif in_w >= 0 and input_left == 0:
            os.close(in_w)
            in_w = -1
        left = deadline - now()
        if left <= 0:
            end()
            os.waitpid(child, 0)
            return fail("Timeout", errno.ETIMEDOUT)
        try:
            events = p.poll(left * 1000 + 1)
        except (select.error, IOError, OSError) as e:
            if (getattr(e, "errno", None) or e.args[0]) != errno.EINTR:
                raise
            events = []
        for fd, event in events:
            if fd == 1:
                end()
                return
            if fd == 0:
                data = os.read(0, TOP)
                if not data:
                    end()
                    return
                data = data[:input_left]
                input_left -= len(data)
                waiting += data
            elif fd == in_w:
                try:
                    waiting = waiting[os.write(in_w, waiting[:TOP]):]
                except (IOError, OSError) as e:
                    if e.errno != errno.EAGAIN:  # it did not want all of its input
                        os.close(in_w)
                        in_w, waiting, input_left = -1, b"", input_left
            elif fd in opened and not drain(fd):
                opened.discard(fd)
        try:
            os.read(wake_r, 64)
        except (IOError, OSError):
            pass
        pid, code = os.waitpid(child, os.WNOHANG)
        if pid:
            status = code
    for fd in opened:
        drain(fd)
    done({"exit": 128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status),
          "truncated": drain.truncated})


os.chdir("/")
signal.signal(signal.SIGPIPE, signal.SIG_IGN)  # a program that wants no input is no reason to end
put(H["nonce"].encode("ascii"))
# What changes something begins when the caller has seen the nonce: without it nothing was done, and it may say so.
if not H.get("confirm") or g(1):
    globals()["op_" + H["op"]]()
# The caller closes when it has the result. Input left unread would make sshd, whose pipe to us is a socket, lose our output.
last = select.poll()
last.register(0, select.POLLIN)
last.register(1, 0)
while True:
    if any(fd == 1 for fd, event in last.poll()) or not os.read(0, TOP):
        break
