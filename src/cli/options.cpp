// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/options.h"

#include "services/socket_search.h"
#include "texts/way_texts.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace cli {
namespace {

struct Flag
{
    QLatin1StringView name;
    bool Options::*member;
};
constexpr std::array flags {
    Flag { "--json"_L1, &Options::json },
    Flag { "--all"_L1, &Options::all },
    Flag { "--force"_L1, &Options::force },
    Flag { "--follow"_L1, &Options::follow },
    Flag { "--keep"_L1, &Options::keep },
    Flag { "--read-only"_L1, &Options::readOnly },
    Flag { "--production"_L1, &Options::production },
    Flag { "--dry-run"_L1, &Options::dryRun },
    Flag { "--sudo"_L1, &Options::sudo },
    Flag { "--canary"_L1, &Options::canary },
    Flag { "--help"_L1, &Options::help },
    Flag { "-h"_L1, &Options::help },
    Flag { "--version"_L1, &Options::version },
};

struct Valued
{
    QLatin1StringView name;
    QString Options::*member;
};
constexpr std::array valued {
    Valued { "--server"_L1, &Options::server },
    Valued { "--group"_L1, &Options::group },
    Valued { "--socket"_L1, &Options::socket },
    Valued { "--ssh"_L1, &Options::ssh },
    Valued { "--remote-socket"_L1, &Options::remoteSocket },
    Valued { "--ssh-config"_L1, &Options::sshConfig },
    Valued { "--container"_L1, &Options::container },
    Valued { "--engine"_L1, &Options::engine },
    Valued { "--config"_L1, &Options::configDir },
    Valued { "--client"_L1, &Options::client },
    Valued { "--data"_L1, &Options::dataDir },
    Valued { "--jail"_L1, &Options::jail },
    Valued { "--search"_L1, &Options::search },
    Valued { "--format"_L1, &Options::format },
    Valued { "--confirm-after"_L1, &Options::confirmAfter },
    Valued { "--undo-after"_L1, &Options::undoAfter },
};

/// Qt also takes offsets such as UTC+02:00: no place keeps one all year, and the times of half a year would be wrong.
bool isTimeZone(const QString &name)
{
    return !name.contains(u':') && QTimeZone::isTimeZoneIdAvailable(name.toLatin1());
}

class Parser
{
public:
    explicit Parser(const QStringList &arguments)
        : m_arguments(arguments)
    {
    }

    core::Result<Options> run()
    {
        bool ended = false;
        while (m_at < m_arguments.size()) {
            const QString word = m_arguments[m_at++];
            if (ended || !word.startsWith(u'-') || word == "-"_L1) {
                takeWord(word);
            } else if (word == "--"_L1) {
                ended = true;
            } else if (const QString problem = takeOption(word); !problem.isEmpty()) {
                return core::failure(core::ErrorCode::InvalidArgument, problem);
            }
        }
        return m_options;
    }

private:
    void takeWord(const QString &word)
    {
        if (m_options.command.isEmpty())
            m_options.command = word;
        else
            m_options.words += word;
    }

    QString takeOption(const QString &word)
    {
        const qsizetype equals = word.indexOf(u'=');
        const QString name = equals < 0 ? word : word.first(equals);
        // "unban --all" is the daemon's, "every server" is ours: of the two nobody may guess.
        if (name == "--all"_L1 && m_options.command == "command"_L1 && !m_options.words.isEmpty())
            return QCoreApplication::translate("cli",
                "--all stands before the words of a command where it means every server, and behind -- where it is a "
                "word of fail2ban's own");
        for (const Flag &flag : flags) {
            if (flag.name == name && equals < 0) {
                m_options.*flag.member = true;
                return {};
            }
        }
        QString value;
        const auto takeValue = [&] {
            if (equals >= 0)
                value = word.sliced(equals + 1);
            else if (m_at < m_arguments.size())
                value = m_arguments[m_at++];
            else
                return false;
            return true;
        };
        for (const Valued &option : valued) {
            if (option.name == name) {
                if (!takeValue() || value.isEmpty())
                    return QCoreApplication::translate("cli", "%1 needs a value").arg(name);
                m_options.*option.member = value;
                return {};
            }
        }
        if (name == "--tag"_L1) {
            if (!takeValue())
                return QCoreApplication::translate("cli", "%1 needs a value").arg(name);
            m_options.tags += value;
            return {};
        }
        if (name == "--time-zone"_L1) {
            if (!takeValue() || !isTimeZone(value))
                //: %1: an option, %2: what was given; the example stays as it is
                return QCoreApplication::translate("cli", "%1 takes a name such as Europe/Berlin, not \"%2\"")
                    .arg(name, value);
            m_options.timeZone = value;
            return {};
        }
        if (name == "--timeout"_L1 || name == "--log-level"_L1) {
            const auto key
                = name == "--timeout"_L1 ? core::SettingKey::CommandTimeoutSeconds : core::SettingKey::LogLevel;
            if (!takeValue() || !core::parseSetting(key, value))
                return QCoreApplication::translate("cli", "%1 does not take \"%2\"").arg(name, value);
            m_options.settings.insert(key, value);
            return {};
        }
        if (m_options.command == "command"_L1) { // a word of the daemon's own, like --with-time
            m_options.words += word;
            return {};
        }
        if (!m_options.command.isEmpty() && !name.startsWith("--"_L1)) // a number below zero, more often than not
            //: %1: a word of the command line; "--" stays as it is
            return QCoreApplication::translate(
                "cli", "unknown option %1; where it is a value and begins with -, it stands behind --")
                .arg(name);
        return QCoreApplication::translate("cli", "unknown option %1").arg(name);
    }

