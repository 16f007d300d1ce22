// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QTabBar>

namespace widgets {

/// The page tabs: text, the current one semibold and underlined by accent. Arrow keys, Home and End move between them.
class PageTabs final : public QTabBar
{
    Q_OBJECT

public:
    explicit PageTabs(QWidget *parent = nullptr);

    /// id is the page's name in code; tool tip may name the shortcut.
    void addPage(const QString &id, const QString &text, const QString &toolTip = {});
    [[nodiscard]] QString currentPage() const;
    void setCurrentPage(const QString &id);
    [[nodiscard]] QStringList pages() const;
    /// false: what is shown has no tab; none is marked as the current one. A click still goes to the one it hits.
    void setMarked(bool marked);
    [[nodiscard]] bool isMarked() const { return m_marked; }
    /// A count or mark behind the text ("3"), empty for none.
    void setBadge(const QString &id, const QString &badge);

    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void pageChanged(const QString &id);

protected:
    [[nodiscard]] QSize tabSizeHint(int index) const override;
    [[nodiscard]] QSize minimumTabSizeHint(int index) const override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] QString badge(int index) const;

    QStringList m_ids;
    QStringList m_badges;
    bool m_marked = true;
};

} // namespace widgets
