// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/ban_dialog.h"

#include "core/visible_text.h"
#include "gui/gui_context.h"
#include "gui/production_check.h"
#include "gui/scope_controller.h"
#include "gui/window_models.h"
#include "models/jail_table_model.h"
#include "models/service_texts.h"
#include "platform/fonts.h"
#include "platform/icons.h"
#include "platform/state_look.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "texts/error_texts.h"
#include "texts/pending_texts.h"
#include "texts/state_texts.h"
#include "texts/time_texts.h"
#include "widgets/buttons.h"

#include "ui_ban_dialog.h"

#include <QPointer>
#include <QPushButton>
#include <QScreen>

namespace gui {

using namespace Qt::StringLiterals;
using widgets::PlainLabel;

namespace {

constexpr int previewDelayMs = 200;
constexpr qsizetype junkShown = 1000; ///< who pastes more has pasted something else
constexpr qsizetype toolTipLength = 600;
constexpr int junkRows = 3; ///< seen at once; the others by scrolling
constexpr int warningRows = 5;
constexpr int lowRows = 2; // of each list on a low screen
constexpr int lowScreen = 720;

QList<QListWidgetItem *> checkedItems(const QListWidget *list)
{
    QList<QListWidgetItem *> items;
    for (int row = 0; row < list->count(); ++row) {
        if (list->item(row)->checkState() == Qt::Checked)
            items.append(list->item(row));
    }
    return items;
}

/// A screen on which the whole dialog, with entries left out and warnings, would push its buttons over the edge.
bool isLow(const QWidget &widget)
{
    return widget.screen()->availableGeometry().height() < lowScreen;
}

/// As high as its items need, so many rows at most.
void fitHeight(QListWidget &list, int rows)
{
    int height = 2 * list.frameWidth() + 2;
    for (int row = 0; row < std::min(list.count(), rows); ++row)
        height += std::max(list.sizeHintForRow(row), list.fontMetrics().height());
    list.setFixedHeight(height);
}

} // namespace

BanDialog::BanDialog(const GuiContext &context, const QString &targets, QWidget *owner, Finished finished)
    : widgets::DialogFrame(owner)
    , m_context(context)
    , m_finished(std::move(finished))
    , m_ui(std::make_unique<Ui::BanDialog>())
{
    setObjectName(u"banDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(560);
    setHeading(tr("Ban addresses"), tr("Each jail decides how long its bans last."));
    auto *content = new QWidget(this);
    m_ui->setupUi(content);
    body()->addWidget(content);
    m_ui->targetsEdit->setFont(platform::monospaceFont(font()));
    m_ui->targetsSummary->setTone(PlainLabel::Tone::Secondary);
    if (isLow(*this)) {
        m_ui->targetsEdit->setMinimumHeight(48);
        m_ui->jailList->setMinimumHeight(52);
        m_ui->serverList->setMinimumHeight(52);
    }
    m_ui->junkList->hide();
    m_ui->effectLabel->setTone(PlainLabel::Tone::Strong);
    m_ui->warningList->hide();
    m_ui->anywayCheck->hide();
    m_ui->jailList->setFont(platform::monospaceFont(font()));
    // A long name is cut, and whole in its tool tip.
    for (QListWidget *list : { m_ui->jailList, m_ui->serverList, m_ui->junkList, m_ui->warningList })
        list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_ui->warningList->setWordWrap(true);

    m_production = new ProductionCheck(context, this);
    body()->addWidget(m_production);
    connect(m_production, &ProductionCheck::changed, this, &BanDialog::updateConfirm);
    m_cancel = widgets::makeButton(tr("Cancel"), widgets::ButtonRole::Outlined, this, u"cancelButton"_s);
    //: A button
    m_confirm = widgets::makeButton(tr("Ban"), widgets::ButtonRole::Accent, this, u"confirmButton"_s);
    //: A button: ends a ban that runs on many servers; what has not been sent is not sent
    m_stop = widgets::makeButton(tr("Stop"), widgets::ButtonRole::Outlined, this, u"stopButton"_s);
    m_stop->hide();
    addFootButton(m_stop);
    addFootButton(m_cancel);
    addFootButton(m_confirm);
    // What was sent by then is told with its way back.
    connect(m_stop, &QPushButton::clicked, this, [this] { m_banning.cancel(); });
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_confirm, &QPushButton::clicked, this, &BanDialog::ban);

    fillServers();
    fillJails();
    m_soon.setSingleShot(true);
    m_soon.setInterval(previewDelayMs);
    connect(&m_soon, &QTimer::timeout, this, &BanDialog::preview);
    connect(m_ui->targetsEdit, &QPlainTextEdit::textChanged, this, &BanDialog::onChanged);
    connect(m_ui->jailList, &QListWidget::itemChanged, this, &BanDialog::onChanged);
    connect(m_ui->serverList, &QListWidget::itemChanged, this, [this] {
        fillJails();
        onChanged();
    });
    connect(m_ui->anywayCheck, &QCheckBox::toggled, this, &BanDialog::updateConfirm);
    m_ui->targetsEdit->setPlainText(targets);
    onChanged();
    m_ui->targetsEdit->setFocus();
}

BanDialog::~BanDialog() = default;

void BanDialog::fillServers()
{
    for (const core::ServerId id : m_context.scope.servers()) {
        const auto profile = m_context.services.serverRegistry.profile(id);
        if (!profile)
            continue;
        const core::ServerState state = m_context.services.runtimeState.status(id).state;
        auto *item
            = new QListWidgetItem(platform::stateIcon(state), core::visibleText(profile->name), m_ui->serverList);
        item->setData(Qt::UserRole, QVariant::fromValue(id));
        if (profile->readOnly) {
            //: %1: name of a server
            item->setText(tr("%1 (read-only)").arg(core::visibleText(profile->name)));
            item->setFlags(item->flags() & ~Qt::ItemIsEnabled);
            item->setCheckState(Qt::Unchecked);
        } else {
            // Also those that are away: their ban is kept and sent when they are back, and the effect says so.
            item->setCheckState(Qt::Checked);
        }
        item->setToolTip(core::visibleText(profile->name).toHtmlEscaped());
        item->setData(Qt::AccessibleTextRole, item->text() + u", "_s + texts::stateWord(state));
    }
}

void BanDialog::fillJails()
{
    QStringList checked;
    for (const QListWidgetItem *item : checkedItems(m_ui->jailList))
        checked.append(item->data(Qt::UserRole).toString());
    QList<core::ServerId> servers;
    for (const QListWidgetItem *item : checkedItems(m_ui->serverList))
        servers.append(item->data(Qt::UserRole).value<core::ServerId>());
    QStringList jails = m_context.models.jails().jailNames(servers);
    // A server that is away is known by its last answer, perhaps of an earlier start.
    for (const core::ServerId id : std::as_const(servers)) {
        for (const QString &jail : m_context.services.runtimeState.status(id).jails) {
            if (!jails.contains(jail))
                jails.append(jail);
        }
    }
    jails.sort(Qt::CaseInsensitive);
    const QSignalBlocker quiet(m_ui->jailList);
    m_ui->jailList->clear();
    for (const QString &jail : jails) {
        auto *item = new QListWidgetItem(core::visibleText(jail), m_ui->jailList);
        item->setData(Qt::UserRole, jail);
        item->setToolTip(core::visibleText(jail).toHtmlEscaped());
        item->setCheckState(checked.contains(jail) || jails.size() == 1 ? Qt::Checked : Qt::Unchecked);
    }
}

void BanDialog::chooseJail(const QString &jail)
{
    for (int row = 0; row < m_ui->jailList->count(); ++row) {
        if (m_ui->jailList->item(row)->data(Qt::UserRole).toString() == jail)
            m_ui->jailList->item(row)->setCheckState(Qt::Checked);
    }
}

services::BanRequest BanDialog::request() const
{
    services::BanRequest request;
    for (const QListWidgetItem *item : checkedItems(m_ui->serverList))
        request.servers.append(item->data(Qt::UserRole).value<core::ServerId>());
    for (const QListWidgetItem *item : checkedItems(m_ui->jailList))
        request.jails.append(item->data(Qt::UserRole).toString());
    request.targets = m_parsed.targets;
    return request;
}

void BanDialog::onChanged()
{
    m_parsed = services::parseTargets(m_ui->targetsEdit->toPlainText());
    const bool any = !m_parsed.targets.isEmpty() || !m_parsed.junk.isEmpty();
    m_ui->targetsSummary->setText(any ? models::targetsSummary(m_parsed) : QString());
    m_ui->targetsSummary->setVisible(any);
    showJunk();
    if (const QList<core::ServerId> servers = request().servers; servers != m_asked) {
        m_asked = servers;
        m_production->setServers(servers);
    }
    m_previewed = false;
    m_previewing.cancel();
    m_soon.start();
    updateConfirm();
}

void BanDialog::showJunk()
{
    m_ui->junkList->clear();
    const QIcon warning = platform::icon(platform::Icon::Warning, platform::ColourRole::Warning);
    for (const services::JunkLine &line : m_parsed.junk.first(std::min(m_parsed.junk.size(), junkShown))) {
        auto *item = new QListWidgetItem(warning, models::junkText(line), m_ui->junkList);
        item->setToolTip(item->text().left(toolTipLength).toHtmlEscaped());
    }
    if (m_parsed.junk.size() > junkShown)
        m_ui->junkList->addItem(tr("and %n more", nullptr, static_cast<int>(m_parsed.junk.size() - junkShown)));
    m_ui->junkList->setVisible(m_ui->junkList->count() > 0);
    fitHeight(*m_ui->junkList, isLow(*this) ? lowRows : junkRows);
}

void BanDialog::preview()
{
    const services::BanRequest wanted = request();
    QString missing;
    if (wanted.targets.isEmpty())
        missing = m_parsed.junk.isEmpty() ? QString() : tr("No address is left to ban.");
    else if (wanted.servers.isEmpty())
        missing = tr("Choose a server.");
    else if (wanted.jails.isEmpty())
        missing
            = m_ui->jailList->count() == 0 ? tr("The jails of these servers are not known yet.") : tr("Choose a jail.");
    if (wanted.targets.isEmpty() || !missing.isEmpty()) {
        m_ui->effectLabel->setText(missing);
        m_ui->warningList->hide();
        m_ui->anywayCheck->hide();
        return;
    }
    m_previewing = m_context.services.banService.previewBan(
        wanted, this, [this](const core::Result<services::BanPreview> &found) { onPreview(found); });
}

void BanDialog::onPreview(const core::Result<services::BanPreview> &found)
{
    if (!found) {
        if (found.error().code != core::ErrorCode::Cancelled)
            m_ui->effectLabel->setText(texts::errorText(found.error()).sentence());
        return;
    }
    const auto count = static_cast<qint64>(m_parsed.targets.size());
    const QString subject = count == 1 ? m_parsed.targets.constFirst().toString() : QString();
    m_ui->effectLabel->setText(models::effectText(*found, count, subject));
    m_ui->warningList->clear();
    m_unasked = found->unasked;
    m_seen = found->warnings;
    m_grave = false;
    QStringList waiting; // one line for all of them
    for (const services::BanWarning &warning : found->warnings) {
        if (warning.kind == services::BanWarning::Kind::Unreachable && warning.detail.isEmpty())
            waiting.append(core::visibleText(m_context.services.serverRegistry.nameOf(warning.server)));
    }
    if (!waiting.isEmpty()) {
        auto *item = new QListWidgetItem(platform::icon(platform::Icon::Information, platform::ColourRole::Secondary),
            texts::keptSentence(waiting), m_ui->warningList);
        item->setToolTip(waiting.join(u", "_s).left(toolTipLength).toHtmlEscaped());
    }
    for (const services::BanWarning &warning : found->warnings) {
        if (warning.kind == services::BanWarning::Kind::Unreachable && warning.detail.isEmpty())
            continue;
        const bool grave = models::isGrave(warning.kind);
        m_grave = m_grave || grave;
        const QString name
            = warning.server.isValid() ? m_context.services.serverRegistry.nameOf(warning.server) : QString();
        auto *item = new QListWidgetItem(models::warningText(warning, name), m_ui->warningList);
        item->setIcon(platform::icon(grave ? platform::Icon::Warning : platform::Icon::Information,
            grave ? platform::ColourRole::Warning : platform::ColourRole::Secondary));
        item->setToolTip(item->text().toHtmlEscaped());
    }
    m_ui->warningList->setVisible(!found->warnings.isEmpty());
    fitHeight(*m_ui->warningList, isLow(*this) ? lowRows : warningRows);
    m_ui->anywayCheck->setVisible(m_grave);
    if (!m_grave)
        m_ui->anywayCheck->setChecked(false);
    m_previewed = found->bans > 0;
    updateConfirm();
}

void BanDialog::updateConfirm()
{
    m_confirm->setEnabled(
        !m_running && m_previewed && m_production->isSatisfied() && (!m_grave || m_ui->anywayCheck->isChecked()));
}

void BanDialog::ban()
{
    m_running = true;
    updateConfirm();
    m_ui->targetsEdit->setReadOnly(true);
    m_ui->jailList->setEnabled(false);
    m_ui->serverList->setEnabled(false);
    m_cancel->setText(tr("Close"));
    setFootNote(tr("You can close this window: it goes on."));
    connect(&m_context.services.banService, &services::BanService::progressed, this, [this](qint64 done, qint64 total) {
        if (m_running && total > 1)
            //: %1, %2: numbers of bans
            setFootNote(
                tr("%1 of %2. You can close this window: it goes on.").arg(texts::number(done), texts::number(total)));
    });
    QPointer<BanDialog> self(this);
    // The window is the context: the change and its receipt do not depend on this dialog.
    services::BanRequest wanted = request();
    wanted.unasked = m_unasked;
    wanted.seen = m_seen;
    m_stop->setVisible(wanted.servers.size() > 1);
    m_banning = m_context.services.banService.ban(
        wanted, parentWidget(), [self, finished = m_finished](const core::Result<QList<core::Receipt>> &receipts) {
            if (self && receipts)
                self->accept();
            else if (self)
                self->onRefused(receipts.error());
            finished(receipts);
        });
}

void BanDialog::onRefused(const core::Error &error)
{
    m_running = false;
    m_stop->hide();
    m_ui->targetsEdit->setReadOnly(false);
    m_ui->jailList->setEnabled(true);
    m_ui->serverList->setEnabled(true);
    m_cancel->setText(tr("Cancel"));
    setFootNote({});
    texts::ErrorPlace place;
    place.activity = texts::ErrorPlace::Activity::Change;
    m_ui->effectLabel->setText(texts::errorText(error, place).sentence());
    updateConfirm();
}

} // namespace gui
