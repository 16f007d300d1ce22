// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/filter_button.h"

#include "widgets/buttons.h"

#include <QAction>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>

using namespace Qt::StringLiterals;

namespace widgets {

FilterButton::FilterButton(const QString &anyText, const QString &manyText, QWidget *parent)
    : QPushButton(parent)
    , m_anyText(anyText)
    , m_manyText(manyText)
    , m_menu(new QMenu(this))
{
    setAutoDefault(false);
    setButtonRole(this, ButtonRole::Outlined);
    m_menu->installEventFilter(this);
    setMenu(m_menu);
    rebuildMenu();
}

void FilterButton::setChoices(const QList<Choice> &choices)
{
    if (choices == m_choices)
        return;
    m_choices = choices;
    QStringList kept;
    for (const Choice &choice : choices) {
        if (m_checked.contains(choice.id))
            kept.append(choice.id);
    }
    const bool changed = kept.size() != m_checked.size();
    m_checked = kept;
    rebuildMenu();
    if (changed)
        Q_EMIT checkedChanged(m_checked);
}

void FilterButton::setChecked(const QStringList &ids)
{
    QStringList known;
    for (const Choice &choice : std::as_const(m_choices)) {
        if (ids.contains(choice.id) && (!m_exclusive || known.isEmpty()))
            known.append(choice.id);
    }
    if (known == m_checked)
        return;
    m_checked = known;
    for (QAction *action : m_menu->actions()) {
        if (action->isCheckable()) {
            const QSignalBlocker blocker(action);
            const QString id = action->data().toString();
            action->setChecked(id.isEmpty() ? m_checked.isEmpty() : m_checked.contains(id));
        }
    }
    updateText();
    Q_EMIT checkedChanged(m_checked);
}

void FilterButton::rebuildMenu()
{
    m_menu->clear();
    QAction *any = m_menu->addAction(QString(m_anyText).replace(u'&', "&&"_L1));
    any->setObjectName(u"choiceAny"_s);
    any->setCheckable(true);
    any->setChecked(m_checked.isEmpty());
    connect(any, &QAction::triggered, this, [this] {
        setChecked({});
        m_menu->actions().constFirst()->setChecked(true); // it cannot be unchecked by itself
    });
    if (!m_choices.isEmpty())
        m_menu->addSeparator();
    for (const Choice &choice : std::as_const(m_choices)) {
        QAction *action = m_menu->addAction(QString(choice.text).replace(u'&', "&&"_L1));
        action->setObjectName(u"choice:"_s + choice.id);
        action->setData(choice.id);
        action->setCheckable(true);
        action->setChecked(m_checked.contains(choice.id));
        connect(action, &QAction::triggered, this, [this, id = choice.id](bool on) { toggle(id, on); });
    }
    updateText();
}

void FilterButton::toggle(const QString &id, bool on)
{
    QStringList ids = m_exclusive ? QStringList() : m_checked;
    ids.removeAll(id);
    if (on)
        ids.append(id);
    setChecked(ids);
}

void FilterButton::updateText()
{
    QString text = m_anyText;
    if (m_checked.size() == 1) {
        const auto found = std::find_if(m_choices.cbegin(), m_choices.cend(),
            [this](const Choice &choice) { return choice.id == m_checked.constFirst(); });
        if (found != m_choices.cend())
            text = found->text;
    } else if (m_checked.size() > 1) {
        text = m_manyText.arg(m_checked.size());
    }
    setText(QString(text).replace(u'&', "&&"_L1));
    setAccessibleName(m_checked.isEmpty() ? m_anyText : m_anyText + u": "_s + text);
}

bool FilterButton::eventFilter(QObject *watched, QEvent *event)
{
    // Several may be ticked in one go: the menu stays open for a click or Space on a choice, Enter closes it.
    if (watched == m_menu && !m_exclusive) {
        QAction *action = nullptr;
        if (event->type() == QEvent::MouseButtonRelease)
            action = m_menu->actionAt(static_cast<QMouseEvent *>(event)->position().toPoint());
        else if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Space)
            action = m_menu->activeAction();
        if (action && action->isCheckable() && !action->data().toString().isEmpty()) {
            action->trigger();
            return true;
        }
    }
    return QPushButton::eventFilter(watched, event);
}

} // namespace widgets
