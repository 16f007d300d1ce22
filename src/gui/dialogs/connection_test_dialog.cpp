// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/connection_test_dialog.h"

#include "core/visible_text.h"
#include "gui/dialogs/connection_test_view.h"
#include "widgets/buttons.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace gui {

using namespace Qt::StringLiterals;

ConnectionTestDialog::ConnectionTestDialog(
    const GuiContext &context, const core::ServerProfile &profile, QWidget *owner)
    : widgets::DialogFrame(owner)
    , m_profile(profile)
{
    setObjectName(u"connectionTestDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumSize(520, 360);
    //: %1: name of a server
    setHeading(tr("Connection to %1").arg(core::visibleText(profile.name)), core::visibleText(profile.socketPath));
    m_view = new ConnectionTestView(context, this);
    body()->addWidget(m_view, 1);
    auto *close = widgets::makeButton(tr("Close"), widgets::ButtonRole::Outlined, this, u"cancelButton"_s);
    m_again = widgets::makeButton(tr("Test again"), widgets::ButtonRole::Accent, this, u"testAgainButton"_s);
    addFootButton(close);
    addFootButton(m_again);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_again, &QPushButton::clicked, this, &ConnectionTestDialog::test);
    connect(m_view, &ConnectionTestView::finished, this, [this] { m_again->setEnabled(true); });
    test();
}

void ConnectionTestDialog::test()
{
    m_again->setEnabled(false);
    m_view->start(m_profile);
}

} // namespace gui
