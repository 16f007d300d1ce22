// SPDX-License-Identifier: GPL-3.0-or-later
// The INI form of an Ansible inventory.
#include "services/ansible_inventory.h"

#include <optional>

using namespace Qt::StringLiterals;

namespace services {
namespace {

using Kind = core::FleetNote::Kind;

/// Splits a host's line as a shell would, without its expansions; # begins a comment. Absent: an open quotation mark.
std::optional<QStringList> shellWords(const QString &text)
{
    QStringList words;
    QString word;
    bool inWord = false;
    QChar quote;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == u'\\' && quote != u'\'' && i + 1 < text.size()) {
            word += text[++i];
            inWord = true;
        } else if (!quote.isNull()) {
            if (c == quote)
                quote = QChar();
            else
                word += c;
        } else if (c == u'\'' || c == u'"') {
            quote = c;
            inWord = true;
        } else if (c == u'#' && !inWord) {
            break;
        } else if (c.isSpace()) {
            if (inWord)
                words.append(word);
            word.clear();
            inWord = false;
        } else {
            word += c;
            inWord = true;
        }
    }
    if (!quote.isNull())
        return std::nullopt;
    if (inWord)
        words.append(word);
    return words;
}

/// A value in a [group:vars] section is a Python literal in ansible; a text in quotation marks is its text.
QString unquoted(const QString &value)
{
    const bool quoted
        = value.size() >= 2 && value.front() == value.back() && (value.front() == u'"' || value.front() == u'\'');
    return quoted ? value.mid(1, value.size() - 2) : value;
}

class Reader
{
public:
    AnsibleInventory run(const QByteArray &content)
    {
        m_inventory.group(u"all"_s);
        for (const QByteArray &raw : content.split('\n')) {
            ++m_number;
            const QString line = QString::fromUtf8(raw).trimmed();
            m_line = line;
            if (line.isEmpty() || line.startsWith(u'#') || line.startsWith(u';'))
                continue;
            if (line.startsWith(u'[') && takeSection(line))
                continue;
            switch (m_section) {
            case Section::Hosts:
                takeHosts(line);
                break;
            case Section::Children:
                takeChild(line);
                break;
            case Section::Variables:
                takeVariable(line);
                break;
            case Section::Unknown:
                note(Kind::Junk, line);
                break;
            }
        }
        return std::move(m_inventory);
    }

private:
    enum class Section { Hosts, Children, Variables, Unknown };

    bool takeSection(const QString &line)
    {
        const qsizetype close = line.indexOf(u']');
        const QString rest = close < 0 ? QString() : line.mid(close + 1).trimmed();
        if (close < 0 || (!rest.isEmpty() && !rest.startsWith(u'#') && !rest.startsWith(u';'))) {
            note(Kind::Junk, line);
            m_section = Section::Unknown; // what follows belongs to nobody knows what
            return true;
        }
        const QString title = line.mid(1, close - 1).trimmed();
        const QString name = title.section(u':', 0, 0).trimmed();
        const QString kind = title.section(u':', 1).trimmed();
        m_section = kind.isEmpty()  ? Section::Hosts
            : kind == "children"_L1 ? Section::Children
            : kind == "vars"_L1     ? Section::Variables
                                    : Section::Unknown;
        if (name.isEmpty())
            m_section = Section::Unknown;
        if (m_section == Section::Unknown)
            note(Kind::Junk, line);
        else
            m_inventory.group(name);
        m_group = name;
        return true;
    }

    void takeHosts(const QString &line)
    {
        const auto words = shellWords(line);
        if (!words || words->isEmpty()) {
            note(Kind::Junk, line);
            return;
        }
        QString pattern = words->first();
        QList<AnsibleInventory::Variable> variables;
        // "host:2222"; an IPv6 address has more colons, and a range has its own within [ ].
        const qsizetype colon = pattern.lastIndexOf(u':');
        if (colon > pattern.lastIndexOf(u']') && pattern.count(u':') - pattern.first(colon).count(u':') == 1
            && !pattern.first(colon).section(u']', -1).contains(u':')) {
            variables.append({ u"ansible_port"_s, pattern.mid(colon + 1), m_number });
            pattern.truncate(colon);
        }
        for (const QString &word : words->mid(1)) {
            const qsizetype equals = word.indexOf(u'=');
            if (equals < 1)
                note(Kind::Junk, word);
            else
                variables.append({ word.first(equals), word.mid(equals + 1), m_number });
        }
        const auto names = expandAnsibleRange(pattern);
        if (!names) {
            note(Kind::Range, pattern);
            return;
        }
        for (const QString &name : *names) {
            if (m_inventory.hosts.size() >= maxFleetServers) {
                note(Kind::TooMany, QString::number(maxFleetServers));
                return;
            }
            m_inventory.host(name, m_number).variables += variables;
            QStringList &hosts = m_inventory.group(m_group).hosts;
            if (!hosts.contains(name))
                hosts.append(name);
        }
    }

    void takeChild(const QString &line)
    {
        const QString name = line.section(u'#', 0, 0).trimmed();
        if (name.isEmpty() || name.contains(u' ') || name.contains(u'=')) {
            note(Kind::Junk, line);
            return;
        }
        m_inventory.group(name);
        m_inventory.group(m_group).children.append(name);
    }

    void takeVariable(const QString &line)
    {
        const qsizetype equals = line.indexOf(u'=');
        if (equals < 1) {
            note(Kind::Junk, line);
            return;
        }
        m_inventory.group(m_group).variables.append(
            { line.first(equals).trimmed(), unquoted(line.mid(equals + 1).trimmed()), m_number });
    }

    /// A mistyped line may hold a password: then it is named by its first word alone.
    void note(Kind kind, const QString &detail)
    {
        const auto mayBeSecret = [this](QLatin1StringView word) { return m_line.contains(word, Qt::CaseInsensitive); };
        const bool secret
            = mayBeSecret("pass"_L1) || mayBeSecret("secret"_L1) || mayBeSecret("vault"_L1) || mayBeSecret("token"_L1);
        const QString shown = secret ? m_line.section(u' ', 0, 0).section(u'=', 0, 0) : detail;
        m_inventory.notes.append({ kind, m_number, {}, shown.left(200) });
    }

    AnsibleInventory m_inventory;
    Section m_section = Section::Hosts;
    QString m_group = u"ungrouped"_s;
    QString m_line;
    int m_number = 0;
};

} // namespace

AnsibleInventory readAnsibleIni(const QByteArray &content)
{
    return Reader().run(content);
}

} // namespace services
