// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/ansible_host.h"

#include "transport/ssh_destination.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace services {
namespace {

using Kind = core::FleetNote::Kind;
using Variables = QMap<QString, AnsibleInventory::Variable>;

/// Variables that hold, or usually hold, a secret.
bool isSecret(const QString &name)
{
    return name.startsWith("ansible_"_L1)
        && (name.contains("pass"_L1) || name.contains("vault"_L1) || name.contains("private_key_content"_L1)
            || name == "ansible_ssh_private_key"_L1);
}

bool isTemplate(const QString &value)
{
    return value.contains("{{"_L1) || value.contains("{%"_L1);
}

/// ansible's own idea of a truth.
bool isTrue(const QString &value)
{
    const QString word = value.trimmed().toLower();
    return word == "true"_L1 || word == "yes"_L1 || word == "on"_L1 || word == "1"_L1 || word == "y"_L1
        || word == "t"_L1;
}

/// Words at blanks; quotation marks hold one together.
QStringList wordsOf(const QString &text)
{
    QStringList words;
    QString word;
    bool inWord = false;
    QChar quote;
    for (const QChar c : text) {
        if (!quote.isNull()) {
            if (c == quote)
                quote = QChar();
            else
                word += c;
        } else if (c == u'"' || c == u'\'') {
            quote = c;
            inWord = true;
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
    if (inWord)
        words.append(word);
    return words;
}

bool isJump(const QString &jump)
{
    return !jump.isEmpty() && !jump.contains(u' ')
        && transport::parseSshDestination(u"-J "_s + jump + u" host"_s).has_value();
}

/// "ssh -W %h:%p -q user@jump" is what people wrote before there was -J. Empty where it does anything else.
QString jumpOfCommand(const QString &command)
{
    const QStringList words = wordsOf(command);
    if (words.value(0) != "ssh"_L1 && words.value(0) != "/usr/bin/ssh"_L1)
        return {};
    QString host;
    QString port;
    QString user;
    bool forwards = false;
    for (qsizetype i = 1; i < words.size(); ++i) {
        const QString &word = words[i];
        if (word == "-q"_L1)
            continue;
        if (word == "-W"_L1 && words.value(i + 1) == "%h:%p"_L1) {
            forwards = true;
            ++i;
        } else if (word == "-p"_L1 && i + 1 < words.size()) {
            port = words[++i];
        } else if (word == "-l"_L1 && i + 1 < words.size()) {
            user = words[++i];
        } else if (word.startsWith(u'-') || !host.isEmpty()) {
            return {};
        } else {
            host = word;
        }
    }
    if (!forwards || host.isEmpty() || (!user.isEmpty() && host.contains(u'@')))
        return {};
    if (!user.isEmpty())
        host = user + u'@' + host;
    return port.isEmpty() ? host : host + u':' + port;
}

QString quoted(const QString &word)
{
    return word.contains(u' ') ? u'\'' + word + u'\'' : word;
}

/// Reads one host's variables, notes what it passes over.
class Maker
{
public:
    Maker(const QString &name, int line, const Variables &variables)
        : m_name(name)
        , m_line(line)
        , m_variables(variables)
    {
    }

    AnsibleHost run()
    {
        for (const AnsibleInventory::Variable &variable : m_variables) {
            if (isSecret(variable.name) || variable.value.contains("$ANSIBLE_VAULT"_L1))
                note(Kind::Secret, variable.line, variable.name);
        }
        core::ServerProfile profile;
        profile.name = m_name;
        if (!takeConnection(profile))
            return m_made;
        takeElevation(profile);
        m_made.profile = profile;
        return m_made;
    }

private:
    /// The value of the first of the names that is set.
    QString value(std::initializer_list<QLatin1StringView> names)
    {
        for (const QLatin1StringView name : names) {
            const auto at = m_variables.constFind(QString(name));
            if (at == m_variables.cend() || isSecret(at->name) || at->value.contains("$ANSIBLE_VAULT"_L1))
                continue;
            if (isTemplate(at->value)) {
                note(Kind::Template, at->line, at->name);
                continue;
            }
            m_at = at->line;
            return at->value.trimmed();
        }
        m_at = m_line;
        return {};
    }

    bool takeConnection(core::ServerProfile &profile)
    {
        const QString connection = value({ "ansible_connection"_L1 });
        if (connection == "local"_L1 || connection == "ansible.builtin.local"_L1) {
            profile.kind = core::ConnectionKind::Local;
            return true;
        }
        const QStringList overSsh { u"ssh"_s, u"smart"_s, u"paramiko"_s, u"paramiko_ssh"_s, u"ansible.builtin.ssh"_s };
        if (!connection.isEmpty() && !overSsh.contains(connection)) {
            note(Kind::Connection, m_at, m_name + u": "_s + connection);
            return false;
        }
        profile.kind = core::ConnectionKind::Ssh;
        QStringList words;
        QString host = value({ "ansible_host"_L1, "ansible_ssh_host"_L1 });
        if (host.isEmpty())
            host = m_name;
        const QString port = value({ "ansible_port"_L1, "ansible_ssh_port"_L1 });
        if (!port.isEmpty())
            addOption(words, u"-p"_s, port, Kind::Field, port);
        const QString arguments = value({ "ansible_ssh_common_args"_L1 });
        if (!arguments.isEmpty()) {
            const int at = m_at;
            QString rest;
            const QString jump = jumpHostOf(arguments, &rest);
            if (!jump.isEmpty())
                words << u"-J"_s << jump;
            if (!rest.isEmpty())
                note(Kind::SshArguments, at, rest);
        }
        const QString more = value({ "ansible_ssh_extra_args"_L1, "ansible_ssh_args"_L1 });
        if (!more.isEmpty())
            note(Kind::SshArguments, m_at, more);
        const QString key = value({ "ansible_ssh_private_key_file"_L1, "ansible_private_key_file"_L1 });
        if (!key.isEmpty())
            addOption(words, u"-i"_s, key, Kind::Field, key);
        const QString user = value({ "ansible_user"_L1, "ansible_ssh_user"_L1 });
        m_at = m_line;
        words << (user.isEmpty() ? host : user + u'@' + host);
        profile.destination = words.join(u' ');
        const auto parsed = transport::parseSshDestination(profile.destination);
        // Words that would be read otherwise than they are meant are refused, not repaired.
        if (!parsed || parsed->host != words.last() || host.contains(u'@') || host.startsWith("ssh://"_L1)) {
            note(Kind::Host, m_line, words.last());
            return false;
        }
        return true;
    }

    void addOption(QStringList &words, const QString &option, const QString &text, Kind kind, const QString &detail)
    {
        const QString candidate = option + u' ' + quoted(text);
        const auto parsed = transport::parseSshDestination(candidate + u" host"_s);
        if (parsed && parsed->options == QStringList { option, text })
            words << option << quoted(text);
        else
            note(kind, m_at, detail);
    }

    void takeElevation(core::ServerProfile &profile)
    {
        if (!isTrue(value({ "ansible_become"_L1, "ansible_sudo"_L1 })))
            return;
        const int at = m_at;
        const QString method = value({ "ansible_become_method"_L1 });
        const QString user = value({ "ansible_become_user"_L1 });
        const bool sudo = method.isEmpty() || method == "sudo"_L1 || method == "ansible.builtin.sudo"_L1;
        if (!sudo)
            note(Kind::Become, at, method);
        else if (!user.isEmpty() && user != "root"_L1)
            note(Kind::Become, at, user);
        else
            profile.elevation = core::Elevation::Sudo;
    }

    void note(Kind kind, int line, const QString &detail) { m_made.notes.append({ kind, line, {}, detail.left(200) }); }

    const QString &m_name;
    int m_line;
    const Variables &m_variables;
    int m_at = 0; ///< the line of the value that was taken last
    AnsibleHost m_made;
};

} // namespace

QString jumpHostOf(const QString &arguments, QString *rest)
{
    QStringList left;
    QString jump;
    const auto take = [&](const QString &candidate, const QString &typed) {
        if (jump.isEmpty() && isJump(candidate))
            jump = candidate;
        else
            left.append(typed);
    };
    const QStringList words = wordsOf(arguments);
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString &word = words[i];
        if (word == "-J"_L1 && i + 1 < words.size()) {
            take(words[i + 1], word + u' ' + words[i + 1]);
            ++i;
            continue;
        }
        if (word.startsWith("-J"_L1) && word.size() > 2) {
            take(word.mid(2), word);
            continue;
        }
        if (!word.startsWith("-o"_L1)) {
            left.append(word);
            continue;
        }
        QString option = word.mid(2);
        if (option.isEmpty() && i + 1 < words.size())
            option = words[++i];
        const qsizetype equals = option.indexOf(u'=');
        const QString key = option.left(equals).trimmed().toLower();
        const QString setting = equals < 0 ? QString() : option.mid(equals + 1).trimmed();
        if (key == "proxyjump"_L1)
            take(setting, u"-o "_s + option);
        else if (key == "proxycommand"_L1)
            take(jumpOfCommand(setting), u"-o "_s + option);
        else
            left.append(u"-o "_s + option);
    }
    *rest = left.join(u' ');
    return jump;
}

AnsibleHost ansibleHost(const QString &name, int line, const QMap<QString, AnsibleInventory::Variable> &variables)
{
    return Maker(name, line, variables).run();
}

} // namespace services
