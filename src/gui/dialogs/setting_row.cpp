// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/setting_row.h"

#include "platform/style.h"
#include "texts/settings_texts.h"
#include "widgets/buttons.h"
#include "widgets/plain_label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSpinBox>

namespace gui {

using namespace Qt::StringLiterals;
using widgets::PlainLabel;
namespace measure = platform::measure;

namespace {

constexpr int controlWidth = 216;

QString suffixOf(core::SettingKey key)
{
    switch (key) {
    case core::SettingKey::ProbeIntervalSeconds:
    case core::SettingKey::CommandTimeoutSeconds:
    case core::SettingKey::SessionTtlSeconds:
        //: seconds, behind a number
        return SettingRow::tr(" s");
    case core::SettingKey::AuditRetentionDays:
        //: days, behind a number
        return SettingRow::tr(" days");
    case core::SettingKey::DataDir:
    case core::SettingKey::LogLevel:
    case core::SettingKey::LogFile:
    case core::SettingKey::Language:
    case core::SettingKey::FollowLogs:
    case core::SettingKey::DateFormat:
    case core::SettingKey::Theme:
    case core::SettingKey::TrayEnabled:
    case core::SettingKey::CloseToTray:
    case core::SettingKey::StartMinimised:
    case core::SettingKey::Autostart:
    case core::SettingKey::NotifyOffline:
    case core::SettingKey::NotifyRecovered:
    case core::SettingKey::NotifyProtectionLost:
    case core::SettingKey::NotificationLimitPerMinute:
    case core::SettingKey::ConfirmUnban:
    case core::SettingKey::Count_:
        break;
    }
    return {};
}

} // namespace

SettingRow::SettingRow(core::SettingKey key, QWidget *parent)
    : QWidget(parent)
    , m_key(key)
{
    const QString name = QString::fromLatin1(core::settingInfo(key).name);
    setObjectName(u"setting_"_s + name);
    m_title = new PlainLabel(texts::settingTitle(key), this);
    m_help = new PlainLabel(texts::settingHelp(key), PlainLabel::Tone::Secondary, this);
    m_help->setWordWrap(true);
    m_note = new PlainLabel(QString(), PlainLabel::Tone::Secondary, this);
    m_note->setObjectName(u"settingNote_"_s + name);
    m_note->setWordWrap(true);
    m_problem = new PlainLabel(QString(), PlainLabel::Tone::Lost, this);
    m_problem->setObjectName(u"settingProblem_"_s + name);
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_restore
        = widgets::makeButton(tr("Restore default"), widgets::ButtonRole::Flat, this, u"settingRestore_"_s + name);
    //: %1: title of a setting
    m_restore->setAccessibleName(tr("Restore the default of: %1").arg(texts::settingTitle(key)));
    buildControl();
    m_control->setObjectName(u"settingControl_"_s + name);
    m_control->setAccessibleName(texts::settingTitle(key));
    m_control->setAccessibleDescription(texts::settingHelp(key));
    // A spin box has its field, which takes the focus and is asked for the name.
    if (auto *field = m_control->findChild<QLineEdit *>())
        field->setAccessibleName(texts::settingTitle(key));
    m_title->setBuddy(m_control);
    setFocusProxy(m_control);

    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(measure::pageMargin);
    layout->setVerticalSpacing(2);
    layout->setColumnStretch(0, 1);
    layout->addWidget(m_title, 0, 0);
    layout->addWidget(m_help, 1, 0);
    layout->addWidget(m_note, 2, 0);
    layout->addWidget(m_problem, 3, 0);
    layout->addWidget(m_control, 0, 1, 2, 1, Qt::AlignTop | (m_check || m_number ? Qt::AlignLeft : Qt::Alignment()));
    layout->addWidget(m_restore, 2, 1, Qt::AlignLeft | Qt::AlignTop);
    layout->setColumnMinimumWidth(1, controlWidth);
    connect(m_restore, &QAbstractButton::clicked, this, [this] { Q_EMIT restoreRequested(m_key); });
}

void SettingRow::buildControl()
{
    const core::SettingInfo &info = core::settingInfo(m_key);
    const auto chosen = [this] {
        if (!m_showing)
            Q_EMIT valueChosen(m_key, value());
    };
    if (info.type == QMetaType::Bool) {
        //: a setting that is switched on
        m_check = new QCheckBox(tr("On"), this);
        m_control = m_check;
        connect(m_check, &QCheckBox::toggled, this, chosen);
    } else if (info.type == QMetaType::Int) {
        m_number = new QSpinBox(this);
        m_number->setRange(info.minimum, info.maximum);
        m_number->setSuffix(suffixOf(m_key));
        m_number->setGroupSeparatorShown(true);
        // A number is chosen when it is complete, not with each digit.
        m_number->setKeyboardTracking(false);
        m_number->setMinimumWidth(110);
        m_control = m_number;
        connect(m_number, &QSpinBox::valueChanged, this, chosen);
    } else if (!info.bootstrap) {
        m_choice = new QComboBox(this);
        for (const QString &choice : info.choices)
            m_choice->addItem(texts::settingChoice(m_key, choice), choice);
        m_choice->setFixedWidth(controlWidth);
        m_control = m_choice;
        connect(m_choice, &QComboBox::currentIndexChanged, this, chosen);
    } else {
        // Only told: it is decided before the store is open.
        m_text = new PlainLabel(this);
        m_text->setWordWrap(true);
        m_control = m_text;
    }
}

void SettingRow::setEntry(const core::Settings::Entry &entry)
{
    m_entry = entry;
    const QScopedValueRollback<bool> guard(m_showing, true);
    if (m_check)
        m_check->setChecked(entry.value.toBool());
    if (m_number)
        m_number->setValue(entry.value.toInt());
    if (m_choice)
        m_choice->setCurrentIndex(m_choice->findData(entry.value.toString()));
    if (m_text)
        m_text->setText(texts::settingValue(m_key, entry.value));
    updateState();
}

void SettingRow::setUnavailable(const QString &why)
{
    m_unavailable = why;
    updateState();
}

void SettingRow::updateState()
{
    const QString locked = texts::settingLocked(m_key, m_entry);
    const QString note = locked.isEmpty() ? m_unavailable : locked;
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    m_control->setEnabled(note.isEmpty() || m_text);
    m_restore->setVisible(m_restorable && locked.isEmpty() && m_entry.origin == core::SettingOrigin::RuntimeOverride);
}

void SettingRow::setProblem(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

void SettingRow::setHelp(const QString &help)
{
    m_help->setText(help);
    m_control->setAccessibleDescription(help);
}

void SettingRow::setRestorable(bool restorable)
{
    m_restorable = restorable;
    updateState();
}

QVariant SettingRow::value() const
{
    if (m_check)
        return m_check->isChecked();
    if (m_number)
        return m_number->value();
    if (m_choice)
        return m_choice->currentData();
    return m_entry.value;
}

} // namespace gui
