// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of services and of everything below read; shared by all of them.
#pragma once
#include "pch_core.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <QtCore/QAbstractItemModel>
#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTimeZone>

#include "support/patience.h" // in every test program, also in one that does not ask for it
