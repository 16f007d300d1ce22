// SPDX-License-Identifier: GPL-3.0-or-later
// A process of its own for the store's tests: `write PATH` writes audit records until it is killed and prints each id
// once the store has confirmed it; `open PATH UID` tries to open as that user and prints the error's name or "ok";
// `lock FOLDER` takes the folder's lock, says so and waits; `pending PATH` leaves one unfinished audit record and ends.
#include "core/clock.h"
#include "storage/data_folder.h"
#include "storage/repositories.h"

#include <QCoreApplication>

#include <cstdio>
#include <grp.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

class Writer final : public QObject
{
public:
    Writer(storage::Store &store, const QString &path)
        : m_audit(store)
    {
        store.open(path, this, [this](const core::Result<storage::OpenReport> &report) {
            if (!report)
                QCoreApplication::exit(2);
            else
                writeNext();
        });
    }

private:
    void writeNext()
    {
        core::AuditEntry entry;
        entry.words = { u"set"_s, u"sshd"_s, u"banip"_s, QString::number(++m_count) };
        m_audit.begin(entry, this, [this](const core::Result<qint64> &id) {
            if (!id)
                QCoreApplication::exit(3);
            std::printf("%lld\n", static_cast<long long>(id.value_or(0)));
            std::fflush(stdout);
            writeNext();
        });
    }

    storage::AuditRepository m_audit;
    int m_count = 0;
};

void say(const char *text)
{
    std::printf("%s\n", text);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 3)
        return 1;
    const QString mode = arguments.at(1);
    const QString path = arguments.at(2);
    const core::SystemClock clock;

    if (mode == u"lock"_s) {
        storage::DataFolder folder(path);
        const auto locked = folder.prepare().and_then([&folder](bool) { return folder.lock(); });
        say(locked ? "locked" : qPrintable(locked.error().detail));
        return locked ? QCoreApplication::exec() : 1;
    }
    if (mode == u"open"_s && arguments.size() > 3 && ::geteuid() == 0) {
        const auto user = static_cast<uid_t>(arguments.at(3).toUInt());
        if (::setgroups(0, nullptr) != 0 || ::setgid(user) != 0 || ::setuid(user) != 0)
            return 1;
    }
    storage::Store store(clock);
    QObject context;
    if (mode == u"write"_s) {
        const Writer writer(store, path);
        return QCoreApplication::exec();
    }
    store.open(path, &context, [&](const core::Result<storage::OpenReport> &report) {
        if (mode == u"open"_s) {
            say(report ? "ok" : qPrintable(core::errorCodeName(report.error().code)));
            QCoreApplication::quit();
            return;
        }
        storage::AuditRepository(store).begin({}, &context, [](const core::Result<qint64> &id) {
            say(id ? "ok" : "failed");
            QCoreApplication::quit();
        });
    });
    return QCoreApplication::exec();
}
