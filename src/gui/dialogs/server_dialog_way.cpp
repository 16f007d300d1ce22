// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the server dialog that says how the machine is reached.
#include "core/visible_text.h"
#include "gui/dialogs/connection_test_view.h"
#include "gui/dialogs/server_dialog.h"
#include "gui/gui_context.h"
#include "services/host_registry.h"
#include "services/socket_search.h"
#include "texts/error_texts.h"
#include "texts/way_texts.h"

#include "ui_server_dialog.h"

#include <QScreen>

namespace gui {

using namespace Qt::StringLiterals;

void ServerDialog::buildWay()
{
    m_ui->engineBox->addItems({ u"docker"_s, u"podman"_s });
    m_ui->engineBox->setInsertPolicy(QComboBox::NoInsert);
    m_ui->engineBox->lineEdit()->setAccessibleName(m_ui->engineBox->accessibleName());
    connect(m_ui->sshRadio, &QRadioButton::toggled, this, &ServerDialog::onWayChanged);
    connect(m_ui->advancedButton, &QPushButton::toggled, this, &ServerDialog::showFields);
    connect(m_ui->readOnlyCheck, &QCheckBox::toggled, this, &ServerDialog::showFields);
    connect(m_ui->productionCheck, &QCheckBox::toggled, this, &ServerDialog::showFields);
    connect(m_ui->sudoCheck, &QCheckBox::toggled, this, &ServerDialog::onWayChanged);
    connect(m_ui->engineBox, &QComboBox::currentTextChanged, this, &ServerDialog::onWayChanged);
    connect(m_ui->destinationEdit, &QLineEdit::textChanged, this, &ServerDialog::onWayChanged);
    connect(m_ui->sshConfigEdit, &QLineEdit::textChanged, this, &ServerDialog::onWayChanged);
    connect(m_ui->containerEdit, &QLineEdit::textChanged, this, &ServerDialog::onWayChanged);
    connect(m_ui->sshConfigBrowse, &QPushButton::clicked, this,
        [this] { browse(m_ui->sshConfigEdit, tr("Choose an ssh configuration"), false); });
    connect(m_ui->findButton, &QPushButton::clicked, this, &ServerDialog::findSocket);
}

void ServerDialog::fillWay()
{
    const core::ServerProfile &profile = m_original;
    const bool ssh = profile.kind == core::ConnectionKind::Ssh;
    m_ui->sshRadio->setChecked(ssh);
    m_ui->localRadio->setChecked(!ssh);
    m_ui->destinationEdit->setText(profile.destination);
    m_ui->sshConfigEdit->setText(profile.sshConfig);
    m_ui->sudoCheck->setChecked(profile.elevation == core::Elevation::Sudo);
    m_ui->containerEdit->setText(profile.container);
    if (!profile.containerEngine.isEmpty())
        m_ui->engineBox->setCurrentText(profile.containerEngine);
    m_ui->advancedButton->setChecked(!profile.sshConfig.isEmpty() || !profile.container.isEmpty()
        || !profile.configDir.isEmpty() || !profile.clientProgram.isEmpty() || !profile.startCommand.isEmpty());
    onWayChanged();
}

/// Whether the files that are meant are those of this computer's own file system, where one can browse.
bool ServerDialog::isLocal() const
{
    return !m_ui->sshRadio->isChecked() && m_ui->containerEdit->text().trimmed().isEmpty();
}

core::ServerProfile ServerDialog::way() const
{
    core::ServerProfile profile = m_original;
    const bool ssh = m_ui->sshRadio->isChecked();
    profile.kind = ssh ? core::ConnectionKind::Ssh : core::ConnectionKind::Local;
    profile.destination = ssh ? m_ui->destinationEdit->text().trimmed() : QString();
    profile.sshConfig = ssh ? m_ui->sshConfigEdit->text().trimmed() : QString();
    if (m_ui->sudoCheck->isChecked())
        profile.elevation = core::Elevation::Sudo;
    else if (ssh || profile.elevation != core::Elevation::Pkexec)
        profile.elevation = core::Elevation::None;
    profile.container = m_ui->containerEdit->text().trimmed();
    profile.containerEngine = profile.container.isEmpty() ? QString() : m_ui->engineBox->currentText().trimmed();
    return profile;
}

void ServerDialog::onWayChanged()
{
    // What was found and tested is no longer what stands there.
    endSearch();
    m_ui->socketNote->clear();
    if (m_test)
        m_test->reset();
    showFields();
    if (m_save)
        validate();
}

void ServerDialog::showFields()
{
    const bool ssh = m_ui->sshRadio->isChecked();
    const bool advanced = m_ui->advancedButton->isChecked();
    const bool local = isLocal();
    for (QWidget *widget :
        std::initializer_list<QWidget *> { m_ui->destinationEditLabel, m_ui->destinationEdit, m_ui->destinationNote })
        widget->setVisible(ssh);
    for (QWidget *widget :
        std::initializer_list<QWidget *> { m_ui->sshConfigEditLabel, m_ui->sshConfigEdit, m_ui->sshConfigBrowse })
        widget->setVisible(ssh && advanced);
    for (QWidget *widget : std::initializer_list<QWidget *> { m_ui->containerEditLabel, m_ui->containerEdit,
             m_ui->engineBoxLabel, m_ui->engineBox, m_ui->configEditLabel, m_ui->configEdit, m_ui->clientEditLabel,
             m_ui->clientEdit, m_ui->startEditLabel, m_ui->startEdit })
        widget->setVisible(advanced);
    m_ui->sudoNote->setVisible(m_ui->sudoCheck->isChecked());
    m_ui->readOnlyNote->setVisible(m_ui->readOnlyCheck->isChecked());
    m_ui->productionNote->setVisible(m_ui->productionCheck->isChecked());
    m_ui->socketBrowse->setVisible(local);
    m_ui->findButton->setVisible(!local);
    m_ui->configBrowse->setVisible(local && advanced);
    m_ui->clientBrowse->setVisible(local && advanced);
    m_ui->socketNote->setVisible(!m_ui->socketNote->text().isEmpty());
    // Wrapped lines need a height that the window learns of only when the layout has settled.
    QMetaObject::invokeMethod(this, &ServerDialog::fitHeight, Qt::QueuedConnection);
}

void ServerDialog::fitHeight()
{
    if (!layout() || !isVisible())
        return;
    // As high as the form is, where the screen has the room; else the form scrolls.
    QWidget *form = m_ui->formScroll->widget();
    const int needed = form->layout()->totalHeightForWidth(m_ui->formScroll->viewport()->width());
    const int around = height() - m_ui->formScroll->height();
    constexpr int frame = 40; // of the window, which Qt does not know of before it was shown
    const int room = screen()->availableGeometry().height() - frame;
    resize(width(), std::clamp(around + needed, std::min(height(), room), room));
}

void ServerDialog::endSearch()
{
    if (m_search)
        m_search.release()->deleteLater(); // its own handler may be running
}

void ServerDialog::findSocket()
{
    const core::ServerProfile wanted = profile();
    m_context.services.hosts.tryAgain(wanted); // sudo may have other rules by now
    m_search = std::make_unique<services::SocketSearch>(m_context.services.hosts.reader(wanted), wanted.configDir);
    m_search->start(m_search.get(), [this, asked = m_search.get()](const core::Result<services::SocketFinding> &found) {
        if (m_search.get() == asked)
            onSocketFound(found);
    });
    const QString machine = wanted.container.isEmpty() ? wanted.destination : wanted.container;
    //: %1: a machine or container, as one calls it
    m_ui->socketNote->setText(tr("Asking %1…").arg(core::visibleText(machine)));
    m_ui->socketNote->setVisible(true);
    validate();
}

void ServerDialog::onSocketFound(const core::Result<services::SocketFinding> &found)
{
    endSearch();
    if (!found) {
        const core::ServerProfile wanted = profile();
        const QString name = wanted.name.isEmpty() ? wanted.destination : wanted.name;
        const texts::ErrorText error = texts::errorText(found.error(), { .server = name });
        m_ui->socketNote->setText(error.detail.isEmpty() ? error.sentence() : error.sentence() + u'\n' + error.detail);
    } else {
        m_ui->socketEdit->setText(found->path);
        if (!found->exists)
            m_ui->socketNote->setText(tr("No socket is there now; fail2ban would make it at this path."));
        else if (found->namedBy.isEmpty())
            m_ui->socketNote->setText(tr("Found at its usual place."));
        else
            //: %1: a configuration file
            m_ui->socketNote->setText(tr("Found; %1 names it.").arg(core::visibleText(found->namedBy)));
        if (!m_ui->containerEdit->text().trimmed().isEmpty() && found->image != core::ContainerImage::None) {
            m_ui->socketNote->setText(m_ui->socketNote->text() + u'\n' + texts::imageWords(found->image));
            if (m_ui->configEdit->text().trimmed().isEmpty())
                m_ui->configEdit->setText(found->configDir);
        }
    }
    m_ui->socketNote->setVisible(true);
    validate();
}

} // namespace gui
