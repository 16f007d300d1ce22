// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/server_dialog.h"

#include "core/visible_text.h"
#include "gui/dialogs/connection_test_view.h"
#include "gui/gui_context.h"
#include "platform/fonts.h"
#include "services/pending_changes.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "services/socket_search.h"
#include "texts/error_texts.h"
#include "texts/pending_texts.h"
#include "texts/state_texts.h"
#include "texts/time_texts.h"
#include "texts/way_texts.h"
#include "widgets/buttons.h"
#include "widgets/confirm_dialog.h"

#include "ui_server_dialog.h"

#include <QApplication>
#include <QCompleter>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QPointer>
#include <QPushButton>
#include <QTimeZone>

namespace gui {

using namespace Qt::StringLiterals;
using widgets::PlainLabel;

namespace {

/// A path that may be left empty.
QString optionalPathProblem(const QString &path)
{
    if (path.isEmpty() || path.startsWith(u'/'))
        return {};
    return ServerDialog::tr("A path begins with /.");
}

} // namespace

ServerDialog::ServerDialog(const GuiContext &context, const std::optional<core::ServerProfile> &edited, QWidget *owner)
    : widgets::DialogFrame(owner)
    , m_context(context)
    , m_original(edited.value_or(core::ServerProfile()))
    , m_adds(!edited)
    , m_ui(std::make_unique<Ui::ServerDialog>())
{
    setObjectName(u"serverDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(900);
    auto *content = new QWidget(this);
    m_ui->setupUi(content);
    body()->addWidget(content);
    if (m_adds)
        setHeading(tr("Add a server"), tr("A fail2ban on this computer, or on another one that ssh reaches"));
    else
        //: %1: name of a server
        setHeading(tr("Edit %1").arg(core::visibleText(m_original.name)), tr("Only BanGUI's own notes are changed."));
    build();
    fill();
    validate();
    m_ui->nameEdit->setFocus();
}

ServerDialog::~ServerDialog() = default;

void ServerDialog::build()
{
    for (PlainLabel *problem : { m_ui->nameProblem, m_ui->destinationProblem, m_ui->socketProblem, m_ui->zoneProblem,
             m_ui->sshConfigProblem, m_ui->containerProblem, m_ui->configProblem, m_ui->clientProblem })
        problem->setTone(PlainLabel::Tone::Lost);
    for (PlainLabel *note : { m_ui->readOnlyNote, m_ui->destinationNote, m_ui->sudoNote, m_ui->socketNote,
             m_ui->twinNote, m_ui->productionNote })
        note->setTone(PlainLabel::Tone::Secondary);
    m_ui->testTitle->setTone(PlainLabel::Tone::Strong);
    const QFont mono = platform::monospaceFont(font());
    for (QLineEdit *edit : { m_ui->destinationEdit, m_ui->socketEdit, m_ui->sshConfigEdit, m_ui->containerEdit,
             m_ui->configEdit, m_ui->clientEdit, m_ui->startEdit }) {
        edit->setFont(mono);
        connect(edit, &QLineEdit::textChanged, this, &ServerDialog::validate);
    }
    connect(m_ui->nameEdit, &QLineEdit::textChanged, this, &ServerDialog::validate);
    connect(m_ui->zoneBox, &QComboBox::currentTextChanged, this, &ServerDialog::validate);
    for (QPushButton *button : { m_ui->socketBrowse, m_ui->configBrowse, m_ui->clientBrowse, m_ui->sshConfigBrowse,
             m_ui->findButton, m_ui->advancedButton, m_ui->testButton })
        widgets::setButtonRole(button, widgets::ButtonRole::Outlined);
    connect(m_ui->socketBrowse, &QPushButton::clicked, this,
        [this] { browse(m_ui->socketEdit, tr("Choose fail2ban's socket"), false); });
    connect(m_ui->configBrowse, &QPushButton::clicked, this,
        [this] { browse(m_ui->configEdit, tr("Choose fail2ban's configuration folder"), true); });
    connect(m_ui->clientBrowse, &QPushButton::clicked, this,
        [this] { browse(m_ui->clientEdit, tr("Choose fail2ban-client"), false); });

    m_test = new ConnectionTestView(m_context, this);
    m_test->setFixedWidth(340);
    m_ui->testColumn->addWidget(m_test, 1);
    connect(m_ui->testButton, &QPushButton::clicked, this, &ServerDialog::test);
    connect(m_test, &ConnectionTestView::finished, this, [this] { validate(); });
    // What was tested is no longer what stands there.
    connect(m_ui->socketEdit, &QLineEdit::textChanged, m_test, [this] { m_test->reset(); });

    // The form scrolls on a low screen; its ground is that of the dialog.
    m_ui->formScroll->viewport()->setAutoFillBackground(false);
    m_ui->formArea->setAutoFillBackground(false);
    // Tab scrolls by itself; a mnemonic or a problem that is pointed at does not.
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        if (now && m_ui->formArea->isAncestorOf(now))
            m_ui->formScroll->ensureWidgetVisible(now);
    });
    buildWay();

