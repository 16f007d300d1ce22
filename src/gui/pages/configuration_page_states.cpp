// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/configuration_page.h"

#include "core/clock.h"
#include "core/visible_text.h"
#include "gui/dialogs/access_dialog.h"
#include "gui/gui_context.h"
#include "gui/pages/config_option_pane.h"
#include "gui/pages/problem_state.h"
#include "gui/scope_controller.h"
#include "gui/server_connector.h"
#include "models/config_jail_model.h"
#include "models/config_option_model.h"
#include "services/config_view.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "texts/error_texts.h"
#include "texts/time_texts.h"

#include "ui_configuration_page.h"

// What the page says of itself: loading, age, what is wrong, what stands in its place.
namespace gui {

using namespace Qt::StringLiterals;
using models::ConfigJailState;

void ConfigurationPage::updateState()
{
    updateProblem();
    updateBroken();
    updateAge();
    m_ui->configJails->setEmptyState(isFiltered()
            ? tr("No jail matches the filter.")
            : tr("These files define no jail: jail.conf or jail.local has no section of one."),
        isFiltered() ? tr("Clear filter") : QString());
    int runs = 0;
    for (int row = 0; row < m_jails->rowCount(); ++row) {
        const auto state = m_jails->index(row, 0).data(models::ConfigJailStateRole).toInt();
        runs += state == static_cast<int>(ConfigJailState::Running)
                || state == static_cast<int>(ConfigJailState::RunningOnly)
            ? 1
            : 0;
    }
    const QString jails = texts::jails(m_jails->rowCount());
    //: %1: "91 jails"; %n: how many of them run
    m_ui->configCounts->setText(running() ? tr("%1, %n running", nullptr, runs).arg(jails) : jails);
    m_ui->configCounts->setVisible(m_configuration.has_value());
    m_checkAll->setEnabled(m_configuration.has_value());
    m_copyPath->setEnabled(m_configuration && !m_pane->shownFile().isEmpty());
    m_copy->setEnabled(m_configuration.has_value());
    setLoading(m_loading && !m_configuration, tr("Reading the configuration…"));
}

/// What stands in the place of everything else.
void ConfigurationPage::updateProblem()
{
    const bool nothing = !m_server.isValid() || (m_error && !m_configuration && !m_loading);
    m_ui->configStack->setCurrentWidget(
        nothing ? static_cast<QWidget *>(m_problem) : static_cast<QWidget *>(m_ui->configSplitter));
    if (!m_server.isValid()) {
        m_problem->setText(m_context.scope.servers().isEmpty() ? tr("There is no server yet.")
                                                               : tr("Choose a server to see its configuration."));
        return;
    }
    if (!nothing)
        return;
    texts::ErrorPlace place;
    place.server = m_context.services.serverRegistry.nameOf(m_server);
    place.subject = folder();
    texts::ErrorText text = texts::errorText(*m_error, place);
    if (m_error->code == core::ErrorCode::FileNotFound) {
        //: %1: path of a folder, %2: name of a server
        text.what = tr("There is no fail2ban configuration in %1 on %2: neither jail.conf nor jail.local.")
                        .arg(core::visibleText(folder()), core::visibleText(place.server));
        text.next = tr("Name the folder in the server's settings where it is another one.");
    }
    const QString connect = m_context.connector.helpFor(m_server) == ServerConnector::Help::Ask
        ? m_context.connector.actionText({ m_server })
        : QString();
    if (m_error->code == core::ErrorCode::FileUnreadable)
        text.next = tr("Let BanGUI use sudo there, in the server's settings, or let this login read the folder.");
    m_problem->setText(text.sentence(),
        !connect.isEmpty()                       ? connect
            : AccessDialog::helps(m_error->code) ? tr("Ways to fix it…")
                                                 : tr("Try again"),
        text.detail);
}

void ConfigurationPage::helpOut()
{
    if (!m_server.isValid())
        return;
    if (m_context.connector.helpFor(m_server) == ServerConnector::Help::Ask)
        m_context.connector.connectServers({ m_server });
    else if (m_error && AccessDialog::helps(m_error->code))
        AccessDialog::openFor(m_context, m_server, window());
    else
        refresh();
}

void ConfigurationPage::updateBroken()
{
    const auto problems
        = m_configuration ? services::configProblems(*m_configuration) : QList<services::ConfigDefect>();
    m_ui->configBroken->setVisible(!problems.isEmpty());
    if (problems.isEmpty())
        return;
    const services::ConfigDefect &first = problems.constFirst();
    QList<widgets::BannerContent::Button> buttons;
    if (first.place.isKnown())
        buttons.append({ u"showBrokenPlace"_s, tr("Show the place"), widgets::ButtonRole::Outlined });
    const QString more
        = problems.size() == 1 ? QString() : u' ' + tr("and %n more", nullptr, static_cast<int>(problems.size()) - 1);
    const QString where = first.place.isKnown() ? u' ' + models::ConfigOptionModel::placeText(first.place) : QString();
    m_ui->configBroken->setMessage(core::ServerState::Offline, tr("broken"),
        tr("fail2ban cannot read these files: no reload works, and a restart would leave no jail."),
        models::configDefectText(first) + where + more, buttons);
}

/// Where what is shown was read, and when; what could not be read anew.
void ConfigurationPage::updateAge()
{
    m_ui->configAge->setVisible(m_configuration.has_value());
    if (!m_configuration)
        return;
    QList<widgets::TextPart> parts;
    const qint64 age = m_context.services.clock.nowMs() - m_configuration->readAt;
    const QString name = core::visibleText(m_context.services.serverRegistry.nameOf(m_server));
    if (m_error) {
        parts.append({ tr("Not current:") + u' ', {}, true, false });
        parts.append({ texts::errorWords(m_error->code) + u". "_s, {}, false, false });
    }
    parts.append({ core::visibleText(folder()), {}, false, true });
    //: behind the path of a folder; %1: name of a server, %2: "12 s"
    parts.append(
        { u' ' + (age < 1000 ? tr("on %1, read now").arg(name) : tr("on %1, read %2 ago").arg(name, texts::age(age))),
            {}, false, false });
    if (!m_configuration->version.isEmpty())
        parts.append({ u" · fail2ban "_s + core::visibleText(m_configuration->version), {}, false, false });
    parts.append({ u" · "_s, {}, false, false });
    if (m_loading)
        parts.append({ tr("Reading…"), {}, false, false });
    else
        parts.append({ m_error ? tr("Retry") : tr("Refresh"), u"refresh"_s, false, false });
    m_ui->configAge->setParts(parts);
    m_ui->configAge->setToolTip(texts::exactDateTime(
        m_configuration->readAt / 1000, texts::dateStyle(m_context.services.runtimeState.settings())));
}

} // namespace gui
