// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace widgets {

/// The text of a file, to be read, or edited where setEditable() says so: monospace, with the numbers of its lines,
/// some lines marked. Plain text whatever it holds; characters that draw nothing are made visible. Tab leaves it.
class SourceView final : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit SourceView(QWidget *parent = nullptr);

    /// key names the file: the same one again keeps scroll and selection, as far as its text allows.
    void setSource(const QString &key, const QString &text);
    [[nodiscard]] bool isShowing(const QString &key) const { return key == m_key; }
    /// line from 1, and scrolls to it; 0: no line is marked.
    void markLine(int line) { markLines(line, line); }
    /// The same of an option that goes on over several lines; last: the last of them.
    void markLines(int first, int last);
    [[nodiscard]] int markedLine() const { return m_marked; }
    [[nodiscard]] int lastMarkedLine() const { return m_lastMarked; } ///< 0: none
    [[nodiscard]] int gutterWidth() const;
    /// Off at first. Only for a text without characters that draw nothing: they would be written as they are shown.
    void setEditable(bool editable);
    [[nodiscard]] bool isEditable() const { return !isReadOnly(); }

Q_SIGNALS:
    /// By the user; never by setSource().
    void textEdited(const QString &text);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    class Gutter;
    void applyLook();
    void applyMark();
    void layOutGutter();
    void paintGutter(QPaintEvent *event);

    QWidget *m_gutter;
    QString m_key;
    QString m_text; ///< raw
    int m_marked = 0;
    int m_lastMarked = 0;
    bool m_applying = false;
    bool m_filling = false; ///< by setSource()
};

} // namespace widgets
