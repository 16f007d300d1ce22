// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/connection_test_view.h"

#include "core/visible_text.h"
#include "gui/dialogs/access_dialog.h"
#include "gui/gui_context.h"
#include "platform/style.h"
#include "services/audit_service_impl.h"
#include "services/connection_test.h"
#include "widgets/link_label.h"
#include "widgets/plain_label.h"
#include "widgets/step_list.h"

#include <QSysInfo>
#include <QVBoxLayout>

namespace gui {

using namespace Qt::StringLiterals;
using widgets::PlainLabel;

namespace {

/// What has no name yet is called by where it is.
QString nameFor(const core::ServerProfile &profile)
{
    if (!profile.name.isEmpty())
        return profile.name;
    if (!profile.container.isEmpty())
        return profile.container;
    return profile.kind == core::ConnectionKind::Ssh && !profile.destination.isEmpty() ? profile.destination
                                                                                       : QSysInfo::machineHostName();
}

} // namespace

ConnectionTestView::ConnectionTestView(const GuiContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_steps({})
{
    m_list = new widgets::StepList(this);
    m_list->setObjectName(u"testSteps"_s);
    m_list->setAccessibleName(tr("Steps of the connection test"));
    m_result = new PlainLabel(QString(), PlainLabel::Tone::Secondary, this);
    m_result->setObjectName(u"testResult"_s);
    m_result->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(platform::measure::grid);
    layout->addWidget(m_list);
    layout->addWidget(m_result);
    m_help = new widgets::LinkLabel(this);
    m_help->setObjectName(u"testHelp"_s);
    //: A link below a connection test that ended at a refused socket
    m_help->setParts({ { tr("Ways to fix it…"), u"fix"_s, false, false } });
    connect(m_help, &widgets::LinkLabel::linkRequested, this,
        [this] { (new AccessDialog(m_context, m_profile, m_steps.error(), window()))->open(); });
    layout->addWidget(m_help);
    layout->addStretch(1);
    reset();
}

ConnectionTestView::~ConnectionTestView() = default;

void ConnectionTestView::reset(const QString &hint)
{
    m_test.reset();
    m_steps = models::TestSteps({});
    m_result->setTone(PlainLabel::Tone::Secondary);
    m_result->setText(hint);
    m_result->setVisible(!hint.isEmpty());
    m_help->hide();
    showSteps();
}

void ConnectionTestView::start(const core::ServerProfile &profile)
{
    reset();
    m_profile = profile;
    const QString name = core::visibleText(nameFor(profile));
    m_steps = models::TestSteps(name, core::visibleText(profile.socketPath), services::loginName());
    m_steps.setWay(profile);
    m_test = m_context.services.connectionTests.create(profile);
    connect(m_test.get(), &services::ConnectionTest::stepChanged, this, [this](const services::TestStep &step) {
        m_steps.take(step);
        showSteps();
    });
    connect(m_test.get(), &services::ConnectionTest::finished, this, &ConnectionTestView::onFinished);
    m_test->start();
}

void ConnectionTestView::onFinished(bool ok)
{
    // Its own signal is running: it is deleted from the event loop.
    if (services::ConnectionTest *test = m_test.release()) {
        test->disconnect(this);
        test->deleteLater();
    }
    m_result->setTone(ok ? PlainLabel::Tone::Normal : PlainLabel::Tone::Lost);
    m_result->setText(ok ? tr("It works: BanGUI can watch and operate this server.")
                         : tr("It does not work this way. Nothing was changed."));
    m_result->show();
    m_help->setVisible(m_offersHelp && !ok && AccessDialog::helps(m_steps.error().code));
    Q_EMIT finished(ok);
}

void ConnectionTestView::showSteps()
{
    QList<widgets::Step> steps;
    for (const models::StepValue &value : m_steps.steps())
        steps.append({ value.state, value.stateWord, value.title, value.detail, value.duration });
    m_list->setSteps(steps);
}

} // namespace gui
