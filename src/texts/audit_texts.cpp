// SPDX-License-Identifier: GPL-3.0-or-later
#include "texts/audit_texts.h"

#include "core/result.h"
#include "core/visible_text.h"
#include "texts/error_texts.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <optional>

using namespace Qt::StringLiterals;

namespace texts {
namespace {

/// Ours, and what somebody else said.
struct Parts
{
    QString words;
    QString said;
};

std::optional<Parts> errorParts(const QString &detail)
{
    const qsizetype colon = detail.indexOf(": "_L1);
    const QString name = colon < 0 ? detail : detail.left(colon);
    for (int i = 0; i <= int(core::ErrorCode::Internal); ++i) {
        const auto code = static_cast<core::ErrorCode>(i);
        if (core::errorCodeName(code) == name)
            return Parts { errorWords(code), colon < 0 ? QString() : detail.mid(colon + 2) };
    }
    static const QRegularExpression exit(
        u"^exit code (\\d+): ?(.*)$"_s, QRegularExpression::DotMatchesEverythingOption);
    if (const auto match = exit.match(detail); match.hasMatch())
        //: %1 is the number with which a program ended
        return Parts { QCoreApplication::translate("texts", "Exit code %1").arg(match.captured(1)), match.captured(2) };
    return std::nullopt;
}

/// A reply that is no text: fail2ban's None, a number, yes or no, a list.
std::optional<QString> valueWords(const QStringList &command, const QString &detail)
{
    // Only an array can be a document on its own in every JSON.
    const QJsonDocument document = QJsonDocument::fromJson('[' + detail.toUtf8() + ']');
    if (!document.isArray() || document.array().size() != 1)
        return std::nullopt;
    const QJsonValue value = document.array().first();
    const bool sets = command.value(0) == "set"_L1 && command.size() >= 3;
    const QString what = sets ? command.at(2) : QString();
    switch (value.type()) {
    case QJsonValue::Null:
        //: Shown where fail2ban took a command and answers nothing else
        return QCoreApplication::translate("texts", "Accepted");
    case QJsonValue::Double:
        if (what == "banip"_L1)
            //: %1 a number of addresses
            return QCoreApplication::translate("texts", "Newly banned: %1").arg(detail);
        if (what == "unbanip"_L1 || command.value(0) == "unban"_L1)
            //: %1 a number of addresses
            return QCoreApplication::translate("texts", "Unbanned: %1").arg(detail);
        break;
    case QJsonValue::Array: {
        QStringList items;
        for (const QJsonValue &item : value.toArray()) {
            if (!item.isString())
                return std::nullopt;
            items.append(core::visibleText(item.toString()));
        }
        if (items.isEmpty())
            //: Nothing is in a list of fail2ban, after it was changed
            return QCoreApplication::translate("texts", "Now empty");
        //: %1 the new value of a property, as fail2ban tells it
        return QCoreApplication::translate("texts", "Now %1").arg(items.join(", "_L1));
    }
    case QJsonValue::Bool:
        break;
    case QJsonValue::String:
    case QJsonValue::Object:
    case QJsonValue::Undefined:
        return std::nullopt;
    }
    //: %1 the new value of a property, as fail2ban tells it
    return sets ? QCoreApplication::translate("texts", "Now %1").arg(core::visibleText(detail))
                : core::visibleText(detail);
}

Parts partsOf(const core::AuditEntry &entry)
{
    if (entry.result == core::AuditResult::Done) {
        const auto words = valueWords(entry.words, entry.detail);
        return words ? Parts { *words, {} } : Parts { {}, entry.detail };
    }
    return errorParts(entry.detail).value_or(Parts { {}, entry.detail });
}

} // namespace

QString auditAnswer(const core::AuditEntry &entry)
{
    const Parts parts = partsOf(entry);
    const QString said = core::visibleText(parts.said.trimmed());
    return parts.words.isEmpty() || said.isEmpty() ? parts.words + said : parts.words + u": "_s + said;
}

QString auditAnswerLines(const core::AuditEntry &entry)
{
    const Parts parts = partsOf(entry);
    const QString said = core::visibleLines(parts.said.trimmed());
    return parts.words.isEmpty() || said.isEmpty() ? parts.words + said : parts.words + u'\n' + said;
}

} // namespace texts
