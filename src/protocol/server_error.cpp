// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/server_error.h"

#include "protocol/frame_decoder.h"

#include <cmath>

using namespace Qt::StringLiterals;
using core::ErrorCode;

namespace protocol {

namespace {

QString reprOfText(const QString &text)
{
    const QChar quote = text.contains(u'\'') && !text.contains(u'"') ? u'"' : u'\'';
    QString out(quote);
    for (const QChar c : text) {
        if (c == quote || c == u'\\')
            out += QString(u'\\') + c;
        else if (c == u'\n')
            out += "\\n"_L1;
        else if (c == u'\t')
            out += "\\t"_L1;
        else if (c == u'\r')
            out += "\\r"_L1;
        else if (c < u' ' || c == QChar(0x7f))
            out += "\\x"_L1 + QString::number(c.unicode(), 16).rightJustified(2, u'0');
        else
            out += c;
    }
    return out + quote;
}

QString reprOfDouble(double number)
{
    if (std::isnan(number))
        return u"nan"_s;
    if (std::isinf(number))
        return number < 0 ? u"-inf"_s : u"inf"_s;
    const QString text = QString::number(number, 'g', QLocale::FloatingPointShortest);
    return text.contains(u'.') || text.contains(u'e') ? text : text + ".0"_L1;
}

QString reprOfItems(const Value &value, QLatin1StringView open, QLatin1StringView close)
{
    QStringList parts;
    for (qsizetype i = 0; i < value.size(); ++i)
        parts += pythonRepr(value.at(i));
    const bool lonely = value.kind() == Value::Kind::Tuple && parts.size() == 1;
    return open + parts.join(u", "_s) + (lonely ? ","_L1 : ""_L1) + close;
}

/// str() of one argument.
QString plainText(const Value &value)
{
    return value.isString() ? value.toString() : pythonRepr(value);
}

/// The class without its module; the module is "builtins" in Python 3, "exceptions" in Python 2.
bool isBuiltin(const QString &className)
{
    return className.startsWith("builtins."_L1) || className.startsWith("exceptions."_L1);
}

bool isSystemError(const QString &name)
{
    static const QStringList names { u"OSError"_s, u"IOError"_s, u"FileNotFoundError"_s, u"FileExistsError"_s,
        u"IsADirectoryError"_s, u"NotADirectoryError"_s, u"PermissionError"_s, u"BlockingIOError"_s,
        u"ConnectionError"_s, u"ConnectionRefusedError"_s, u"ConnectionResetError"_s, u"BrokenPipeError"_s,
        u"TimeoutError"_s, u"InterruptedError"_s, u"ChildProcessError"_s, u"ProcessLookupError"_s,
        u"EnvironmentError"_s };
    return names.contains(name);
}

QString shortName(const QString &className)
{
    return className.mid(className.lastIndexOf(u'.') + 1);
}

} // namespace

QString pythonRepr(const Value &value)
{
    switch (value.kind()) {
    case Value::Kind::None:
        return u"None"_s;
    case Value::Kind::Bool:
        return value.toBool() ? u"True"_s : u"False"_s;
    case Value::Kind::Int:
        return QString::number(*value.toInt());
    case Value::Kind::BigInt:
        return value.toString();
    case Value::Kind::Float:
        return reprOfDouble(*value.toDouble());
    case Value::Kind::String:
        return reprOfText(value.toString());
    case Value::Kind::Bytes:
        return u'b' + reprOfText(QString::fromLatin1(value.rawText()));
    case Value::Kind::List:
        return reprOfItems(value, "["_L1, "]"_L1);
    case Value::Kind::Tuple:
        return reprOfItems(value, "("_L1, ")"_L1);
    case Value::Kind::Set:
        return value.size() == 0 ? u"set()"_s : reprOfItems(value, "{"_L1, "}"_L1);
    case Value::Kind::Dict: {
        QStringList parts;
        for (qsizetype i = 0; i < value.size(); ++i)
            parts += pythonRepr(value.keyAt(i)) + ": "_L1 + pythonRepr(value.valueAt(i));
        return u'{' + parts.join(u", "_s) + u'}';
    }
    case Value::Kind::Object:
        return shortName(value.className()) + (value.arguments().isNone() ? QString() : pythonRepr(value.arguments()));
    }
    return {};
}

QString exceptionText(const Value &exception)
{
    const QString name = shortName(exception.className());
    const Value arguments = exception.arguments();
    const qsizetype count = arguments.size();
    if (count == 0)
        return {};
    if (isSystemError(name) && count >= 2) {
        // OSError.__str__ (Objects/exceptions.c); the file name follows where there is one.
        QString text = "[Errno %1] %2"_L1.arg(plainText(arguments.at(0)), plainText(arguments.at(1)));
        if (count >= 3 && !arguments.at(2).isNone())
            text += ": "_L1 + pythonRepr(arguments.at(2));
        return text;
    }
    if (name == "JSONDecodeError"_L1 && count == 3 && arguments.at(1).isString() && arguments.at(2).toInt()) {
        const QString document = arguments.at(1).toString();
        const auto position = std::clamp<qint64>(*arguments.at(2).toInt(), 0, document.size());
        const QString before = document.first(position);
        return "%1: line %2 column %3 (char %4)"_L1.arg(arguments.at(0).toString(),
            QString::number(before.count(u'\n') + 1), QString::number(position - before.lastIndexOf(u'\n')),
            QString::number(position));
    }
    if ((name == "SyntaxError"_L1 || name == "IndentationError"_L1) && count == 2 && arguments.at(1).size() >= 2) {
        const Value place = arguments.at(1);
        const QString file = place.at(0).toString().section(u'/', -1);
        const QString line = "line %1"_L1.arg(pythonRepr(place.at(1)));
        return plainText(arguments.at(0))
            + (place.at(0).isString() ? " (%1, %2)"_L1.arg(file, line) : " (%1)"_L1.arg(line));
    }
    if (name == "KeyError"_L1 && count == 1)
        return pythonRepr(arguments.at(0)); // KeyError.__str__ shows the key's repr
    return count == 1 ? plainText(arguments.at(0)) : pythonRepr(arguments);
}

core::Error serverError(const Value &exception)
{
    if (exception.kind() != Value::Kind::Object)
        return { ErrorCode::ServerRefused, plainText(exception) };
    const QString className = exception.className();
    const QString name = shortName(className);
    const QString first = plainText(exception.arguments().at(0));
    const QString text = exceptionText(exception);
    if (name == "UnknownJailException"_L1)
        return { ErrorCode::UnknownJail, "Sorry but the jail '%1' does not exist"_L1.arg(first) };
    if (name == "DuplicateJailException"_L1)
        return { ErrorCode::DuplicateJail, "The jail '%1' already exists"_L1.arg(first) };
    if (!isBuiltin(className)) {
        const bool own = className.startsWith("fail2ban."_L1);
        return { ErrorCode::ServerRefused, own ? text : className + ": "_L1 + text };
    }
    // 0.10.6 to 1.0.2 stumble over their own message for a jail that exists (jails.py:70).
    if (name == "NameError"_L1 && text.contains("'noduplicates' is not defined"_L1))
        return { ErrorCode::DuplicateJail, text };
    if (name == "IndexError"_L1) // too few words (transmitter.py)
        return { ErrorCode::InvalidCommand, u"Sorry but the command is invalid"_s };
    if (name == "Exception"_L1 && text.startsWith("Invalid command"_L1))
        return { ErrorCode::InvalidCommand, text };
    return { ErrorCode::ServerRefused, text };
}

core::Result<Value> unwrapReply(const Value &decoded)
{
    if (decoded.kind() == Value::Kind::Tuple && decoded.size() == 2 && decoded.at(0).kind() == Value::Kind::Int) {
        const std::int64_t code = *decoded.at(0).toInt();
        if (code == 0)
            return decoded.at(1);
        if (code == 1)
            return tl::unexpected(serverError(decoded.at(1)));
    }
    // A request that could not be read or a reply that could not be pickled (asyncserver.py, >= 0.10).
    if (decoded.isString() && decoded.rawText().startsWith("ERROR:"))
        return core::failure(ErrorCode::ServerRefused, decoded.toString());
    if (decoded.kind() == Value::Kind::List && decoded.size() == 1 && decoded.at(0).isString()
        && decoded.at(0).rawText() == "SHUTDOWN")
        return core::failure(ErrorCode::ShuttingDown);
    return core::failure(ErrorCode::ProtocolError, u"not a reply of fail2ban"_s);
}

} // namespace protocol
