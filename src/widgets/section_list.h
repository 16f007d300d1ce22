// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/icons.h"

#include <QListWidget>

#include <optional>

namespace widgets {

/// The sections of a settings page at its left: one of them is current.
class SectionList final : public QListWidget
{
    Q_OBJECT

public:
    explicit SectionList(QWidget *parent = nullptr);

    void addSection(const QString &id, const QString &text, std::optional<platform::Icon> icon = {});
    [[nodiscard]] QString currentSection() const;
    void setCurrentSection(const QString &id);
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void sectionChanged(const QString &id);
};

} // namespace widgets
