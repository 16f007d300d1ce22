// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QDir>
#include <QProcess>
#include <QString>

#include <unistd.h>

namespace support {

/// A network of its own behind a cable (a pair of veth devices) that can be pulled out: what runs in it is another
/// machine as far as the network goes. Made with `ip`, which needs CAP_NET_ADMIN and CAP_SYS_ADMIN (root): where they
/// are missing, error() says so and the test fails; there is no way to join a namespace of a common user's own
/// (`unshare -rn`) to the network that the test is in. Nothing of it is left behind.
class NetworkNamespace final
{
public:
    NetworkNamespace()
    {
        removeLeftOvers();
        // Each process has its own: four addresses of the range for tests of networks (RFC 2544), which nobody routes.
        const uint net = uint(::getpid()) % 32'768 * 4;
        const auto address = [net](uint host) {
            const uint value = net + host;
            return QStringLiteral("198.%1.%2.%3").arg(18 + (value >> 16)).arg(value >> 8 & 255).arg(value & 255);
        };
        m_name = prefix() + QString::number(::getpid());
        m_near = QStringLiteral("bgn%1").arg(::getpid());
        m_far = QStringLiteral("bgf%1").arg(::getpid());
        m_address = address(2);
        const QString mask = QStringLiteral("/30");
        m_hadFolder = QDir(folder()).exists();
        m_ready = ip({ "netns", "add", m_name })
            && ip({ "link", "add", m_near, "type", "veth", "peer", "name", m_far, "netns", m_name })
            && ip({ "addr", "add", address(1) + mask, "dev", m_near }) && ip({ "link", "set", m_near, "up" })
            && inside({ "addr", "add", m_address + mask, "dev", m_far }) && inside({ "link", "set", "lo", "up" })
            && inside({ "link", "set", m_far, "up" });
    }
    ~NetworkNamespace()
    {
        // The devices go with it once nobody runs in there any more, and not before.
        ip({ "link", "del", m_near });
        ip({ "netns", "del", m_name });
        // `ip netns add` mounts the folder on itself, and leaves that to the next who needs it: in a chroot the folder
        // could then not be removed.
        if (!m_hadFolder && QDir(folder()).isEmpty() && run({ QStringLiteral("umount"), folder() }, {}))
            QDir().rmdir(folder());
    }
    Q_DISABLE_COPY_MOVE(NetworkNamespace)

    [[nodiscard]] bool isReady() const { return m_ready; }
    [[nodiscard]] QString error() const { return m_error; }
    /// What a program has before it to run in there, and becomes it. Not `ip netns exec`: that mounts, which fails in a
    /// chroot.
    [[nodiscard]] QStringList enter() const
    {
        return { QStringLiteral("nsenter"), QStringLiteral("--net=") + folder() + QLatin1Char('/') + m_name };
    }
    [[nodiscard]] QString address() const { return m_address; } ///< of the machine there

    /// The cable is out, at the other end: nothing is refused, and nothing arrives any more.
    bool cut() { return inside({ "link", "set", m_far, "down" }); }
    bool mend() { return inside({ "link", "set", m_far, "up" }); }

private:
    [[nodiscard]] static QString folder() { return QStringLiteral("/run/netns"); }
    [[nodiscard]] static QString prefix() { return QStringLiteral("bangui-test-"); }

    /// Of a test that was killed.
    void removeLeftOvers()
    {
        const QStringList names = QDir(folder()).entryList({ prefix() + u'*' }, QDir::Files | QDir::System);
        for (const QString &name : names) {
            const QString pid = name.mid(prefix().size());
            if (!QDir(QStringLiteral("/proc/") + pid).exists())
                ip({ "netns", "del", name });
        }
    }
    bool ip(const QList<QAnyStringView> &words) { return run({ QStringLiteral("ip") }, words); }
    bool inside(const QList<QAnyStringView> &words)
    {
        return run(enter() + QStringList { QStringLiteral("ip") }, words);
    }
    bool run(QStringList arguments, const QList<QAnyStringView> &words)
    {
        for (const QAnyStringView word : words)
            arguments.append(word.toString());
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(arguments.constFirst(), arguments.mid(1));
        const bool good = process.waitForFinished(10'000) && process.exitStatus() == QProcess::NormalExit
            && process.exitCode() == 0;
        if (!good && m_error.isEmpty()) {
            m_error = QStringLiteral("a network namespace needs root (CAP_NET_ADMIN, CAP_SYS_ADMIN) and iproute2: ")
                + arguments.join(u' ') + QStringLiteral(": ")
                + QString::fromLocal8Bit(process.readAll() + process.errorString().toLocal8Bit());
        }
        return good;
    }

    QString m_name;
    QString m_near; ///< the cable's end here
    QString m_far;
    QString m_address;
    QString m_error;
    bool m_ready = false;
    bool m_hadFolder = false;
};

} // namespace support
