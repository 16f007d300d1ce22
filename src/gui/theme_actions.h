// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace gui {

struct GuiContext;

/// The three actions that choose the look: they set the setting, and their tick follows it, whoever changed it.
class ThemeActions final : public QObject
{
    Q_OBJECT

public:
    explicit ThemeActions(const GuiContext &context, QObject *parent = nullptr);

private:
    void choose(const QString &mode);
    void update();

    const GuiContext &m_context;
};

} // namespace gui
