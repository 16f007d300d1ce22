// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QPushButton;

namespace widgets {

class PlainLabel;

/// One sentence on why there is nothing, and one useful action. In the middle of its area.
class EmptyState final : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(QWidget *parent = nullptr);

    /// actionText empty: no button. A second, secondary line may say more.
    void setText(const QString &sentence, const QString &actionText = {}, const QString &detail = {});
    [[nodiscard]] QString sentence() const;

Q_SIGNALS:
    void actionRequested();

private:
    PlainLabel *m_sentence = nullptr;
    PlainLabel *m_detail = nullptr;
    QPushButton *m_action = nullptr;
};

} // namespace widgets
