// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server_status.h"
#include "widgets/buttons.h"
#include "widgets/link_label.h"

#include <QFrame>
#include <QList>

class QHBoxLayout;

namespace widgets {

class PlainLabel;
class StateMark;

/// What a banner says. All texts are plain.
struct BannerContent
{
    struct Button
    {
        QString id; ///< also the button's objectName
        QString text;
        ButtonRole role = ButtonRole::Outlined;
    };
    core::ServerState state = core::ServerState::Online; ///< gives shape and colours
    QString stateWord; ///< for the accessible text
    QList<TextPart> title; ///< first line; strong and monospace parts allowed
    QString detail; ///< second line, secondary; may be empty
    QList<Button> buttons; ///< at most three
};

/// A coloured bar above a page or inside it: shape, one or two lines, up to three buttons. The recovery banner, and
/// inline messages with "Undo".
class Banner final : public QFrame
{
    Q_OBJECT

public:
    explicit Banner(QWidget *parent = nullptr);

    void setContent(const BannerContent &content);
    /// Shorthand: a plain title.
    void setMessage(core::ServerState state, const QString &stateWord, const QString &title, const QString &detail = {},
        const QList<BannerContent::Button> &buttons = {});
    /// The second line alone, for one that counts: the buttons keep the keyboard.
    void setDetail(const QString &detail);
    [[nodiscard]] QString titleText() const;
    [[nodiscard]] QString detailText() const;
    /// Greys every button while the action runs.
    void setBusy(bool busy);

Q_SIGNALS:
    void buttonClicked(const QString &id);
    void linkRequested(const QString &linkId);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    core::ServerState m_state = core::ServerState::Online;
    StateMark *m_mark = nullptr;
    LinkLabel *m_title = nullptr;
    PlainLabel *m_detail = nullptr;
    QHBoxLayout *m_buttonLayout = nullptr;
};

} // namespace widgets
