// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/banner.h"

#include "platform/state_look.h"
#include "widgets/plain_label.h"
#include "widgets/state_mark.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace widgets {

using namespace platform;

Banner::Banner(QWidget *parent)
    : QFrame(parent)
{
    setFrameShape(QFrame::NoFrame);
    m_mark = new StateMark(12, this);
    m_title = new LinkLabel(this);
    m_title->setObjectName(u"bannerTitle"_s);
    m_title->setSecondary(false);
    m_detail = new PlainLabel(QString(), PlainLabel::Tone::Secondary, this);
    m_detail->setObjectName(u"bannerDetail"_s);
    m_detail->setWordWrap(true);
    connect(m_title, &LinkLabel::linkRequested, this, &Banner::linkRequested);

    auto *lines = new QVBoxLayout;
    lines->setSpacing(1);
    lines->addWidget(m_title);
    lines->addWidget(m_detail);
    m_buttonLayout = new QHBoxLayout;
    m_buttonLayout->setSpacing(12);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(20, 10, 14, 10);
    layout->setSpacing(10);
    layout->addWidget(m_mark, 0, Qt::AlignVCenter);
    layout->addLayout(lines, 1);
    layout->addLayout(m_buttonLayout);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
}

void Banner::setContent(const BannerContent &content)
{
    m_state = content.state;
    m_mark->setState(content.state, content.stateWord);
    m_title->setParts(content.title);
    setDetail(content.detail);
    while (QLayoutItem *item = m_buttonLayout->takeAt(0)) {
        // Later: this may be the answer to one of them.
        item->widget()->hide();
        item->widget()->setObjectName(QString());
        item->widget()->deleteLater();
        delete item;
    }
    for (const BannerContent::Button &button : content.buttons.first(std::min<qsizetype>(content.buttons.size(), 3))) {
        QPushButton *made = makeButton(button.text, button.role, this, button.id);
        connect(made, &QPushButton::clicked, this, [this, id = button.id] { Q_EMIT buttonClicked(id); });
        m_buttonLayout->addWidget(made);
    }
    const QString word = content.stateWord.isEmpty() ? QString() : content.stateWord + u": "_s;
    setAccessibleName(word + m_title->plainText());
    update();
}

void Banner::setDetail(const QString &detail)
{
    m_detail->setText(detail);
    m_detail->setVisible(!detail.isEmpty());
    setAccessibleDescription(detail);
}

void Banner::setMessage(core::ServerState state, const QString &stateWord, const QString &title, const QString &detail,
    const QList<BannerContent::Button> &buttons)
{
    BannerContent content;
    content.state = state;
    content.stateWord = stateWord;
    content.title = { TextPart { title, {}, true } };
    content.detail = detail;
    content.buttons = buttons;
    setContent(content);
}

QString Banner::titleText() const
{
    return m_title->plainText();
}

QString Banner::detailText() const
{
    return m_detail->text();
}

void Banner::setBusy(bool busy)
{
    for (int i = 0; i < m_buttonLayout->count(); ++i)
        m_buttonLayout->itemAt(i)->widget()->setEnabled(!busy);
}

void Banner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const StateLook look = stateLook(m_state);
    const QColor ground = colour(palette(), look.background);
    const QColor ink = colour(palette(), look.colour);
    QPainterPath outline;
    outline.addRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), measure::cardRadius, measure::cardRadius);
    painter.fillPath(outline, ground);
    painter.save();
    painter.setClipPath(outline);
    const qreal edge = layoutDirection() == Qt::RightToLeft ? width() - 4.0 : 0.0;
    painter.fillRect(QRectF(edge, 0, 4, height()), ink);
    painter.restore();
    // Half way between ground and ink: a rim that is seen on any page.
    painter.setPen(QPen(mixed(ground, ink, 0.28), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(outline);
}

} // namespace widgets
