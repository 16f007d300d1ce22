// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QButtonGroup;

namespace gui {

/// A row of eight colours and "no colour", one of them chosen. Each has a name, so that colour is never the only mark.
class ColourChoice final : public QWidget
{
    Q_OBJECT

public:
    explicit ColourChoice(QWidget *parent = nullptr);

    /// "#rrggbb" or empty. One that is not in the row is kept and shown behind the others.
    void setColour(const QString &colour);
    [[nodiscard]] QString colour() const;

Q_SIGNALS:
    void colourChanged(const QString &colour);

private:
    void addSwatch(const QString &colour, const QString &name);

    QButtonGroup *m_group = nullptr;
};

} // namespace gui