    const QStringList &m_arguments;
    qsizetype m_at = 0;
    Options m_options;
};

} // namespace

core::Result<Options> parseOptions(const QStringList &arguments)
{
    return Parser(arguments).run();
}

bool namesPlace(const Options &options)
{
    return !options.socket.isEmpty() || !options.ssh.isEmpty() || !options.container.isEmpty() || options.sudo
        || !options.configDir.isEmpty();
}

QString targetProblem(const Options &options, bool adds)
{
    const auto text = [](const char *source) { return QCoreApplication::translate("cli", source); };
    const bool elsewhere
        = !options.socket.isEmpty() || !options.ssh.isEmpty() || !options.container.isEmpty() || options.sudo;
    const int stored = adds ? 0 : int(!options.server.isEmpty()) + int(!options.group.isEmpty()) + int(options.all);
    if (stored + int(elsewhere) > 1)
        return text(QT_TRANSLATE_NOOP("cli",
            "--server, --group and --all exclude each other, and --socket, --ssh, --container and --sudo with them"));
    if (!options.ssh.isEmpty() && !options.socket.isEmpty())
        return text(QT_TRANSLATE_NOOP("cli", "with --ssh the socket is named by --remote-socket"));
    if (!options.remoteSocket.isEmpty() && !options.socket.isEmpty())
        return text(QT_TRANSLATE_NOOP("cli", "--socket and --remote-socket exclude each other"));
    if (!options.remoteSocket.isEmpty() && options.ssh.isEmpty() && options.container.isEmpty())
        return text(QT_TRANSLATE_NOOP("cli", "--remote-socket needs --ssh or --container"));
    if (!options.sshConfig.isEmpty() && options.ssh.isEmpty())
        return text(QT_TRANSLATE_NOOP("cli", "--ssh-config needs --ssh"));
    if (!options.engine.isEmpty() && options.container.isEmpty())
        return text(QT_TRANSLATE_NOOP("cli", "--engine needs --container"));
    if (options.keep && namesPlace(options))
        return text(QT_TRANSLATE_NOOP("cli", "--keep is for stored servers"));
    if (!options.remoteSocket.isEmpty() && !options.remoteSocket.startsWith(u'/'))
        return text(QT_TRANSLATE_NOOP("cli", "the path of a remote socket begins with /"));
    // A stored server has its own.
    if (!adds && !options.timeZone.isEmpty() && !namesPlace(options))
        return text(QT_TRANSLATE_NOOP("cli", "--time-zone needs --socket, --ssh, --container or --config"));
    return texts::wayProblem(services::wayProblem(describedProfile(options)));
}

core::ServerProfile describedProfile(const Options &options)
{
    core::ServerProfile profile;
    if (!options.ssh.isEmpty())
        profile.kind = core::ConnectionKind::Ssh;
    profile.destination = options.ssh.trimmed();
    if (!options.sshConfig.isEmpty())
        profile.sshConfig = QFileInfo(options.sshConfig).absoluteFilePath();
    profile.socketPath = options.remoteSocket.isEmpty() ? options.socket : options.remoteSocket;
    profile.elevation = options.sudo ? core::Elevation::Sudo : core::Elevation::None;
    profile.container = options.container;
    profile.containerEngine = options.container.isEmpty() || !options.engine.isEmpty() ? options.engine : u"docker"_s;
    // A folder of this computer may be named from where we are; programs run elsewhere.
    const bool here = options.ssh.isEmpty() && options.container.isEmpty();
    profile.configDir
        = here && !options.configDir.isEmpty() ? QFileInfo(options.configDir).absoluteFilePath() : options.configDir;
    profile.clientProgram = options.client;
    profile.timeZone = options.timeZone;
    return profile;
}

