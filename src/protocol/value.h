// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QJsonValue>
#include <QString>
#include <QVariant>

#include <cstdint>
#include <memory>
#include <optional>

namespace protocol {

class Document;

/// One node of a decoded reply: a cheap handle (pointer and index) that shares the immutable document. Executes
/// nothing: `builtins.str` REDUCEs are folded into strings, every other object is inert (class name, arguments, state).
/// Every getter is total: a wrong kind gives an empty value, so that a hostile shape can never crash a reader.
class Value
{
public:
    enum class Kind : std::uint8_t { None, Bool, Int, BigInt, Float, String, Bytes, List, Tuple, Set, Dict, Object };

    Value() = default;
    [[nodiscard]] Kind kind() const;
    [[nodiscard]] bool isNone() const { return kind() == Kind::None; }
    [[nodiscard]] bool isString() const { return kind() == Kind::String; }
    [[nodiscard]] bool isSequence() const; ///< List, Tuple or Set
    [[nodiscard]] bool toBool() const;
    [[nodiscard]] std::optional<std::int64_t> toInt() const; ///< Int and Bool; a BigInt does not fit and gives nothing
    [[nodiscard]] std::optional<double> toDouble() const; ///< Float, Int, Bool
    /// Lone surrogates are kept as lone UTF-16 surrogates. Python 2 byte strings: UTF-8, else Latin-1. BigInt: its
    /// digits.
    [[nodiscard]] QString toString() const;
    /// The raw UTF-8 (surrogatepass) or bytes, without a copy; valid as long as any Value of the document lives.
    [[nodiscard]] QByteArrayView rawText() const;

    [[nodiscard]] qsizetype size() const; ///< items of a sequence, pairs of a dict
    [[nodiscard]] Value at(qsizetype i) const; ///< item of a sequence
    [[nodiscard]] Value keyAt(qsizetype i) const;
    [[nodiscard]] Value valueAt(qsizetype i) const;
    [[nodiscard]] Value value(QStringView key) const; ///< of a dict with string keys

    [[nodiscard]] QString className() const; ///< Object: "fail2ban.exceptions.UnknownJailException"
    [[nodiscard]] Value arguments() const; ///< Object: a tuple
    [[nodiscard]] Value state() const; ///< Object: what BUILD gave, or None

    /// For display and storage: QString, qlonglong, double, bool, QVariantList, QVariantMap; invalid for None.
    [[nodiscard]] QVariant toVariant() const;
    /// For `bangui-cli command --json`: tuples, lists and sets as arrays, bytes as {"__bytes__": base64}, objects as
    /// {"__object__", "args", "state"}.
    [[nodiscard]] QJsonValue toJson() const;

private:
    friend class Document;
    Value(std::shared_ptr<const Document> document, std::uint32_t node);
    std::shared_ptr<const Document> m_document;
    std::uint32_t m_node = 0;
};

} // namespace protocol