    m_cancel = widgets::makeButton(tr("Cancel"), widgets::ButtonRole::Outlined, this, u"cancelButton"_s);
    m_save = widgets::makeButton(
        m_adds ? tr("Add server") : tr("Save"), widgets::ButtonRole::Accent, this, u"confirmButton"_s);
    addFootButton(m_cancel);
    addFootButton(m_save);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &ServerDialog::save);
}

void ServerDialog::fill()
{
    const core::ServerProfile &profile = m_original;
    m_ui->nameEdit->setText(profile.name);
    fillWay();
    m_ui->socketEdit->setText(m_adds ? u"/run/fail2ban/fail2ban.sock"_s : profile.socketPath);
    m_ui->groupBox->addItems(m_context.services.serverRegistry.groups());
    m_ui->groupBox->setCurrentText(profile.group);
    m_ui->groupBox->lineEdit()->setPlaceholderText(tr("no group"));
    m_ui->groupBox->lineEdit()->setAccessibleName(tr("Group"));
    m_ui->tagsEdit->setText(profile.tags.join(", "_L1));
    m_ui->colourChoice->setColour(profile.colour);
    const int everywhere = m_context.services.runtimeState.settings().number(core::SettingKey::ProbeIntervalSeconds);
    //: %1: "30 s"; the probe interval of the settings is used
    m_ui->intervalSpin->setSpecialValueText(tr("As in the settings (%1)").arg(texts::duration(everywhere)));
    //: seconds, behind a number
    m_ui->intervalSpin->setSuffix(tr(" s"));
    if (auto *field = m_ui->intervalSpin->findChild<QLineEdit *>())
        field->setAccessibleName(m_ui->intervalSpin->accessibleName());
    m_ui->intervalSpin->setValue(profile.probeIntervalSeconds == 0 ? 1 : profile.probeIntervalSeconds);
    //: the time zone of this computer
    m_ui->zoneBox->addItem(tr("As this computer"), QString());
    for (const QByteArray &id : QTimeZone::availableTimeZoneIds())
        m_ui->zoneBox->addItem(QString::fromLatin1(id), QString::fromLatin1(id));
    m_ui->zoneBox->setInsertPolicy(QComboBox::NoInsert);
    m_ui->zoneBox->completer()->setFilterMode(Qt::MatchContains);
    m_ui->zoneBox->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_ui->zoneBox->lineEdit()->setAccessibleName(tr("Time zone of the server"));
    if (profile.timeZone.isEmpty())
        m_ui->zoneBox->setCurrentIndex(0);
    else
        m_ui->zoneBox->setCurrentText(profile.timeZone);
    m_ui->configEdit->setText(profile.configDir);
    m_ui->clientEdit->setText(profile.clientProgram);
    m_ui->startEdit->setText(profile.startCommand);
    m_ui->readOnlyCheck->setChecked(profile.readOnly);
    m_ui->productionCheck->setChecked(profile.production);
    showFields();
}

QString ServerDialog::zone() const
{
    const QString text = m_ui->zoneBox->currentText().trimmed();
    return text == m_ui->zoneBox->itemText(0) ? QString() : text;
}

core::ServerProfile ServerDialog::profile() const
{
    core::ServerProfile profile = way();
    profile.name = m_ui->nameEdit->text().trimmed();
    profile.socketPath = m_ui->socketEdit->text().trimmed();
    profile.configDir = m_ui->configEdit->text().trimmed();
    profile.clientProgram = m_ui->clientEdit->text().trimmed();
    profile.startCommand = m_ui->startEdit->text().trimmed();
    profile.group = m_ui->groupBox->currentText().trimmed();
    profile.tags.clear();
    for (const QString &tag : m_ui->tagsEdit->text().split(u',')) {
        if (const QString trimmed = tag.trimmed(); !trimmed.isEmpty() && !profile.tags.contains(trimmed))
            profile.tags.append(trimmed);
    }
    profile.colour = m_ui->colourChoice->colour();
    profile.timeZone = zone();
    profile.readOnly = m_ui->readOnlyCheck->isChecked();
    profile.production = m_ui->productionCheck->isChecked();
    profile.probeIntervalSeconds = m_ui->intervalSpin->value() == 1 ? 0 : m_ui->intervalSpin->value();
    return profile;
}

