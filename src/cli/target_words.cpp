// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/target_words.h"

#include "cli/options.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace cli {
namespace {

/// As a word of sh.
QString shellWord(const QString &text)
{
    static const QRegularExpression plain(uR"(\A[A-Za-z0-9_@%+=:,./-]+\z)"_s);
    if (plain.match(text).hasMatch())
        return text;
    return u'\'' + QString(text).replace(u'\'', u"'\\''"_s) + u'\'';
}

} // namespace

QString targetWords(const Target &target)
{
    const Options &options = target.options;
    QString words;
    const auto add = [&words](const QString &option, const QString &value) {
        if (!value.isEmpty())
            words += u' ' + option + u' ' + shellWord(value);
    };
    add(u"--data"_s, options.dataDir);
    if (!options.server.isEmpty() || !options.group.isEmpty() || options.all)
        add(u"--server"_s, target.name);
    add(u"--socket"_s, options.socket);
    add(u"--ssh"_s, options.ssh);
    add(u"--remote-socket"_s, options.remoteSocket);
    add(u"--ssh-config"_s, options.sshConfig);
    add(u"--container"_s, options.container);
    add(u"--engine"_s, options.engine);
    if (options.sudo)
        words += u" --sudo"_s;
    add(u"--config"_s, options.configDir);
    add(u"--client"_s, options.client);
    return words;
}

} // namespace cli
