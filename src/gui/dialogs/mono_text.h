// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace gui {

/// Plain text in the monospace font that may be long: a path, a fingerprint, what another machine says. It wraps
/// wherever its line ends, is as high as its lines and scrolls beyond a number of them. Never cut, may be copied.
class MonoText final : public QPlainTextEdit
{
    Q_OBJECT

public:
    /// text: made visible already.
    MonoText(const QString &text, int mostLines, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void applyLook();
    void applyHeight();
    [[nodiscard]] int heightOf(int lines) const;
    [[nodiscard]] int linesShown() const; ///< as it wraps now; beyond what it shows only that there are more

    int m_mostLines;
    bool m_applying = false;
    bool m_fitting = false;
};

} // namespace gui
