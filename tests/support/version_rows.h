// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/test_fail2ban.h"

#include <QTest>

/// A column "version" and a row for each fail2ban that the tests run.
inline void versionRows(const QList<TestFail2ban::Version> &versions = TestFail2ban::versions())
{
    QTest::addColumn<TestFail2ban::Version>("version");
    for (const TestFail2ban::Version version : versions)
        QTest::newRow(qPrintable(TestFail2ban::versionText(version))) << version;
}

/// The same for the TURN-th function of a test whose functions cost many seconds each, see
/// TestFail2ban::versionsInTurn().
inline void versionRowsInTurn(qsizetype turn)
{
    versionRows(TestFail2ban::versionsInTurn(turn));
}
