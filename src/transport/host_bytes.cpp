// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/host_bytes.h"

#include <QStringDecoder>

namespace transport {

namespace {

/// Length of the well-formed UTF-8 sequence at the beginning (RFC 3629: shortest form, no surrogates); 0 where there is
/// none.
int sequenceLength(const unsigned char *p, qsizetype available)
{
    const unsigned char lead = p[0];
    if (lead < 0x80)
        return 1;
    const int length = lead >= 0xc2 && lead <= 0xdf ? 2
        : (lead & 0xf0) == 0xe0                     ? 3
        : lead >= 0xf0 && lead <= 0xf4              ? 4
                                                    : 0;
    if (length == 0 || available < length)
        return 0;
    for (int i = 1; i < length; ++i) {
        if ((p[i] & 0xc0) != 0x80)
            return 0;
    }
    const bool tooLong = (lead == 0xe0 && p[1] < 0xa0) || (lead == 0xf0 && p[1] < 0x90);
    const bool noCharacter = (lead == 0xed && p[1] > 0x9f) || (lead == 0xf4 && p[1] > 0x8f);
    return tooLong || noCharacter ? 0 : length;
}

/// Not QString::fromUtf8(): it drops a byte order mark at the beginning, and three bytes of a file's name with it.
QString decoded(const QByteArray &bytes, qsizetype from, qsizetype to)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    return decoder(QByteArrayView(bytes).sliced(from, to - from));
}

bool isEscapedByte(QChar c)
{
    return c.unicode() >= 0xdc80 && c.unicode() <= 0xdcff;
}

} // namespace

QByteArray hostBytes(QStringView text)
{
    QByteArray bytes;
    bytes.reserve(text.size());
    qsizetype first = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool paired = i > 0 && text[i - 1].isHighSurrogate();
        if (!isEscapedByte(text[i]) || paired)
            continue;
        bytes += text.mid(first, i - first).toUtf8();
        bytes += char(text[i].unicode() & 0xff);
        first = i + 1;
    }
    return bytes + text.mid(first).toUtf8();
}

bool isCarried(QStringView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i].isNull())
            return false;
        if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate())
            ++i;
        else if (text[i].isSurrogate() && !isEscapedByte(text[i]))
            return false;
    }
    return true;
}

QString hostText(const QByteArray &bytes)
{
    QString text;
    text.reserve(bytes.size());
    const auto *p = reinterpret_cast<const unsigned char *>(bytes.constData());
    qsizetype first = 0;
    qsizetype at = 0;
    while (at < bytes.size()) {
        if (const int length = sequenceLength(p + at, bytes.size() - at); length > 0) {
            at += length;
            continue;
        }
        text += decoded(bytes, first, at);
        text += QChar(0xdc00 + p[at]);
        first = ++at;
    }
    return text + decoded(bytes, first, at);
}

} // namespace transport
