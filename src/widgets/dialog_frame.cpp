// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dialog_frame.h"

#include "platform/colours.h"
#include "platform/fonts.h"
#include "platform/style.h"
#include "widgets/buttons.h"
#include "widgets/plain_label.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace widgets {

using namespace platform;

namespace {
constexpr int side = 20;

/// Makes a dialog higher when what it says grows: a layout with lines that wrap asks for no room of its own, and would
/// squeeze its fields instead.
class RoomForText final : public QObject
{
public:
    using QObject::QObject;

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        auto *dialog = qobject_cast<QDialog *>(watched);
        // Before it is on the screen: a window that is resized while its manager takes it in may be put into a corner.
        if (dialog && event->type() == QEvent::Show && !event->spontaneous()) {
            dialog->layout()->activate();
            const int needed = std::min(dialog->layout()->minimumHeightForWidth(dialog->width()),
                dialog->screen()->availableGeometry().height());
            if (needed > dialog->height())
                dialog->resize(dialog->width(), needed);
        }
        if (dialog && dialog->isVisible() && event->type() == QEvent::LayoutRequest) {
            dialog->update(); // its hairlines lie between what moves
            const QRect room = dialog->screen()->availableGeometry();
            const int needed = std::min(dialog->layout()->minimumHeightForWidth(dialog->width()), room.height());
            if (needed > dialog->height()) {
                const int below = dialog->frameGeometry().bottom() + needed - dialog->height() - room.bottom();
                if (below > 0)
                    dialog->move(dialog->x(), std::max(room.top(), dialog->y() - below));
                dialog->resize(dialog->width(), needed);
            }
        }
        return QObject::eventFilter(watched, event);
    }
};
} // namespace

DialogFrame::DialogFrame(QWidget *parent)
    : QDialog(parent)
{
    m_title = new PlainLabel(QString(), PlainLabel::Tone::Strong, this);
    m_title->setFont(scaledFont(font(), 115, QFont::DemiBold));
    m_title->setTone(PlainLabel::Tone::Strong);
    m_title->setObjectName(u"dialogTitle"_s);
    m_title->setWordWrap(true);
    m_sub = new PlainLabel(QString(), PlainLabel::Tone::Secondary, this);
    m_sub->setObjectName(u"dialogSub"_s);
    m_sub->setWordWrap(true);
    m_sub->hide();
    m_note = new PlainLabel(QString(), PlainLabel::Tone::Secondary, this);
    m_note->setObjectName(u"dialogNote"_s);
    m_note->setWordWrap(true);

    m_head = new QWidget(this);
    auto *head = new QVBoxLayout(m_head);
    head->setContentsMargins(side, 16, side, 16);
    head->setSpacing(2);
    head->addWidget(m_title);
    head->addWidget(m_sub);

    m_body = new QVBoxLayout;
    m_body->setContentsMargins(side, 18, side, 18);
    m_body->setSpacing(measure::grid);

    m_foot = new QWidget(this);
    auto *foot = new QHBoxLayout(m_foot);
    foot->setContentsMargins(side, 12, side, 12);
    foot->setSpacing(measure::grid);
    foot->addWidget(m_note, 1);
    m_buttons = new QHBoxLayout;
    m_buttons->setSpacing(measure::grid);
    foot->addLayout(m_buttons);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(1); // the hairlines
    layout->addWidget(m_head);
    layout->addLayout(m_body, 1);
    layout->addWidget(m_foot);
    installEventFilter(new RoomForText(this));
}

void DialogFrame::setHeading(const QString &title, const QString &sub)
{
    m_title->setText(title);
    m_sub->setText(sub);
    m_sub->setVisible(!sub.isEmpty());
    setWindowTitle(title);
    setAccessibleName(title);
    setAccessibleDescription(sub);
}

void DialogFrame::setFootNote(const QString &text)
{
    m_note->setText(text);
}

void DialogFrame::addFootButton(QPushButton *button)
{
    m_buttons->addWidget(button);
    if (buttonRole(button) == ButtonRole::Accent)
        button->setDefault(true);
}

void DialogFrame::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), colour(palette(), ColourRole::Panel));
    const QColor line = colour(palette(), ColourRole::Hairline);
    painter.fillRect(QRect(0, m_head->geometry().bottom() + 1, width(), 1), line);
    painter.fillRect(QRect(0, m_foot->geometry().top() - 1, width(), 1), line);
}

} // namespace widgets
