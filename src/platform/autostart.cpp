// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/autostart.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace platform {

namespace {

constexpr QByteArrayView group = "[Desktop Entry]";

// The lines of the file's own group with the keys of content replaced or added; other keys and groups stay.
QByteArray merged(const QByteArray &old, const QByteArray &content)
{
    QList<QByteArray> wanted = content.split('\n');
    wanted.removeAll({});
    wanted.removeAll(group.toByteArray());
    QList<QByteArray> lines = old.split('\n');
    while (!lines.isEmpty() && lines.last().trimmed().isEmpty())
        lines.removeLast();
    qsizetype start = -1;
    qsizetype end = lines.size();
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QByteArray line = lines.at(i).trimmed();
        if (!line.startsWith('['))
            continue;
        if (start >= 0) {
            end = i;
            break;
        }
        if (line == group)
            start = i;
    }
    if (start < 0)
        return content;
    const auto keyOf = [](const QByteArray &line) { return line.left(line.indexOf('=')).trimmed(); };
    for (const QByteArray &line : wanted) {
        const QByteArray key = keyOf(line);
        qsizetype at = start + 1;
        while (at < end && (!lines.at(at).contains('=') || keyOf(lines.at(at)) != key))
            ++at;
        if (at < end) {
            lines[at] = line;
        } else {
            lines.insert(end, line);
            ++end;
        }
    }
    return lines.join('\n') + '\n';
}

} // namespace

Autostart::Autostart(QString program, QString configFolder)
    : m_program(std::move(program))
{
    if (m_program.isEmpty())
        m_program = u"bangui"_s;
    if (configFolder.isEmpty())
        configFolder = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
    m_path = configFolder + "/autostart/bangui.desktop"_L1;
}

bool Autostart::isEnabled() const
{
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    bool inGroup = false;
    bool hasCommand = false;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine(64 * 1024).trimmed();
        if (line.startsWith('['))
            inGroup = line == group;
        if (!inGroup)
            continue;
        const QByteArray compact = QByteArray(line).replace(' ', "");
        // Both are how desktops switch an entry off without removing it.
        if (compact == "Hidden=true" || compact == "X-GNOME-Autostart-enabled=false")
            return false;
        hasCommand = hasCommand || compact.startsWith("Exec=");
    }
    return hasCommand;
}

core::Result<void> Autostart::setEnabled(bool enabled) const
{
    if (!enabled) {
        if (QFile::exists(m_path) && !QFile::remove(m_path))
            return core::failure(core::ErrorCode::FileUnreadable, m_path);
        return {};
    }
    if (!QDir().mkpath(QFileInfo(m_path).path()))
        return core::failure(core::ErrorCode::FileUnreadable, m_path);
    QByteArray content = fileContent();
    QFile old(m_path);
    if (old.open(QIODevice::ReadOnly))
        content = merged(old.read(256 * 1024), content);
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit())
        return core::failure(core::ErrorCode::FileUnreadable, m_path + ": "_L1 + file.errorString());
    return {};
}

QByteArray Autostart::fileContent() const
{
    return "[Desktop Entry]\n"
           "Type=Application\n"
           "Name=BanGUI\n"
           "Exec="
        + quotedArgument(m_program).toUtf8()
        + " --minimised\n"
          "Icon=bangui\n"
          "Terminal=false\n"
          "Hidden=false\n"
          "X-GNOME-Autostart-enabled=true\n";
}

QString Autostart::quotedArgument(const QString &argument)
{
    static constexpr QStringView reserved = u" \t\n\"'\\><~|&;$*?#()`";
    const bool plain = !argument.isEmpty()
        && std::none_of(argument.cbegin(), argument.cend(), [](QChar c) { return reserved.contains(c); });
    QString text;
    for (const QChar c : argument) {
        // Within quotes these are escaped with a backslash, which the file's own string escaping doubles.
        if (c == u'\\')
            text += "\\\\\\\\"_L1;
        else if (c == u'"' || c == u'`' || c == u'$')
            text += "\\\\"_L1 + c;
        else if (c == u'%')
            text += "%%"_L1; // a single one would be a field code
        else
            text += c;
    }
    return plain ? text : u'"' + text + u'"';
}

} // namespace platform
