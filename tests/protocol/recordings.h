// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/value.h"

#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <vector>

/// One recorded conversation with a real server (tests/fixtures).
struct Recording
{
    QString file; ///< "fail2ban-1.1.0-py3.11"
    QString name; ///< "021-status-sshd"
    QStringList command; ///< words; numbers as text; empty where the request was made by hand
    QByteArray request;
    QByteArray response;
    QJsonValue decoded;
};

/// All recordings of all four versions, in order.
const std::vector<Recording> &recordings();
/// One of them; fails the program where it does not exist.
const Recording &recording(const QString &file, const QString &name);

inline constexpr const char *fail2ban110 = "fail2ban-1.1.0-py3.11";
inline constexpr const char *fail2ban102 = "fail2ban-1.0.2-py3.11";
inline constexpr const char *fail2ban0112 = "fail2ban-0.11.2-py2.7";
inline constexpr const char *fail2ban0106 = "fail2ban-0.10.6-py3.9";

/// Empty where value is exactly what the recording says, else where and how they differ.
QString difference(const protocol::Value &value, const QJsonValue &decoded, const QString &path = {});
