// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/check_command.h"

#include "cli/config_command.h"
#include "cli/issue_report.h"
#include "cli/output.h"
#include "core/visible_text.h"
#include "services/preflight_service.h"
#include "texts/preflight_texts.h"
#include "texts/time_texts.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace cli {
namespace {

/// true, false; null: not made, or not all of it, and nothing that was looked at blocks.
QJsonValue verdict(const services::PreflightCheck &check)
{
    return check.passed && check.extent != services::PreflightExtent::Whole ? QJsonValue() : QJsonValue(check.passed);
}

QString markOf(const services::PreflightCheck &check)
{
    if (!check.passed)
        //: of one check among others
        return QCoreApplication::translate("cli", "blocked");
    switch (check.extent) {
    case services::PreflightExtent::Whole:
        //: of one check among others
        return QCoreApplication::translate("cli", "ok");
    case services::PreflightExtent::Part:
        //: of one check among others: some of it could not be made
        return QCoreApplication::translate("cli", "in part");
    case services::PreflightExtent::None:
        //: of one check among others: it could not be made
        return QCoreApplication::translate("cli", "not made");
    }
    return {};
}

Outcome checked(const Target &target, const services::PreflightReport &report)
{
    QJsonArray issues;
    Outcome outcome;
    for (const services::PreflightIssue &issue : report.issues) { // blocking ones first
        issues.append(issueJson(target, issue));
        outcome.text += issueText(target, issue);
    }
    QJsonArray checks;
    for (const services::PreflightCheck &check : report.checks)
        checks.append(QJsonObject { { u"name"_s, check.name }, { u"ok"_s, verdict(check) },
            { u"detail"_s, check.detail }, { u"seconds"_s, static_cast<double>(check.tookMs) / 1000 } });
    outcome.result = QJsonObject { { u"server"_s, target.name },
        { u"jail"_s, report.jail.isEmpty() ? QJsonValue() : QJsonValue(report.jail) },
        { u"result"_s, report.passed() ? u"passed"_s : u"blocked"_s }, { u"issues"_s, issues },
        { u"checks"_s, checks } };
    outcome.exitCode = report.passed() ? ExitCode::Done : ExitCode::Refused;
    const QString who = core::visibleText(report.jail.isEmpty() ? target.name : report.jail);
    if (!report.passed())
        //: %1: a jail or a server
        outcome.text += QCoreApplication::translate("cli", "%1: blocked. Nothing was changed.").arg(who);
    else if (!report.issues.isEmpty())
        //: %1: a jail or a server
        outcome.text += QCoreApplication::translate("cli", "%1: passed, with warnings.").arg(who);
    else
        //: %1: a jail or a server
        outcome.text += QCoreApplication::translate("cli", "%1: passed.").arg(who);
    outcome.text += u'\n';
    return outcome;
}

/// "ok      Regular expressions: 3 regexes (0.6 s)"
QString stageLine(const services::PreflightCheck &check)
{
    const QString title = texts::preflightCheckTitle(check.name);
    const QString mark = markOf(check);
    const QString what = check.detail.isEmpty() ? title : title + u": "_s + check.detail;
    return u"%1  %2 (%3)"_s.arg(mark.leftJustified(8), what, texts::took(check.tookMs));
}

} // namespace

CheckRun::CheckRun(const Target &target)
    : QObject(target.context)
    , m_target(target)
{
}

void CheckRun::start()
{
    services::PreflightService &preflight = m_target.services.preflightService;
    connect(&preflight, &services::PreflightService::progressed, this,
        [this](core::ServerId server, const services::PreflightCheck &check) {
            if (server == m_target.server)
                complain(m_target.name + u": "_s + stageLine(check));
        });
    // Its own end is told through the command's context, which outlives it.
    m_handle = preflight.check(m_target.server, m_target.options.words.value(0), m_target.context,
        [target = m_target, run = QPointer<CheckRun>(this)](const core::Result<services::PreflightReport> &report) {
            if (run)
                run->deleteLater();
            if (report) {
                target.done(checked(target, *report));
                return;
            }
            Outcome outcome = failed(report.error());
            if (report.error().code == core::ErrorCode::FileUnreadable)
                outcome.exitCode = ExitCode::Unreachable; // the folder is closed to this login
            target.done(outcome);
        });
}

void CheckRun::interrupt()
{
    m_handle.cancel(); // what hangs on the server ends with it
}

void runCheck(const Target &target)
{
    (new CheckRun(target))->start();
}

} // namespace cli
