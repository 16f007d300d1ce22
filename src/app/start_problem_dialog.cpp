// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/start_problem_dialog.h"

#include "core/visible_text.h"
#include "platform/fonts.h"
#include "texts/effect_texts.h"
#include "texts/error_texts.h"
#include "texts/state_texts.h"
#include "widgets/buttons.h"
#include "widgets/plain_label.h"
#include "widgets/step_list.h"

#include <QCoreApplication>
#include <QPlainTextEdit>

#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace app {

using namespace Qt::StringLiterals;

namespace {

texts::ErrorText wordsOf(const composition::StageReport &report, const QString &folder)
{
    texts::ErrorPlace place;
    if (!report.fatal && report.stage == composition::StartStage::Settings) {
        // One line per setting: what is wrong, and where it was read.
        return { QCoreApplication::translate("app::StartProblemDialog", "Ignored, because it is not allowed:") + u'\n'
                + core::visibleLines(report.error->detail),
            {},
            QCoreApplication::translate("app::StartProblemDialog", "The settings that count are on the page Settings."),
            {} };
    }
    place.activity = !report.fatal ? texts::ErrorPlace::Activity::Read // BanGUI did start
        : report.stage == composition::StartStage::Store || report.stage == composition::StartStage::Schema
        ? texts::ErrorPlace::Activity::Store
        : texts::ErrorPlace::Activity::Start;
    place.subject = report.stage == composition::StartStage::DataFolder || report.stage == composition::StartStage::Lock
        ? folder
        : report.detail;
    return texts::errorText(*report.error, place);
}

} // namespace

StartProblemDialog::StartProblemDialog(
    const QList<composition::StageReport> &reports, const QString &folder, QWidget *parent)
    : widgets::DialogFrame(parent)
{
    setObjectName(u"startProblemDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(560);
    const bool fatal
        = std::any_of(reports.cbegin(), reports.cend(), [](const composition::StageReport &r) { return r.fatal; });
    //: %1: a folder
    setHeading(fatal ? tr("BanGUI cannot start") : tr("BanGUI has started, with a notice"),
        tr("Data folder: %1").arg(core::visibleText(folder)));
    auto *list = new widgets::StepList(this);
    list->setObjectName(u"startStages"_s);
    QList<widgets::Step> steps;
    QStringList raw;
    for (const composition::StageReport &report : reports) {
        if (report.running || report.stage == composition::StartStage::Tray
            || report.stage == composition::StartStage::Ssh)
            continue;
        widgets::Step step;
        step.title = texts::startStageTitle(composition::startStageName(report.stage));
        step.state = !report.ok ? core::ServerState::Offline
            : report.error      ? core::ServerState::Busy
                                : core::ServerState::Online;
        step.stateWord = !report.ok ? tr("failed") : report.error ? tr("with a notice") : tr("done");
        if (report.error) {
            const texts::ErrorText words = wordsOf(report, folder);
            step.detail = QStringList { words.what, words.unchanged, words.next }
                              .filter(QRegularExpression(u"."_s))
                              .join(u'\n');
            if (!words.detail.isEmpty())
                raw.append(words.detail);
        }
        steps.append(step);
    }
    list->setSteps(steps);
    body()->addWidget(list);
    addDetails(raw.join(u'\n'));
    addFoot(fatal);
}

StartProblemDialog::StartProblemDialog(
    const QString &title, const QString &what, const QString &detail, QWidget *parent)
    : widgets::DialogFrame(parent)
{
    setObjectName(u"startProblemDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(480);
    setHeading(title);
    auto *label = new widgets::PlainLabel(what, this);
    label->setWordWrap(true);
    body()->addWidget(label);
    addDetails(detail);
    addFoot(false);
}

void StartProblemDialog::addDetails(const QString &raw)
{
    if (raw.trimmed().isEmpty())
        return;
    auto *toggle = widgets::makeButton(tr("Show details"), widgets::ButtonRole::Flat, this, u"detailsButton"_s);
    auto *text = new QPlainTextEdit(core::visibleLines(raw), this);
    text->setObjectName(u"detailsText"_s);
    text->setAccessibleName(tr("Details"));
    text->setReadOnly(true);
    text->setFont(platform::monospaceFont(font()));
    text->setMaximumHeight(140);
    text->hide();
    body()->addWidget(toggle, 0, Qt::AlignLeft);
    body()->addWidget(text);
    connect(toggle, &QPushButton::clicked, this, [this, toggle, text] {
        text->setVisible(text->isHidden());
        toggle->setText(text->isHidden() ? tr("Show details") : tr("Hide details"));
        adjustSize();
    });
}

void StartProblemDialog::addFoot(bool retry)
{
    auto *close = widgets::makeButton(tr("Close"), widgets::ButtonRole::Outlined, this, u"cancelButton"_s);
    addFootButton(close);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    if (!retry)
        return;
    auto *again = widgets::makeButton(tr("Try again"), widgets::ButtonRole::Accent, this, u"confirmButton"_s);
    addFootButton(again);
    again->setDefault(true);
    connect(again, &QPushButton::clicked, this, [this] {
        Q_EMIT retryRequested();
        accept();
    });
}

} // namespace app
