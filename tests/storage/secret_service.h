// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>

#include <csignal>

/// A session bus of the test's own, and on it, once started, a real gnome-keyring with an empty keychain. Both end with
/// it, and everything that they have written goes.
class SecretService
{
public:
    /// Starts the bus. Nobody is started on it by name, so at first nobody keeps secrets.
    bool startBus()
    {
        QFile config(m_folder.filePath(QStringLiteral("bus.conf")));
        if (!m_folder.isValid() || !config.open(QIODevice::WriteOnly))
            return false;
        config.write("<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" "
                     "\"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">\n"
                     "<busconfig><type>session</type><listen>unix:path="
            + QFile::encodeName(m_folder.filePath(QStringLiteral("bus")))
            + "</listen><auth>EXTERNAL</auth><policy context=\"default\">"
              "<allow send_destination=\"*\" eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own=\"*\"/>"
              "</policy></busconfig>\n");
        config.close();
        m_bus.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_bus.start(QStringLiteral("dbus-daemon"),
            { QStringLiteral("--nofork"), QStringLiteral("--nopidfile"), QStringLiteral("--print-address=1"),
                QStringLiteral("--config-file=") + config.fileName() });
        return m_bus.waitForStarted() && m_bus.waitForReadyRead();
    }
    [[nodiscard]] QByteArray address() const
    {
        return "unix:path=" + QFile::encodeName(m_folder.filePath(QStringLiteral("bus")));
    }

    /// The keychain is there once a read no longer says that there is none.
    bool startKeychain()
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), QString::fromLatin1(address()));
        for (const char *name : { "HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR" })
            environment.insert(QString::fromLatin1(name), m_folder.path());
        m_keychain.setProcessEnvironment(environment);
        m_keychain.setProcessChannelMode(QProcess::MergedChannels);
        m_keychain.start(QStringLiteral("gnome-keyring-daemon"),
            { QStringLiteral("--foreground"), QStringLiteral("--unlock"), QStringLiteral("--components=secrets"),
                QStringLiteral("--control-directory=") + m_folder.path() });
        if (!m_keychain.waitForStarted())
            return false;
        m_keychain.write("the keychain's own password");
        m_keychain.closeWriteChannel();
        return true;
    }
    void stopKeychain() { stop(m_keychain); }
    /// It lives and does not answer.
    void freezeKeychain(bool frozen) { ::kill(static_cast<pid_t>(m_keychain.processId()), frozen ? SIGSTOP : SIGCONT); }

    ~SecretService()
    {
        stop(m_keychain);
        stop(m_bus);
    }
    SecretService() = default;
    Q_DISABLE_COPY_MOVE(SecretService)

private:
    static void stop(QProcess &process)
    {
        if (process.state() == QProcess::NotRunning)
            return;
        process.terminate();
        if (!process.waitForFinished(5000)) {
            process.kill();
            process.waitForFinished(5000);
        }
    }

    QTemporaryDir m_folder { QStringLiteral("/tmp/bangui-keychain-XXXXXX") };
    QProcess m_bus;
    QProcess m_keychain;
};
