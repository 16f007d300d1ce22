// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/host_script.h"

#include "transport/host_bytes.h"

#include <QFile>
#include <QHash>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QtEndian>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace transport {

namespace {

// A login shell's greeting before the nonce; more than this is no greeting.
constexpr qsizetype noiseLimit = 256 * 1024;
constexpr qsizetype frameLimit = 1024 * 1024;
constexpr qsizetype frameHead = 5;

const QByteArray &helperText()
{
    static const QByteArray text = [] {
        QFile file(u":/host/host_helper.py"_s);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }();
    return text;
}

QByteArray hexLength(qsizetype length)
{
    return QByteArray::number(length, 16).rightJustified(8, '0');
}

} // namespace

QByteArray helperBootstrap()
{
    return "import os;g=lambda n,b=bytes():b if len(b)==n else g(n,b+os.read(0,n-len(b)));"
           "os.write(1,str(108170604148073).encode());exec(g(int(g(8),16)))"_ba;
}

QByteArray readyMark()
{
    return "108170604148073"_ba; // 0x62616E677569, which spells the name
}

QByteArray helperRequest(QJsonObject operation, const QByteArray &nonce)
{
    operation.insert(u"nonce"_s, QString::fromLatin1(nonce));
    const QByteArray header = QJsonDocument(operation).toJson(QJsonDocument::Compact);
    return hexLength(helperText().size()) + helperText() + hexLength(header.size()) + header;
}

QByteArray newNonce()
{
    std::array<quint32, 4> words {};
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words).toHex();
}

QString encoded(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toBase64());
}

QByteArray decoded(const QJsonValue &value)
{
    return QByteArray::fromBase64(value.toString().toLatin1());
}

QStringList searchingCommand()
{
    // -I keeps a folder of the login's own modules out (Python 3.4 and later); Python 2 knows -E and -s.
    return { u"/bin/sh"_s, u"-c"_s,
        uR"(for p in /usr/bin/python3 /usr/local/bin/python3 /run/current-system/sw/bin/python3; do [ -x $p ] && exec $p -I -c "$0"; done; )"
        uR"(for p in /usr/bin/python2 /usr/bin/python2.7 /usr/bin/python; do [ -x $p ] && exec $p -E -s -c "$0"; done; exit 127)"_s,
        QString::fromLatin1(helperBootstrap()) };
}

QString usualPython()
{
    return u"/usr/bin/python3"_s;
}

QStringList pythonCommand(const QString &python)
{
    // The name of Python 2 has a 2 or nothing at its end.
    const bool isolates = python.section(u'/', -1).contains("python3"_L1);
    QStringList words { python };
    words += isolates ? QStringList { u"-I"_s } : QStringList { u"-E"_s, u"-s"_s };
    return words << u"-c"_s << QString::fromLatin1(helperBootstrap());
}

bool isPlainPath(const QString &path)
{
    return path.startsWith(u'/') && path.size() <= 255 && std::all_of(path.cbegin(), path.cend(), [](QChar c) {
        return c.unicode() < 0x80 && (c.isLetterOrNumber() || u"._+-/"_s.contains(c));
    });
}

bool isContainerName(const QString &name)
{
    const auto plain = [](QChar c) { return c.unicode() < 0x80 && c.isLetterOrNumber(); };
    return !name.isEmpty() && name.size() <= 255 && plain(name.front())
        && std::all_of(name.cbegin(), name.cend(), [&](QChar c) { return plain(c) || u"_.-"_s.contains(c); });
}

QString loginShellLine(const QStringList &words)
{
    QStringList quoted;
    for (const QString &word : words) {
        Q_ASSERT(std::none_of(word.cbegin(), word.cend(),
            [](QChar c) { return c.unicode() < 0x20 || c.unicode() > 0x7E || c == u'\'' || c == u'\\' || c == u'!'; }));
        quoted += u'\'' + word + u'\'';
    }
    return u"exec "_s + quoted.join(u' ');
}

HelperReply::HelperReply(QByteArray nonce)
    : m_nonce(std::move(nonce))
{
}

void HelperReply::feed(const QByteArray &bytes)
{
    if (m_at > 0 && m_at >= m_buffer.size() / 2) {
        m_buffer.remove(0, m_at);
        m_at = 0;
    }
    m_buffer += bytes;
    if (m_begun || m_broken)
        return;
    const qsizetype found = m_buffer.indexOf(m_nonce);
    if (found >= 0) {
        m_begun = true;
        m_at = found + m_nonce.size();
    } else if (m_buffer.size() > noiseLimit) {
        m_broken = true;
    }
}

std::optional<HelperReply::Frame> HelperReply::next()
{
    if (!m_begun || m_broken || m_buffer.size() - m_at < frameHead)
        return std::nullopt;
    const char *head = m_buffer.constData() + m_at;
    const qsizetype size = qFromBigEndian<quint32>(head + 1);
    if (size > frameLimit) {
        m_broken = true;
        return std::nullopt;
    }
    if (m_buffer.size() - m_at < frameHead + size)
        return std::nullopt;
    Frame frame { *head, m_buffer.mid(m_at + frameHead, size) };
    m_at += frameHead + size;
    return frame;
}

std::optional<core::Error> helperError(const QJsonObject &result)
{
    const QString word = result.value("error"_L1).toString();
    if (word.isEmpty())
        return std::nullopt;
    using core::ErrorCode;
    static const QHash<QString, ErrorCode> codes {
        { u"FileNotFound"_s, ErrorCode::FileNotFound },
        { u"FileUnreadable"_s, ErrorCode::FileUnreadable },
        { u"FileChanged"_s, ErrorCode::ChangedMeanwhile },
        { u"CommandNotFound"_s, ErrorCode::CommandNotFound },
        { u"InvalidArgument"_s, ErrorCode::InvalidArgument },
        { u"Timeout"_s, ErrorCode::Timeout },
        { u"PathTooLong"_s, ErrorCode::PathTooLong },
        { u"NoSocket"_s, ErrorCode::NoSocket },
        { u"NotASocket"_s, ErrorCode::NotASocket },
        { u"Refused"_s, ErrorCode::Refused },
        { u"PermissionDenied"_s, ErrorCode::PermissionDenied },
        { u"Busy"_s, ErrorCode::Busy },
        { u"ConnectionLost"_s, ErrorCode::ConnectionLost },
    };
    return core::Error { codes.value(word, ErrorCode::CommandFailed), hostText(decoded(result.value("text"_L1))) };
}

} // namespace transport
