// SPDX-License-Identifier: GPL-3.0-or-later
// Conversions of whole values. Recursion is safe: checkDocument() has bounded the depth and the number of nodes written
// out.
#include "protocol/value.h"

#include <QJsonArray>
#include <QJsonObject>

#include <cmath>

using namespace Qt::StringLiterals;

namespace protocol {

namespace {

/// A dict key as text: a key that is none (a tuple, None) is named by its compact form.
QString keyText(const Value &key)
{
    switch (key.kind()) {
    case Value::Kind::None:
        return u"None"_s;
    case Value::Kind::Bool:
        return key.toBool() ? u"True"_s : u"False"_s;
    case Value::Kind::Int:
        return QString::number(*key.toInt());
    case Value::Kind::Float:
        return QString::number(*key.toDouble(), 'g', QLocale::FloatingPointShortest);
    case Value::Kind::BigInt:
    case Value::Kind::String:
    case Value::Kind::Bytes:
        return key.toString();
    case Value::Kind::List:
    case Value::Kind::Tuple:
    case Value::Kind::Set: {
        QStringList parts;
        for (qsizetype i = 0; i < key.size(); ++i)
            parts += keyText(key.at(i));
        return u'(' + parts.join(u", "_s) + u')';
    }
    case Value::Kind::Dict:
        return u"{}"_s;
    case Value::Kind::Object:
        return key.className();
    }
    return {};
}

} // namespace

QVariant Value::toVariant() const
{
    switch (kind()) {
    case Kind::None:
        return {};
    case Kind::Bool:
        return toBool();
    case Kind::Int:
        return QVariant::fromValue<qlonglong>(*toInt());
    case Kind::Float:
        return *toDouble();
    case Kind::BigInt:
    case Kind::String:
    case Kind::Bytes:
        return toString();
    case Kind::List:
    case Kind::Tuple:
    case Kind::Set: {
        QVariantList list;
        list.reserve(size());
        for (qsizetype i = 0; i < size(); ++i)
            list.append(at(i).toVariant());
        return list;
    }
    case Kind::Dict: {
        QVariantMap map;
        for (qsizetype i = 0; i < size(); ++i)
            map.insert(keyText(keyAt(i)), valueAt(i).toVariant());
        return map;
    }
    case Kind::Object: {
        QVariantMap map { { u"__object__"_s, className() } };
        if (!arguments().isNone())
            map.insert(u"args"_s, arguments().toVariant());
        if (!state().isNone())
            map.insert(u"state"_s, state().toVariant());
        return map;
    }
    }
    return {};
}

QJsonValue Value::toJson() const
{
    switch (kind()) {
    case Kind::None:
        return QJsonValue::Null;
    case Kind::Bool:
        return toBool();
    case Kind::Int:
        return qint64 { *toInt() };
    case Kind::Float: {
        const double number = *toDouble();
        if (std::isfinite(number))
            return number;
        return std::isnan(number) ? u"nan"_s : (number < 0 ? u"-inf"_s : u"inf"_s); // JSON has no such numbers
    }
    case Kind::BigInt:
    case Kind::String:
        return toString();
    case Kind::Bytes:
        return QJsonObject { { u"__bytes__"_s, QString::fromLatin1(rawText().toByteArray().toBase64()) } };
    case Kind::List:
    case Kind::Tuple:
    case Kind::Set: {
        QJsonArray array;
        for (qsizetype i = 0; i < size(); ++i)
            array.append(at(i).toJson());
        return array;
    }
    case Kind::Dict: {
        QJsonObject object;
        for (qsizetype i = 0; i < size(); ++i)
            object.insert(keyText(keyAt(i)), valueAt(i).toJson());
        return object;
    }
    case Kind::Object: {
        QJsonObject object { { u"__object__"_s, className() } };
        object.insert(u"args"_s, arguments().toJson());
        object.insert(u"state"_s, state().toJson());
        return object;
    }
    }
    return {};
}

} // namespace protocol
