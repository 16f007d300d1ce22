// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/ssh_config_import.h"

#include "transport/ssh_destination.h"

#include <QSet>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace services {
namespace {

using Kind = core::FleetNote::Kind;

constexpr int maxDepth = 16; // as ssh itself
constexpr int maxFiles = 256;
constexpr qsizetype maxServers = 5000;

/// Where people keep code: nobody has a shell there, and no fail2ban of one's own to watch. Forges of one's own are
/// not among them: they are machines like others.
bool isPublicForge(const QString &host)
{
    static constexpr std::array names { "github.com"_L1, "ssh.github.com"_L1, "gist.github.com"_L1, "gitlab.com"_L1,
        "altssh.gitlab.com"_L1, "bitbucket.org"_L1, "altssh.bitbucket.org"_L1, "codeberg.org"_L1, "gitea.com"_L1,
        "git.sr.ht"_L1, "ssh.dev.azure.com"_L1, "vs-ssh.visualstudio.com"_L1, "salsa.debian.org"_L1,
        "gitlab.freedesktop.org"_L1, "gitlab.gnome.org"_L1, "invent.kde.org"_L1, "framagit.org"_L1, "notabug.org"_L1,
        "gitee.com"_L1, "git.launchpad.net"_L1, "aur.archlinux.org"_L1, "hf.co"_L1, "git.heroku.com"_L1 };
    // A name with its final dot is the same name.
    const QString name = host.toLower();
    const QStringView plain = name.endsWith(u'.') ? QStringView(name).chopped(1) : QStringView(name);
    const bool azure = plain.startsWith("vs-ssh."_L1) && plain.endsWith(".visualstudio.com"_L1);
    const bool amazon = plain.startsWith("git-codecommit."_L1) && plain.endsWith(".amazonaws.com"_L1);
    return azure || amazon || std::ranges::any_of(names, [plain](QLatin1StringView known) { return plain == known; });
}

struct Line
{
    QString keyword; ///< in lower case; empty: nothing is said
    QStringList words;
    bool open = false; ///< a quotation mark is not closed
};

/// "Keyword word word" or "Keyword=word"; '...' and "..." hold a word together, # begins a comment.
Line split(const QString &text)
{
    Line line;
    QString word;
    bool inWord = false;
    QChar quote;
    const auto end = [&] {
        if (!inWord)
            return;
        if (line.keyword.isEmpty())
            line.keyword = word.toLower();
        else
            line.words.append(word);
        word.clear();
        inWord = false;
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (!quote.isNull()) {
            if (c == quote)
                quote = QChar();
            else
                word += c;
        } else if ((c == u'"' || c == u'\'') && !line.keyword.isEmpty()) {
            quote = c;
            inWord = true;
        } else if (c.isSpace() || (c == u'=' && line.words.isEmpty() && (line.keyword.isEmpty() || !inWord))) {
            end();
        } else if (c == u'#' && !inWord) {
            break;
        } else {
            word += c;
            inWord = true;
        }
    }
    line.open = !quote.isNull();
    end();
    return line;
}

class Reader
{
public:
    explicit Reader(const SshConfigFiles &files)
        : m_files(files)
    {
        m_import.format = core::FleetFormat::SshConfig;
    }

