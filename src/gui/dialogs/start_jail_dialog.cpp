// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/start_jail_dialog.h"

#include "core/visible_text.h"
#include "gui/gui_context.h"
#include "gui/scope_controller.h"
#include "platform/fonts.h"
#include "services/jail_service.h"
#include "services/server_registry.h"
#include "texts/error_texts.h"
#include "widgets/buttons.h"
#include "widgets/plain_label.h"

#include <QComboBox>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace gui {

using namespace Qt::StringLiterals;

StartJailDialog::StartJailDialog(const GuiContext &context, core::ServerId server, QWidget *owner)
    : widgets::DialogFrame(owner)
    , m_context(context)
{
    setObjectName(u"startJailDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(420);
    setHeading(tr("Start a jail"), tr("Jails that are configured and do not run"));
    m_servers = new QComboBox(this);
    m_servers->setObjectName(u"startServer"_s);
    m_servers->setAccessibleName(tr("Server"));
    for (const core::ServerId id : context.scope.servers())
        m_servers->addItem(core::visibleText(context.services.serverRegistry.nameOf(id)), QVariant::fromValue(id));
    m_jails = new QListWidget(this);
    m_jails->setObjectName(u"startJailList"_s);
    m_jails->setAccessibleName(tr("Jails that do not run"));
    m_jails->setFont(platform::monospaceFont(font()));
    m_jails->setMinimumHeight(140);
    m_note = new widgets::PlainLabel(QString(), widgets::PlainLabel::Tone::Secondary, this);
    m_note->setObjectName(u"startNote"_s);
    m_note->setWordWrap(true);
    body()->addWidget(m_servers);
    body()->addWidget(m_jails);
    body()->addWidget(m_note);
    auto *cancel = widgets::makeButton(tr("Cancel"), widgets::ButtonRole::Outlined, this, u"cancelButton"_s);
    //: A button that goes on to the next step
    m_confirm = widgets::makeButton(tr("Next…"), widgets::ButtonRole::Accent, this, u"confirmButton"_s);
    m_confirm->setEnabled(false);
    m_confirm->setDefault(true);
    addFootButton(cancel);
    addFootButton(m_confirm);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_confirm, &QPushButton::clicked, this, &StartJailDialog::choose);
    connect(m_jails, &QListWidget::itemActivated, this, &StartJailDialog::choose);
    connect(m_jails, &QListWidget::itemSelectionChanged, this,
        [this] { m_confirm->setEnabled(m_jails->currentItem() != nullptr); });
    connect(m_servers, &QComboBox::currentIndexChanged, this, &StartJailDialog::readJails);
    const int preset = m_servers->findData(QVariant::fromValue(server));
    if (preset > 0)
        m_servers->setCurrentIndex(preset);
    else
        readJails();
}

core::ServerId StartJailDialog::server() const
{
    return m_servers->currentData().value<core::ServerId>();
}

void StartJailDialog::readJails()
{
    m_jails->clear();
    m_confirm->setEnabled(false);
    m_note->setText(tr("Reading the configuration…"));
    m_note->show();
    const core::ServerId id = server();
    m_context.services.jailService.configuredJails(id, this, [this, id](const core::Result<QStringList> &jails) {
        if (id != server())
            return;
        if (!jails) {
            texts::ErrorPlace place;
            place.server = m_context.services.serverRegistry.nameOf(id);
            m_note->setText(texts::errorText(jails.error(), place).sentence());
            return;
        }
        for (const QString &jail : *jails) {
            auto *item = new QListWidgetItem(core::visibleText(jail), m_jails);
            item->setData(Qt::UserRole, jail);
        }
        m_note->setText(tr("Every configured jail runs."));
        m_note->setVisible(jails->isEmpty());
        m_jails->setCurrentRow(0);
    });
}

void StartJailDialog::choose()
{
    const QListWidgetItem *item = m_jails->currentItem();
    if (!item)
        return;
    const QString jail = item->data(Qt::UserRole).toString();
    const core::ServerId id = server();
    accept();
    Q_EMIT jailChosen(id, jail);
}

} // namespace gui
