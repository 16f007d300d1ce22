// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/stream_dump.h"

#include "config/python_literal.h"

using namespace Qt::StringLiterals;

namespace config {
namespace {

/// The text that the daemon would keep: Python's str() of the value.
QString pythonText(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::Bool:
        return value.toBool() ? u"True"_s : u"False"_s;
    case QMetaType::UnknownType:
        return u"None"_s;
    default:
        return value.toString();
    }
}

QStringList texts(const QVariantList &values)
{
    QStringList out;
    for (const QVariant &value : values)
        out += pythonText(value);
    return out;
}

/// Words that follow `addfailregex` and its kin: one text, or a list of them (multi-set).
QStringList regexes(const QVariantList &values)
{
    QStringList out;
    for (const QVariant &value : values) {
        if (value.typeId() == QMetaType::QVariantList)
            out += texts(value.toList());
        else
            out += pythonText(value);
    }
    return out;
}

class Builder
{
public:
    void add(const QVariantList &words)
    {
        const QString verb = words.value(0).toString();
        if (verb == "add"_L1)
            jail(words.value(1).toString()).backend = words.value(2).toString();
        else if (verb == "start"_L1)
            jail(words.value(1).toString()).started = true;
        else if (verb == "config-error"_L1)
            dump.configErrors += words.value(1).toString();
        else if (verb == "set"_L1 || verb == "multi-set"_L1)
            addSet(words, verb == "multi-set"_L1);
    }

    StreamDump dump;

private:
    DumpedJail &jail(const QString &name)
    {
        for (DumpedJail &known : dump.jails) {
            if (known.name == name)
                return known;
        }
        dump.jails.append(DumpedJail { .name = name });
        return dump.jails.last();
    }
    [[nodiscard]] bool isJail(const QString &name) const { return dump.jail(name) != nullptr; }

    static DumpedAction &action(DumpedJail &jail, const QString &name)
    {
        for (DumpedAction &known : jail.actions) {
            if (known.name == name)
                return known;
        }
        jail.actions.append(DumpedAction { .name = name });
        return jail.actions.last();
    }

    static void addAction(DumpedJail &jail, const QVariantList &rest)
    {
        // ["action", A, [[k, v]...]] in a multi-set, ["action", A, k, v] in a set
        DumpedAction &target = action(jail, rest.value(0).toString());
        if (rest.value(1).typeId() != QMetaType::QVariantList) {
            target.properties.insert(rest.value(1).toString(), pythonText(rest.value(2)));
            return;
        }
        for (const QVariant &pair : rest.value(1).toList()) {
            const QVariantList keyAndValue = pair.toList();
            target.properties.insert(keyAndValue.value(0).toString(), pythonText(keyAndValue.value(1)));
        }
    }

    void addSet(const QVariantList &words, bool multi)
    {
        const QString name = words.value(1).toString();
        // A global setting and a jail can share a name ("loglevel"); `add` comes before every `set` of a jail.
        if (words.size() < 4 && !isJail(name)) {
            dump.globals.insert(name, pythonText(words.value(2)));
            return;
        }
        DumpedJail &target = jail(name);
        const QString option = words.value(2).toString();
        const QVariantList rest = words.mid(3);
        if (option == "addfailregex"_L1)
            target.failregex += regexes(rest);
        else if (option == "addignoreregex"_L1)
            target.ignoreregex += regexes(rest);
        else if (option == "prefregex"_L1)
            target.prefregex = rest.value(0).toString();
        else if (option == "addaction"_L1)
            action(target, rest.value(0).toString()).pythonFile = rest.value(1).toString();
        else if (option == "action"_L1)
            addAction(target, rest);
        else if (multi && rest.value(0).typeId() == QMetaType::QVariantList)
            target.settings[option] += rest.value(0).toList();
        else
            target.settings[option] += rest;
    }
};

} // namespace

const DumpedJail *StreamDump::jail(const QString &name) const
{
    const auto found = std::ranges::find(jails, name, &DumpedJail::name);
    return found == jails.end() ? nullptr : &*found;
}

StreamDump dumpOf(const QList<QVariantList> &commands)
{
    Builder builder;
    for (const QVariantList &command : commands)
        builder.add(command);
    return builder.dump;
}

core::Result<StreamDump> parseStreamDump(const QByteArray &output)
{
    Builder builder;
    bool any = false;
    for (const QByteArray &line : output.split('\n')) {
        const QByteArray trimmed = line.trimmed();
        if (!trimmed.startsWith('['))
            continue;
        const auto literal = parsePythonLiteral(QString::fromUtf8(trimmed));
        if (!literal)
            return core::failure(core::ErrorCode::InvalidArgument, QString::fromUtf8(trimmed.left(200)));
        builder.add(literal->toList());
        any = true;
    }
    if (!any)
        return core::failure(core::ErrorCode::InvalidArgument, QString::fromUtf8(output.left(200)));
    return builder.dump;
}

} // namespace config
