// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/test_fail2ban.h"

#include <QTest>

/// A column "version" and a row for each fail2ban that the tests run.
inline void versionRows()
{
    QTest::addColumn<TestFail2ban::Version>("version");
    for (const TestFail2ban::Version version : TestFail2ban::versions())
        QTest::newRow(qPrintable(TestFail2ban::versionText(version))) << version;
}
