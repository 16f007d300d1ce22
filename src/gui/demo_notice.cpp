// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/demo_notice.h"

#include "widgets/banner.h"

#include <QCoreApplication>

namespace gui {

using namespace Qt::StringLiterals;

QWidget *makeDemoNotice(QWidget *parent)
{
    auto *notice = new widgets::Banner(parent);
    notice->setObjectName(u"demoNotice"_s);
    widgets::BannerContent content;
    content.state = core::ServerState::NeedsAttention;
    content.stateWord = QCoreApplication::translate("gui::DemoNotice", "demo");
    content.title = { { QCoreApplication::translate("gui::DemoNotice", "This is a demo.") + u' ', {}, true, false },
        { QCoreApplication::translate("gui::DemoNotice",
              "A private fail2ban under an invented attack. Nothing here is protected or changed by it, and all "
              "of it is gone when you close BanGUI."),
            {}, false, false } };
    notice->setContent(content);
    return notice;
}

} // namespace gui
