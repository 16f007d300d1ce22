// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QList>

namespace widgets {

/// A piece of a sentence; with an id it is a link.
struct TextPart
{
    QString text;
    QString linkId;
    bool strong = false;
    bool monospace = false;
};

/// A sentence whose parts may be links, reachable by keyboard. The parts are plain text: whatever looks like markup in
/// them is shown as it is. The link that has the keyboard keeps it when the words change.
class LinkLabel final : public QLabel
{
    Q_OBJECT

public:
    explicit LinkLabel(QWidget *parent = nullptr);

    void setParts(const QList<TextPart> &parts);
    void setPlain(const QString &text);
    /// The sentence without its links.
    [[nodiscard]] QString plainText() const;
    /// Secondary is the default; false for normal text.
    void setSecondary(bool secondary);

Q_SIGNALS:
    void linkRequested(const QString &linkId);

protected:
    void changeEvent(QEvent *event) override;

private:
    void render();
    /// Before the text changes: its links lose the keyboard with it.
    void noteChosen();
    /// Id of the link that the keyboard has chosen; empty: none.
    [[nodiscard]] QString chosenLink() const;
    void chooseLink(const QString &linkId);

    QList<TextPart> m_parts;
    QString m_chosen; ///< also while it is away from the sentence, as long as the label has the keyboard
    bool m_secondary = true;
};

} // namespace widgets
