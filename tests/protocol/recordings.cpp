// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/recordings.h"

#include "support/places.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;
using protocol::Value;

namespace {

std::vector<Recording> load()
{
    std::vector<Recording> all;
    for (const char *file : { fail2ban110, fail2ban102, fail2ban0112, fail2ban0106 }) {
        QFile json(places::source(QStringLiteral("/tests/fixtures/")) + QLatin1String(file) + ".json"_L1);
        if (!json.open(QIODevice::ReadOnly))
            qFatal("cannot read %s", qPrintable(json.fileName()));
        const QJsonArray entries = QJsonDocument::fromJson(json.readAll()).object().value("entries"_L1).toArray();
        for (const auto &entry : entries) {
            const QJsonObject o = entry.toObject();
            Recording r;
            r.file = QLatin1String(file);
            r.name = o.value("name"_L1).toString();
            for (const auto &word : o.value("command"_L1).toArray())
                r.command += word.toVariant().toString();
            r.request = QByteArray::fromBase64(o.value("request"_L1).toString().toLatin1());
            r.response = QByteArray::fromBase64(o.value("response"_L1).toString().toLatin1());
            r.decoded = o.value("decoded"_L1);
            all.push_back(std::move(r));
        }
    }
    return all;
}

QString differ(const QString &path, const QString &what)
{
    return path + ": "_L1 + what;
}

QString compareItems(const Value &value, Value::Kind kind, const QJsonArray &items, const QString &path)
{
    if (value.kind() != kind)
        return differ(path, u"another kind of container"_s);
    if (value.size() != items.size())
        return differ(path, u"%1 items, not %2"_s.arg(value.size()).arg(items.size()));
    for (qsizetype i = 0; i < items.size(); ++i) {
        if (const QString d = difference(value.at(i), items.at(i), path + u"[%1]"_s.arg(i)); !d.isEmpty())
            return d;
    }
    return {};
}

QString compareObject(const Value &value, const QJsonObject &expected, const QString &path)
{
    if (value.className() != expected.value("__object__"_L1).toString())
        return differ(path, u"class "_s + value.className());
    const QString d
        = compareItems(value.arguments(), Value::Kind::Tuple, expected.value("args"_L1).toArray(), path + ".args"_L1);
    if (!d.isEmpty())
        return d;
    if (!expected.contains("state"_L1))
        return value.state().isNone() ? QString() : differ(path, u"unexpected state"_s);
    return difference(value.state(), expected.value("state"_L1), path + ".state"_L1);
}

} // namespace

const std::vector<Recording> &recordings()
{
    static const std::vector<Recording> all = load();
    return all;
}

const Recording &recording(const QString &file, const QString &name)
{
    for (const Recording &r : recordings()) {
        if (r.file == file && r.name == name)
            return r;
    }
    qFatal("no recording %s in %s", qPrintable(name), qPrintable(file));
}

QString difference(const Value &value, const QJsonValue &decoded, const QString &path)
{
    using Kind = Value::Kind;
    switch (decoded.type()) {
    case QJsonValue::Null:
        return value.isNone() ? QString() : differ(path, u"not None"_s);
    case QJsonValue::Bool:
        return value.kind() == Kind::Bool && value.toBool() == decoded.toBool() ? QString()
                                                                                : differ(path, u"not that bool"_s);
    case QJsonValue::Double: {
        // Beyond 64 bits JSON has only the nearest double to compare with.
        const bool same = value.kind() == Kind::BigInt ? value.toString().toDouble() == decoded.toDouble()
            : value.kind() == Kind::Int                ? QJsonValue(qint64 { *value.toInt() }) == decoded
                                        : value.kind() == Kind::Float && *value.toDouble() == decoded.toDouble();
        return same ? QString() : differ(path, u"not %1"_s.arg(decoded.toDouble()));
    }
    case QJsonValue::String:
        return value.isString() && value.toString() == decoded.toString()
            ? QString()
            : differ(path, u"'%1', not '%2'"_s.arg(value.toString(), decoded.toString()));
    case QJsonValue::Array:
        return compareItems(value, Kind::List, decoded.toArray(), path);
    case QJsonValue::Object:
        break;
    case QJsonValue::Undefined:
        return differ(path, u"nothing to compare with"_s);
    }
    const QJsonObject o = decoded.toObject();
    if (o.contains("__tuple__"_L1))
        return compareItems(value, Kind::Tuple, o.value("__tuple__"_L1).toArray(), path + "()"_L1);
    if (o.contains("__set__"_L1))
        return compareItems(value, Kind::Set, o.value("__set__"_L1).toArray(), path + "{}"_L1);
    if (o.contains("__object__"_L1))
        return compareObject(value, o, path);
    if (o.contains("__bytes__"_L1) || o.contains("__bytearray__"_L1)) {
        const QByteArray bytes = o.contains("__bytes__"_L1)
            ? o.value("__bytes__"_L1).toString().toLatin1()
            : QByteArray::fromHex(o.value("__bytearray__"_L1).toString().toLatin1());
        return value.kind() == Kind::Bytes && value.rawText() == bytes ? QString() : differ(path, u"other bytes"_s);
    }
    if (o.contains("__str_surrogateescape_utf8_hex__"_L1)) {
        const QByteArray hex = o.value("__str_surrogateescape_utf8_hex__"_L1).toString().toLatin1();
        return value.isString() && value.rawText().toByteArray().toHex() == hex ? QString()
                                                                                : differ(path, u"other text"_s);
    }
    if (value.kind() != Kind::Dict || value.size() != o.size())
        return differ(path, u"not that dict"_s);
    for (auto it = o.begin(); it != o.end(); ++it) {
        if (const QString d = difference(value.value(it.key()), it.value(), path + u'.' + it.key()); !d.isEmpty())
            return d;
    }
    return {};
}
