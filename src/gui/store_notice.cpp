// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/store_notice.h"

#include "core/visible_text.h"
#include "texts/error_texts.h"
#include "widgets/banner.h"

#include <QVBoxLayout>

namespace gui {

using namespace Qt::StringLiterals;

StoreNotice::StoreNotice(QWidget *parent)
    : QWidget(parent)
    , m_banner(new widgets::Banner(this))
{
    setObjectName(u"storeNotice"_s);
    m_banner->setObjectName(u"storeBanner"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_banner);
    connect(m_banner, &widgets::Banner::buttonClicked, this, &QWidget::hide);
    hide();
}

void StoreNotice::showFailure(const core::Error &error)
{
    const texts::ErrorText text = texts::errorText(error);
    const bool saysSoItself = error.code == core::ErrorCode::StoreReadOnly;
    //: %1: a sentence such as "The disk is full."
    const QString title = tr("BanGUI cannot write its store: %1").arg(text.what);
    //: State of BanGUI's store, for a screen reader
    m_banner->setMessage(core::ServerState::Offline, tr("failed"), saysSoItself ? text.what : title,
        //: %1: a sentence that says what to do
        tr("Nothing that changes a server is sent meanwhile. %1").arg(text.next).trimmed());
    m_banner->setToolTip(core::visibleLines(text.detail).toHtmlEscaped());
    show();
}

void StoreNotice::showRecovery()
{
    if (isHidden())
        return;
    //: State of BanGUI's store, for a screen reader
    m_banner->setMessage(core::ServerState::Online, tr("recovered"), tr("BanGUI writes its store again."), {},
        { { u"dismissStoreNotice"_s, tr("Dismiss"), widgets::ButtonRole::Outlined } });
    m_banner->setToolTip({});
}

} // namespace gui