QString ServerDialog::nameProblem(const services::ServerRegistry &registry, const QString &name, core::ServerId id)
{
    if (name.trimmed().isEmpty())
        return tr("A server needs a name.");
    constexpr qsizetype longest = 100; // as the registry has it
    if (name.trimmed().size() > longest)
        return tr("The name has %1 characters; %2 are the most.").arg(name.trimmed().size()).arg(longest);
    const auto bearer = registry.profileNamed(name.trimmed());
    if (bearer && bearer->id != id)
        return tr("Another server bears this name.");
    return {};
}

QString ServerDialog::socketProblem(const QString &path)
{
    // sun_path has 108 bytes, the last of which is a zero.
    constexpr qsizetype longest = 107;
    if (path.isEmpty())
        return tr("The socket's path is missing. fail2ban names it in fail2ban.conf.");
    if (!path.startsWith(u'/'))
        return tr("A path begins with /.");
    if (const qsizetype bytes = QFile::encodeName(path).size(); bytes > longest)
        return tr("The path has %1 bytes; a socket's has at most %2.").arg(bytes).arg(longest);
    return {};
}

void ServerDialog::validate()
{
    const core::ServerProfile wanted = profile();
    bool good = true;
    const auto tell = [&good](PlainLabel *label, QWidget *field, const QString &problem, bool show) {
        good = good && problem.isEmpty();
        label->setText(problem);
        label->setVisible(show && !problem.isEmpty());
        field->setAccessibleDescription(show ? problem : QString());
    };
    // An empty field is not blamed before it was left empty on purpose.
    tell(m_ui->nameProblem, m_ui->nameEdit, nameProblem(m_context.services.serverRegistry, wanted.name, m_original.id),
        m_asked || !wanted.name.isEmpty());
    const QString socket = socketProblem(wanted.socketPath);
    tell(m_ui->socketProblem, m_ui->socketEdit, socket, m_asked || !wanted.socketPath.isEmpty());
    showTwin(wanted);
    const QString word = services::wayProblem(wanted);
    const QString wrong = texts::wayProblem(word);
    const bool inContainer = word.startsWith("container"_L1);
    const bool inConfig = word == "config_file"_L1;
    tell(m_ui->destinationProblem, m_ui->destinationEdit, inContainer || inConfig ? QString() : wrong,
        m_asked || !wanted.destination.isEmpty());
    tell(m_ui->sshConfigProblem, m_ui->sshConfigEdit, inConfig ? wrong : QString(), true);
    tell(m_ui->containerProblem, m_ui->containerEdit, inContainer ? wrong : QString(), true);
    tell(m_ui->zoneProblem, m_ui->zoneBox,
        wanted.timeZone.isEmpty() || QTimeZone(wanted.timeZone.toLatin1()).isValid()
            ? QString()
            : tr("Not a time zone that this computer knows. Example: Europe/Berlin."),
        true);
    tell(m_ui->configProblem, m_ui->configEdit, optionalPathProblem(wanted.configDir), true);
    tell(m_ui->clientProblem, m_ui->clientEdit, optionalPathProblem(wanted.clientProgram), true);
    // What is wrong must be seen.
    for (const PlainLabel *problem :
        { m_ui->sshConfigProblem, m_ui->containerProblem, m_ui->configProblem, m_ui->clientProblem }) {
        if (!problem->text().isEmpty())
            m_ui->advancedButton->setChecked(true);
    }
    m_save->setEnabled(good || !m_asked);
    m_ui->testButton->setEnabled(socket.isEmpty() && word.isEmpty() && !m_test->isRunning());
    m_ui->findButton->setEnabled(word.isEmpty() && !m_search);
}

