// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/edit_rules.h"

#include "config/document.h"
#include "config/jail_options.h"
#include "config/preflight_rules.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace config {
namespace {

/// What the jail.conf of fail2ban 1.0.2 and 1.1.0 is built of, beside what fail2ban itself reads.
const QStringList &stockNames()
{
    static const QStringList names { u"action_"_s, u"action_abuseipdb"_s, u"action_badips"_s, u"action_blocklist_de"_s,
        u"action_cf_mwl"_s, u"action_mw"_s, u"action_mwl"_s, u"action_xarf"_s, u"banaction"_s, u"banaction_allports"_s,
        u"chain"_s, u"destemail"_s, u"fail2ban_agent"_s, u"mode"_s, u"mta"_s, u"port"_s, u"protocol"_s, u"sender"_s };
    return names;
}

const OptionTemplate *templateOf(const QString &key)
{
    const QList<OptionTemplate> &options = allJailOptions();
    const auto found = std::ranges::find(options, key, &OptionTemplate::name);
    return found == options.cend() ? nullptr : &*found;
}

/// How many letters are to be put in, taken out or changed to make one of the other.
qsizetype distance(const QString &a, const QString &b)
{
    QList<qsizetype> row(b.size() + 1);
    for (qsizetype j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (qsizetype i = 1; i <= a.size(); ++i) {
        qsizetype diagonal = std::exchange(row[0], i);
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const qsizetype changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({ row[j] + 1, row[j - 1] + 1, changed });
        }
    }
    return row.back();
}

} // namespace

bool isUsedOption(const ConfigTree &tree, const QString &key)
{
    if (templateOf(key) || stockNames().contains(key))
        return true;
    const QByteArray name = key.toLower().toUtf8();
    const QByteArrayList references { "%(" + name + ")s", '/' + name + ")s", '<' + name + '>', '/' + name + '>' };
    return std::ranges::any_of(tree.files, [&references](const QByteArray &text) {
        const QByteArray lower = text.toLower();
        return std::ranges::any_of(
            references, [&lower](const QByteArray &reference) { return lower.contains(reference); });
    });
}

QString nearestOption(const QString &name)
{
    constexpr qsizetype longest = 64; // of a name that is a slip
    QString nearest;
    if (name.size() > longest)
        return nearest;
    // A slip in a short name is hardly told from another name.
    qsizetype best = std::min<qsizetype>(2, (name.size() - 1) / 2) + 1;
    QStringList names = stockNames();
    for (const OptionTemplate &option : allJailOptions())
        names.append(option.name);
    for (const QString &other : std::as_const(names)) {
        if (const qsizetype apart = distance(name.toLower(), other); apart < best) {
            best = apart;
            nearest = other;
        }
    }
    return nearest;
}

QList<FaultyEdit> faultyEdits(const Configuration &configuration, const QString &jail, const FileEdit &file)
{
    static const QRegularExpression possible(u"^[\\w.-]+$"_s);
    QList<FaultyEdit> found;
    const ConfiguredJail *configured = configuration.jail(jail);
    if (!configured || !file.after || file.path != configuration.tree().path(ownJailFile(jail)))
        return found;
    const Document before = Document::parse(file.before.value_or(QByteArray()), file.path);
    const Document after = Document::parse(*file.after, file.path);
    const DocumentSection *was = before.section(jail);
    const DocumentSection *section = after.section(jail);
    if (!section)
        return found;
    for (const DocumentOption &option : section->options) {
        const bool stays = was && std::ranges::any_of(was->options, [&option](const DocumentOption &old) {
            return old.key == option.key && old.value == option.value;
        });
        if (stays)
            continue;
        const EffectiveValue value = configured->options.value(option.key);
        const Origin origin { file.path, option.line, jail };
        const OptionTemplate *known = templateOf(option.key);
        if (!known && !possible.match(option.key).hasMatch())
            found.append({ EditFault::NoName, origin, option.key, value.value, nearestOption(option.key) });
        else if (!known && !isUsedOption(configuration.tree(), option.key))
            found.append({ EditFault::UnknownOption, origin, option.key, value.value, nearestOption(option.key) });
        else if (known && known->type == OptionType::Truth && value.problem.isEmpty() && value.origin.file == file.path
            && !isTruth(value.value))
            found.append({ EditFault::NoTruth, origin, option.key, value.value, {} });
    }
    return found;
}

} // namespace config
