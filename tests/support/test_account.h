// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// A user of this machine with a password, made for one test and removed with the object: for logins that a key cannot
/// stand for. It needs root; where it cannot be had the test fails, never skips:
///     TestAccount account;
///     QVERIFY2(account.create(u"open sesame"_s), qPrintable(account.error()));
class TestAccount final
{
public:
    TestAccount() = default;
    ~TestAccount();
    Q_DISABLE_COPY_MOVE(TestAccount)

    /// With a home that is there already, or with none of its own: nothing is left behind.
    [[nodiscard]] bool create(const QString &password, const QString &home = QStringLiteral("/"));
    [[nodiscard]] QString name() const { return m_name; }
    [[nodiscard]] QString error() const { return m_error; }

private:
    [[nodiscard]] bool run(const QString &program, const QStringList &arguments, const QByteArray &input = {});

    QString m_name;
    QString m_error;
};
