// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/receipt_bar.h"

#include "platform/colours.h"
#include "platform/style.h"
#include "widgets/buttons.h"
#include "widgets/plain_label.h"
#include "widgets/state_mark.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace widgets {

using namespace platform;

ReceiptBar::ReceiptBar(QWidget *parent)
    : QFrame(parent)
{
    setFrameShape(QFrame::NoFrame);
    m_timer.setSingleShot(true);
    m_timer.setInterval(12'000);
    connect(&m_timer, &QTimer::timeout, this, &ReceiptBar::onTimeout);

    m_mark = new StateMark(this);
    m_text = new PlainLabel(this);
    m_text->setObjectName(u"receiptText"_s);
    m_text->setWordWrap(true);
    m_details = makeButton(QString(), ButtonRole::Flat, this, u"receiptDetails"_s);
    m_undo = makeButton(QString(), ButtonRole::Outlined, this, u"receiptUndo"_s);
    m_close = makeIconButton(Icon::Close, tr("Dismiss"), this, u"receiptDismiss"_s);
    connect(m_undo, &QPushButton::clicked, this, [this] {
        m_undo->setEnabled(false); // once
        Q_EMIT undoRequested(m_key);
    });
    connect(m_details, &QPushButton::clicked, this, [this] { Q_EMIT detailsRequested(m_key); });
    connect(m_close, &QToolButton::clicked, this, &ReceiptBar::dismiss);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 5, 6, 5);
    layout->setSpacing(measure::grid);
    layout->addWidget(m_mark);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_details);
    layout->addWidget(m_undo);
    layout->addWidget(m_close);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    hide();
}

void ReceiptBar::showReceipt(const QString &key, core::ServerState state, const QString &stateWord, const QString &text,
    const QString &undoText, const QString &detailText)
{
    m_key = key;
    m_mark->setState(state, stateWord);
    m_text->setText(text);
    m_undo->setText(undoText);
    m_undo->setVisible(!undoText.isEmpty());
    m_undo->setEnabled(true);
    m_details->setText(detailText);
    m_details->setVisible(!detailText.isEmpty());
    setAccessibleName(stateWord.isEmpty() ? text : stateWord + u": "_s + text);
    show();
    m_timer.start();
}

QString ReceiptBar::text() const
{
    return m_text->text();
}

void ReceiptBar::onTimeout()
{
    const QWidget *focus = focusWidget();
    if (underMouse() || (focus && focus->hasFocus()))
        m_timer.start();
    else
        dismiss();
}

void ReceiptBar::dismiss()
{
    m_timer.stop();
    hide();
    Q_EMIT dismissed(m_key);
}

void ReceiptBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else
        QFrame::keyPressEvent(event);
}

void ReceiptBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colour(palette(), ColourRole::ControlBorder));
    painter.setBrush(colour(palette(), ColourRole::Panel));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), measure::cardRadius, measure::cardRadius);
}

} // namespace widgets