QString helpText()
{
    return QCoreApplication::translate("cli",
        "Usage: bangui-cli [options] COMMAND [arguments]\n"
        "\n"
        "Commands:\n"
        "  status                          state, version and figures of each server\n"
        "  jails                           jails with their figures\n"
        "  jail NAME                       everything readable of one jail\n"
        "  bans [--jail J] [--search TEXT] current bans\n"
        "  events [--follow] [--jail J] [--search TEXT]  what the log tells, and with --follow what comes\n"
        "  ban --jail J ADDR...            ban addresses or networks\n"
        "  unban [--jail J] ADDR...        unban addresses, in one jail or everywhere\n"
        "  pending                         bans and unbans that wait for their server\n"
        "  pending withdraw ID...|--all    take them back; the window sends the others\n"
        "  config get JAIL [KEY]           what the files say of a jail: each value, its place, what it overrides\n"
        "  config set JAIL KEY VALUE       set a value in BanGUI's own file of the jail, as a change (see below)\n"
        "  config unset JAIL KEY           take BanGUI's value out again, as a change\n"
        "  enable JAIL, disable JAIL       make a jail live, or end it for good, as a change\n"
        "  recover list                    changes that are not decided, and lost protection\n"
        "  recover confirm|rollback|dismiss [ID]  keep such a change, take it back, or remove what it has left\n"
        "  check [JAIL]                    what stands in the way of loading what the files say; changes nothing\n"
        "  servers list                    the stored servers\n"
        "  servers add NAME --socket PATH  store a server; or with --ssh, --container\n"
        "  servers remove NAME             forget a server\n"
        "  servers test NAME               test the connection step by step\n"
        "  servers import FILE             store the servers of an ssh configuration, an Ansible inventory or an\n"
        "                                  export\n"
        "  servers export [FILE]           the stored servers as JSON, without secrets\n"
        "  command WORD...                 a raw fail2ban command; put -- before words that begin with a dash\n"
        "\n"
        "Targets:\n"
        "  --server NAME  --group G  --all  stored servers\n"
        "  --socket PATH  a socket on this computer\n"
        "  --ssh DEST     a machine, as you type it to ssh: web-1, '-p 2222 admin@web-1'\n"
        "  --remote-socket PATH  the socket there; without it the machine is asked\n"
        "  --ssh-config FILE     for ssh, in place of your own\n"
        "  --container NAME [--engine docker|podman]  in a container, here or behind --ssh\n"
        "  --sudo         become root there with sudo; its password is asked on a terminal only\n"
        "  --config DIR   the daemon's configuration folder; its fail2ban.conf names the socket; what works\n"
        "                 on files takes it with stored servers, too\n"
        "  --client PATH  fail2ban-client of that server\n"
        "  --time-zone ZONE  zone of the server's times (Europe/Berlin), of a server that is not stored; else what\n"
        "                 its machine says\n"
        "\n"
        "Changes (enable, disable, config set, config unset) are checked on a copy first, watched by a timer on\n"
        "the server that takes them back unless they are confirmed, and looked at until they confirm themselves:\n"
        "  --confirm-after S  after so many seconds of health (60); 0: recover confirm does it\n"
        "  --undo-after S     the timer on the server, 5 to 3600 seconds (120)\n"
        "  --canary           try a new or changed action out: an address for documentation is banned, looked for in "
        "the\n"
        "                     firewall, and lifted; a ban that fails takes the change back\n"
        "\n"
        "Options:\n"
        "  --json         exactly one JSON document on standard output; with events --follow one in each line\n"
        "  --force        ban loopback, own and ignored addresses all the same\n"
        "  --keep         ban, unban: where a stored server is not reached, keep the change; the window sends it\n"
        "                 when the server is back\n"
        "  --data DIR     BanGUI's own data folder\n"
        "  --timeout S    deadline of a read, in seconds\n"
        "  --production   ban, unban, command, changes, recover: change production servers too; else nothing is\n"
        "                 changed (exit code 2)\n"
        "  --format ssh-config|ansible|bangui, --dry-run  for servers import\n"
        "  --group G, --tag T, --read-only, --production  for servers add and servers import\n"
        "  --log-level LEVEL, --help, --version\n"
        "\n"
        "Exit codes: 0 done, 1 refused or a check failed, 2 usage, 3 a server could not be reached, 4 rolled back\n");
}

} // namespace cli
