// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/ban_service.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace services {
namespace {

/// A name that could be resolved: letters, digits, dots, dashes, and at least one letter.
bool looksLikeHostName(QStringView word)
{
    bool letter = false;
    for (const QChar c : word) {
        if (c.isLetter())
            letter = true;
        else if (!c.isDigit() && c != u'.' && c != u'-')
            return false;
    }
    return letter && !word.startsWith(u'-') && !word.startsWith(u'.');
}

bool hasHostBits(QStringView word, const core::IpNetwork &network)
{
    const qsizetype slash = word.indexOf(u'/');
    if (slash < 0)
        return false;
    const auto written = core::IpAddress::parse(word.first(slash));
    return written && *written != network.address();
}

bool isSeparator(QChar c)
{
    return c.isSpace() || c == u',' || c == u';';
}

/// Words of one line, without its comment.
QList<QStringView> wordsOf(QStringView line)
{
    if (const qsizetype comment = line.indexOf(u'#'); comment >= 0)
        line.truncate(comment);
    QList<QStringView> words;
    qsizetype begin = -1;
    for (qsizetype i = 0; i <= line.size(); ++i) {
        const bool separator = i == line.size() || isSeparator(line[i]);
        if (separator && begin >= 0)
            words.append(line.sliced(begin, i - begin));
        if (separator)
            begin = -1;
        else if (begin < 0)
            begin = i;
    }
    return words;
}

} // namespace

ParsedTargets parseTargets(const QString &text)
{
    ParsedTargets parsed;
    QSet<core::IpNetwork> seen;
    int number = 0;
    for (const QStringView line : QStringView(text).split(u'\n')) {
        ++number;
        for (const QStringView word : wordsOf(line)) {
            const auto network = core::IpNetwork::parse(word);
            if (!network) {
                parsed.junk.append({ number, word.toString(),
                    looksLikeHostName(word) ? JunkLine::Reason::HostName : JunkLine::Reason::NotAnAddress });
            } else if (network->prefix() == 0) {
                parsed.junk.append({ number, word.toString(), JunkLine::Reason::PrefixZero });
            } else if (network->isSingle() && network->address().isUnspecified()) {
                parsed.junk.append({ number, word.toString(), JunkLine::Reason::Unspecified });
            } else if (seen.contains(*network)) {
                ++parsed.duplicates;
            } else {
                seen.insert(*network);
                parsed.targets.append(*network);
                if (hasHostBits(word, *network))
                    parsed.cleared.append({ number, word.toString(), *network });
            }
        }
    }
    return parsed;
}

} // namespace services
