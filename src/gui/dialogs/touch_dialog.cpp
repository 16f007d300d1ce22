// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/touch_dialog.h"

#include "gui/dialogs/mono_text.h"
#include "widgets/plain_label.h"

#include <QGridLayout>

namespace gui {

using namespace Qt::StringLiterals;

TouchDialog::TouchDialog(const core::Prompt &prompt, const QString &login, QWidget *owner)
    : PromptDialog(prompt, login, u"touchDialog"_s, owner)
{
    //: %1: name of a server
    setTitle(tr("Touch the hardware key for %1").arg(serverName()));
    auto *text = new widgets::PlainLabel(tr("The key is waiting for a touch. This closes by itself afterwards."), this);
    text->setObjectName(u"touchText"_s);
    text->setWordWrap(true);
    body()->addWidget(text);
    if (!prompt.subject.isEmpty() && !prompt.subject.contains(u'@')) {
        auto *grid = new QGridLayout;
        constexpr int mostLines = 4;
        auto *key = new MonoText(shown(prompt.subject), mostLines, this);
        key->setObjectName(u"promptSubject"_s);
        key->setFocusPolicy(Qt::ClickFocus);
        addRow(*grid, tr("Key"), key);
        body()->addLayout(grid);
    }
    body()->addStretch(1);
    addDeclineButton(tr("Cancel"));
}

} // namespace gui