    core::FleetImport run(const QByteArray &content, const QString &path)
    {
        m_path = path;
        m_open.insert(path);
        read(content, {}, 0);
        return std::move(m_import);
    }

private:
    void read(const QByteArray &content, const QString &file, int depth)
    {
        int number = 0;
        QList<qsizetype> block; // the servers that the lines below a Host belong to
        bool inMatch = false;
        for (const QByteArray &raw : content.split('\n')) {
            ++number;
            const QString text = QString::fromUtf8(raw).trimmed();
            const Line line = split(text);
            if (line.keyword.isEmpty())
                continue;
            if (line.open) {
                note(Kind::Junk, number, file, text);
            } else if (line.keyword == "host"_L1) {
                inMatch = false;
                block = takeHosts(line.words, number, file);
            } else if (line.keyword == "match"_L1) {
                inMatch = true;
                block.clear();
                // "Match all" is no condition.
                if (line.words.size() != 1 || line.words.first().toLower() != "all"_L1)
                    note(Kind::MatchBlock, number, file, line.words.join(u' '));
            } else if (line.keyword == "include"_L1) {
                if (inMatch)
                    continue; // told already
                for (const QString &pattern : line.words)
                    include(pattern, number, file, depth);
            } else if ((line.keyword == "user"_L1 && line.words.value(0) == "git"_L1)
                || (line.keyword == "hostname"_L1 && isPublicForge(line.words.value(0)))) {
                for (const qsizetype at : std::as_const(block))
                    m_import.servers[at].likely = false;
            }
        }
    }

    QList<qsizetype> takeHosts(const QStringList &words, int number, const QString &file)
    {
        QList<qsizetype> taken;
        for (const QString &alias : words) {
            if (alias.startsWith(u'!') || alias.contains(u'*') || alias.contains(u'?'))
                continue;
            if (const auto known = m_byAlias.constFind(alias); known != m_byAlias.cend()) {
                taken.append(*known); // a second block adds to the first
                continue;
            }
            if (const auto destination = transport::parseSshDestination(alias);
                !destination || destination->host != alias || alias.contains(u'@') || alias.contains(u'/')) {
                note(Kind::Host, number, file, alias);
                continue;
            }
            if (m_import.servers.size() >= maxServers) {
                note(Kind::TooMany, number, file, QString::number(maxServers));
                return taken;
            }
            core::FleetServer server;
            server.profile.name = alias;
            server.profile.kind = core::ConnectionKind::Ssh;
            server.profile.destination = alias;
            server.line = number;
            server.file = file;
            server.likely = !isPublicForge(alias);
            taken.append(m_import.servers.size());
            m_byAlias.insert(alias, m_import.servers.size());
            m_import.servers.append(server);
        }
        return taken;
    }

    void include(const QString &typed, int number, const QString &file, int depth)
    {
        if (depth + 1 >= maxDepth) {
            note(Kind::IncludeDepth, number, file, typed);
            return;
        }
        QString pattern = typed;
        if (pattern == "~"_L1 || pattern.startsWith("~/"_L1))
            pattern = m_files.home + pattern.mid(1);
        else if (!pattern.startsWith(u'/'))
            pattern = m_files.folder + u'/' + pattern;
        const QStringList paths = m_files.glob ? m_files.glob(pattern) : QStringList();
        // A pattern that finds nothing is how people prepare for later.
        if (paths.isEmpty() && !pattern.contains(u'*') && !pattern.contains(u'?') && !pattern.contains(u'['))
            note(Kind::IncludeMissing, number, file, typed);
        for (const QString &path : paths) {
            if (m_open.contains(path)) {
                note(Kind::IncludeLoop, number, file, path);
                continue;
            }
            if (++m_count > maxFiles) {
                note(Kind::TooMany, number, file, path);
                return;
            }
            const auto content = m_files.read(path);
            if (!content) {
                note(Kind::IncludeUnreadable, number, file, path);
                continue;
            }
            m_open.insert(path);
            read(*content, path, depth + 1);
            m_open.remove(path);
        }
    }

    void note(Kind kind, int line, const QString &file, const QString &detail)
    {
        m_import.notes.append({ kind, line, file, detail.left(200) });
    }

    const SshConfigFiles &m_files;
    QString m_path;
    QSet<QString> m_open; ///< files that are being read now
    QHash<QString, qsizetype> m_byAlias;
    int m_count = 0;
    core::FleetImport m_import;
};

} // namespace

core::FleetImport parseSshConfig(const QByteArray &content, const QString &path, const SshConfigFiles &files)
{
    core::FleetImport import = Reader(files).run(content, path);
    if (import.servers.isEmpty())
        import.refused = core::FleetNote { Kind::NoServers, 0, {}, {} };
    return import;
}

} // namespace services