void ServerDialog::browse(QLineEdit *edit, const QString &title, bool folder)
{
    auto *dialog = new QFileDialog(this, title);
    dialog->setObjectName(u"browseDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(folder ? QFileDialog::Directory : QFileDialog::ExistingFile);
    // A socket is no regular file: it is listed with the system's own files only.
    dialog->setFilter(dialog->filter() | QDir::System | QDir::Hidden);
    const QFileInfo now(edit->text().isEmpty() ? edit->placeholderText() : edit->text());
    dialog->setDirectory(folder ? now.absoluteFilePath() : now.absolutePath());
    connect(dialog, &QFileDialog::fileSelected, edit, &QLineEdit::setText);
    dialog->open();
}

void ServerDialog::showTwin(const core::ServerProfile &wanted)
{
    QStringList twins;
    for (const core::ServerProfile &other : m_context.services.serverRegistry.profiles()) {
        if (other.id != m_original.id && core::daemonKey(other) == core::daemonKey(wanted))
            twins.append(core::visibleText(other.name));
    }
    // No mistake in itself: two names may look at one daemon with different rights.
    //: %1: names of servers
    m_ui->twinNote->setText(twins.isEmpty() ? QString()
            : twins.size() == 1             ? tr("%1 leads to the same daemon.").arg(twins.constFirst())
                                            : tr("%1 lead to the same daemon.").arg(texts::names(twins)));
    m_ui->twinNote->setVisible(!twins.isEmpty());
}

void ServerDialog::test()
{
    m_test->start(profile());
    validate();
}

void ServerDialog::save()
{
    m_asked = true;
    validate();
    if (!m_save->isEnabled()) {
        const std::initializer_list<std::pair<PlainLabel *, QWidget *>> fields { { m_ui->nameProblem, m_ui->nameEdit },
            { m_ui->destinationProblem, m_ui->destinationEdit }, { m_ui->socketProblem, m_ui->socketEdit },
            { m_ui->zoneProblem, m_ui->zoneBox }, { m_ui->sshConfigProblem, m_ui->sshConfigEdit },
            { m_ui->containerProblem, m_ui->containerEdit }, { m_ui->configProblem, m_ui->configEdit },
            { m_ui->clientProblem, m_ui->clientEdit } };
        for (const auto &[problem, field] : fields) {
            if (problem->text().isEmpty())
                continue;
            field->setFocus(Qt::OtherFocusReason);
            return;
        }
        return;
    }
    QList<core::PendingChange> waiting = m_context.services.pendingChanges.all();
    waiting.removeIf([this](const core::PendingChange &change) { return change.server != m_original.id; });
    const bool lost = m_context.services.runtimeState.pendingRecovery(m_original.id).has_value();
    if (!m_adds && (lost || !waiting.isEmpty()) && core::daemonKey(profile()) != core::daemonKey(m_original))
        askAboutMove(waiting);
    else
        store({});
}

void ServerDialog::askAboutMove(const QList<core::PendingChange> &waiting)
{
    const QString name = core::visibleText(m_original.name);
    widgets::Confirmation text;
    //: %1: name of a server
    text.title = tr("%1 leads elsewhere from now on").arg(name);
    QStringList detail;
    if (!waiting.isEmpty()) {
        text.effect = texts::pendingSummary(static_cast<qint64>(waiting.size()), { name });
        for (const core::PendingChange &change : waiting)
            text.items.append(texts::pendingChangeText(change));
        detail.append(tr("What waits was meant for the place until now and is not sent to the new one by itself."));
        //: one change that waits for its server
        text.checkText = waiting.size() == 1 ? tr("Send it to the new place") : tr("Send these to the new place");
    }
    if (const auto lost = m_context.services.runtimeState.pendingRecovery(m_original.id)) {
        const QString told = texts::recoverySentence(*lost, m_original.name);
        if (text.effect.isEmpty())
            text.effect = told;
        else
            detail.append(told);
        //: %1: name of a server
        detail.append(tr("That is about the place until now. It is shown again when %1 leads there again.").arg(name));
    }
    text.detail = detail.join(u' ');
    text.verb = tr("Save");
    auto *dialog = widgets::ConfirmDialog::ask(text, this);
    dialog->setObjectName(u"movedPendingDialog"_s);
    connect(dialog, &widgets::ConfirmDialog::confirmed, this,
        [this, waiting](bool along) { store(along ? waiting : QList<core::PendingChange> {}); });
}

void ServerDialog::store(const QList<core::PendingChange> &moving)
{
    m_save->setEnabled(false);
    services::ServerRegistry &registry = m_context.services.serverRegistry;
    if (m_adds) {
        registry.add(profile(), this, [this](const core::Result<core::ServerProfile> &stored) { onSaved(stored); });
        return;
    }
    QList<qint64> ids;
    for (const core::PendingChange &change : moving)
        ids.append(change.id);
    // Also where the dialog is closed by then.
    services::PendingChanges *pending = &m_context.services.pendingChanges;
    pending->follow(ids, core::daemonKey(profile()));
    registry.update(
        profile(), pending, [pending, ids, dialog = QPointer(this)](const core::Result<core::ServerProfile> &stored) {
            if (!stored)
                pending->follow(ids, {});
            if (dialog)
                dialog->onSaved(stored);
        });
}

void ServerDialog::onSaved(const core::Result<core::ServerProfile> &stored)
{
    if (stored) {
        Q_EMIT saved(stored->id);
        accept();
        return;
    }
    texts::ErrorPlace place;
    place.activity = texts::ErrorPlace::Activity::Store;
    place.subject = core::visibleText(profile().name);
    setFootNote(texts::errorText(stored.error(), place).sentence());
    m_save->setEnabled(true);
}

} // namespace gui
