// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QtTest/QTest>

// Qt's QTRY_ macros wait five seconds for what has to come. That says nothing about our code on a machine that runs six
// sanitized programs on two processors; what never comes is found after thirty as well, and what comes costs nothing.
#undef QTRY_VERIFY
#undef QTRY_VERIFY2
#undef QTRY_COMPARE
#define QTRY_VERIFY(expr) QTRY_VERIFY_WITH_TIMEOUT(expr, 30'000)
#define QTRY_VERIFY2(expr, messageExpression) QTRY_VERIFY2_WITH_TIMEOUT(expr, messageExpression, 30'000)
#define QTRY_COMPARE(expr, expected) QTRY_COMPARE_WITH_TIMEOUT(expr, expected, 30'000)
