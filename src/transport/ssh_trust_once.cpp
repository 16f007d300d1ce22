// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/ssh_trust_once.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace transport {

namespace {

constexpr qint64 seenLimit = 256 * 1024;

QString listIn(const QString &folder)
{
    return folder + u"/trusted"_s;
}

QString fingerprintOf(const QByteArray &base64Key)
{
    const QByteArray key = QByteArray::fromBase64(base64Key);
    const QByteArray hash = QCryptographicHash::hash(key, QCryptographicHash::Sha256);
    return u"SHA256:"_s + QString::fromLatin1(hash.toBase64(QByteArray::OmitTrailingEquals));
}

/// A name of one host: in known_hosts it is a list of patterns, or a hash.
bool isPlainName(const QByteArray &name)
{
    return !name.isEmpty() && std::none_of(name.cbegin(), name.cend(), [](char c) {
        return QByteArrayView("*?!,|@#").contains(c) || static_cast<unsigned char>(c) <= ' ' || c == '\x7f';
    });
}

} // namespace

SshTrustOnce::SshTrustOnce(QString folder)
    : m_folder(std::move(folder))
{
}

bool SshTrustOnce::isEmpty() const
{
    return !QFileInfo::exists(listIn(m_folder));
}

core::Result<QByteArray> SshTrustOnce::commandFor(const QString &control) const
{
    // A failure of the command would end the connection.
    static const QByteArray script
        = "[ \"$1\" = HOSTNAME ] && printf '%s %s %s\\n' \"$2\" \"$3\" \"$4\" >>\"$0.seen\"\n"
          "cat \"${0%/*}/trusted\" 2>/dev/null\n"
          "exit 0\n";
    QFile file(control + u".keys"_s);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered)
        || file.write(script) != script.size())
        return core::failure(core::ErrorCode::DataFolderUnusable, file.fileName() + u": "_s + file.errorString());
    // The names in the folder hold nothing that ssh splits at or expands.
    return "/bin/sh " + QFile::encodeName(file.fileName()) + " %I %H %t %K";
}

bool SshTrustOnce::trust(const QString &control, const QString &fingerprint) const
{
    QFile seen(control + u".keys.seen"_s);
    if (!seen.open(QIODevice::ReadOnly))
        return false;
    const QList<QByteArray> lines = seen.read(seenLimit).split('\n');
    const auto shown = std::find_if(lines.crbegin(), lines.crend(), [&fingerprint](const QByteArray &line) {
        const QList<QByteArray> words = line.split(' ');
        return words.size() == 3 && isPlainName(words[0]) && fingerprintOf(words[2]) == fingerprint;
    });
    if (shown == lines.crend())
        return false;
    QFile list(listIn(m_folder));
    const QByteArray line = *shown + '\n';
    return list.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered)
        && list.setPermissions(QFile::ReadOwner | QFile::WriteOwner) && list.write(line) == line.size();
}

} // namespace transport
