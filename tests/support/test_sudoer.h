// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/test_account.h"

#include <QProcess>
#include <QTemporaryDir>

/// A user made for the test, with a password and with rules of its own for the real sudo; user and rules go with the
/// object. Only root can do this: anybody else gets error(), never a skip.
///     TestSudoer sudoer;
///     QVERIFY2(sudoer.isReady(), qPrintable(sudoer.error()));
///     QVERIFY(sudoer.setRules(u"%1 ALL=(root) ALL"_s.arg(sudoer.name())));
class TestSudoer final
{
public:
    TestSudoer();
    ~TestSudoer();
    Q_DISABLE_COPY_MOVE(TestSudoer)

    [[nodiscard]] bool isReady() const { return m_error.isEmpty(); }
    [[nodiscard]] QString error() const { return m_error; }
    [[nodiscard]] QString name() const { return m_account.name(); }
    [[nodiscard]] static QByteArray password() { return "right Pass'word\"$7 \xc3\xbc"; }

    /// Instead of those before; false where visudo has something against them. Empty: none. Passwords that sudo has
    /// seen are forgotten.
    [[nodiscard]] bool setRules(const QString &lines);
    /// What visudo said to the last rules.
    [[nodiscard]] QString said() const { return m_said; }
    /// From here on "sudo" in this process's PATH is the real sudo, run by that user.
    void standInForSudo();
    /// Runs words as that user, with this input.
    struct Outcome
    {
        int exitCode = -1;
        QByteArray output;
        QByteArray errors;
    };
    [[nodiscard]] Outcome run(const QStringList &words, const QByteArray &input = {}) const;

private:
    TestAccount m_account;
    QString m_error;
    QString m_said;
    QString m_file;
    QByteArray m_path;
    QTemporaryDir m_folder { QDir::tempPath() + QStringLiteral("/su-XXXXXX") };
};
