// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/setup_wizard.h"

#include "core/visible_text.h"
#include "gui/dialogs/server_dialog.h"
#include "gui/dialogs/setting_row.h"
#include "gui/gui_context.h"
#include "models/service_texts.h"
#include "platform/fonts.h"
#include "services/audit_service_impl.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "texts/error_texts.h"
#include "texts/settings_texts.h"
#include "widgets/buttons.h"

#include "ui_setup_wizard.h"

#include <QButtonGroup>
#include <QPushButton>
#include <QRadioButton>

namespace gui {

using namespace Qt::StringLiterals;
using core::SettingKey;
using services::LocalServerFinding;
using widgets::PlainLabel;

namespace {

constexpr int indicatorIndent = 24;

/// Whether that place may become a server: it is one, or could be one soon.
bool canBeAdded(const LocalServerFinding &finding)
{
    switch (finding.state) {
    case LocalServerFinding::State::Answers:
    case LocalServerFinding::State::Refused:
    case LocalServerFinding::State::NotRunning:
    case LocalServerFinding::State::PermissionDenied:
        return true;
    case LocalServerFinding::State::Missing:
        return finding.installed;
    case LocalServerFinding::State::NotASocket:
        break;
    }
    return false;
}

/// A usual place with nothing in it says nothing beside a place with something.
bool isWorthShowing(const LocalServerFinding &finding, bool somethingFound)
{
    return finding.state != LocalServerFinding::State::Missing || !somethingFound || !finding.foundIn.isEmpty();
}

} // namespace

SetupWizard::SetupWizard(const GuiContext &context, const SettingsDialog::Desktop &desktop, QWidget *owner)
    : widgets::DialogFrame(owner)
    , m_context(context)
    , m_desktop(desktop)
    , m_ui(std::make_unique<Ui::SetupWizard>())
    , m_choices(new QButtonGroup(this))
{
    setObjectName(u"setupWizard"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumSize(620, 460);
    auto *content = new QWidget(this);
    m_ui->setupUi(content);
    body()->addWidget(content, 1);
    build();
    goTo(Step::Welcome);
    search();
}

SetupWizard::~SetupWizard() = default;

void SetupWizard::build()
{
    m_ui->welcomeNote->setTone(PlainLabel::Tone::Secondary);
    m_ui->serverProblem->setTone(PlainLabel::Tone::Lost);
    m_ui->finishProblem->setTone(PlainLabel::Tone::Lost);
    m_ui->finishProblem->hide();
    m_ui->otherEdit->setFont(platform::monospaceFont(font()));
    m_ui->nameEdit->setText(tr("this computer"));
    widgets::setButtonRole(m_ui->searchAgain, widgets::ButtonRole::Outlined);
    connect(m_ui->searchAgain, &QPushButton::clicked, this, &SetupWizard::search);
    connect(m_ui->otherEdit, &QLineEdit::textChanged, this, &SetupWizard::validate);
    connect(m_ui->nameEdit, &QLineEdit::textChanged, this, &SetupWizard::validate);
    connect(m_choices, &QButtonGroup::idToggled, this, [this](int, bool checked) {
        if (checked)
            onChosen();
    });

    addSetting(SettingKey::ProbeIntervalSeconds, m_ui->viewStep);
    addSetting(SettingKey::DateFormat, m_ui->viewStep);
    addSetting(SettingKey::TrayEnabled, m_ui->startStep);
    addSetting(SettingKey::CloseToTray, m_ui->startStep);
    addSetting(SettingKey::Autostart, m_ui->startStep);
    // Where there is no tray it is not offered.
    m_rows.value(SettingKey::TrayEnabled)->setVisible(m_desktop.tray);
    m_rows.value(SettingKey::CloseToTray)->setVisible(m_desktop.tray);
    m_ui->viewLayout->addStretch(1);
    m_ui->startLayout->addStretch(1);

    m_cancel = widgets::makeButton(tr("Cancel"), widgets::ButtonRole::Flat, this, u"cancelButton"_s);
    m_back = widgets::makeButton(tr("&Back"), widgets::ButtonRole::Outlined, this, u"backButton"_s);
    m_next = widgets::makeButton(tr("&Next"), widgets::ButtonRole::Accent, this, u"nextButton"_s);
    addFootButton(m_cancel);
    addFootButton(m_back);
    addFootButton(m_next);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_back, &QPushButton::clicked, this, [this] { goTo(static_cast<Step>(static_cast<int>(m_step) - 1)); });
    connect(m_next, &QPushButton::clicked, this, &SetupWizard::goOn);
}

SettingRow *SetupWizard::addSetting(SettingKey key, QWidget *step)
{
    auto *row = new SettingRow(key, step);
    row->setRestorable(false);
    row->setEntry(m_context.services.runtimeState.settings().entry(key));
    step->layout()->addWidget(row);
    m_rows.insert(key, row);
    return row;
}

void SetupWizard::search()
{
    m_searching = true;
    m_ui->searchAgain->setEnabled(false);
    m_ui->searchText->setText(tr("Looking for fail2ban on this computer…"));
    clearChoices();
    m_search = m_context.services.setupService.findLocalServers(
        this, [this](const core::Result<QList<LocalServerFinding>> &found) {
            m_searching = false;
            m_ui->searchAgain->setEnabled(true);
            showFindings(found.value_or(QList<LocalServerFinding>()));
        });
    onChosen();
}

void SetupWizard::clearChoices()
{
    qDeleteAll(std::exchange(m_choiceWidgets, {}));
    m_findings.clear();
}

QRadioButton *SetupWizard::addChoice(int id, const QString &text, const QStringList &lines, bool enabled)
{
    auto *choice = new QWidget(m_ui->serverStep);
    auto *button = new QRadioButton(text, choice);
    button->setEnabled(enabled);
    button->setAccessibleName(text);
    button->setAccessibleDescription(lines.join(u' '));
    m_choices->addButton(button, id);
    auto *box = new QVBoxLayout(choice);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(2);
    box->addWidget(button);
    m_choiceWidgets.append(choice);
    for (const QString &line : lines) {
        auto *label = new PlainLabel(line, PlainLabel::Tone::Secondary, choice);
        label->setWordWrap(true);
        label->setContentsMargins(indicatorIndent, 0, 0, 0);
        box->addWidget(label);
    }
    m_ui->choices->addWidget(choice);
    return button;
}

void SetupWizard::showFindings(const QList<LocalServerFinding> &findings)
{
    clearChoices();
    const bool anything = std::any_of(findings.cbegin(), findings.cend(),
        [](const LocalServerFinding &finding) { return finding.state != LocalServerFinding::State::Missing; });
    const bool installed = std::any_of(
        findings.cbegin(), findings.cend(), [](const LocalServerFinding &finding) { return finding.installed; });
    QRadioButton *best = nullptr;
    bool bestAnswers = false;
    const QString user = services::loginName();
    const QList<core::ServerProfile> profiles = m_context.services.serverRegistry.profiles();
    int answering = 0;
    for (const LocalServerFinding &finding : findings) {
        if (!isWorthShowing(finding, anything) || (!anything && !installed))
            continue;
        const texts::ErrorText words = models::findingText(finding, user);
        QStringList lines;
        if (!words.next.isEmpty())
            lines.append(words.next);
        if (!finding.foundIn.isEmpty())
            lines.append(tr("Named in %1.").arg(core::visibleText(finding.foundIn)));
        const auto known = std::find_if(profiles.cbegin(), profiles.cend(),
            [&finding](const core::ServerProfile &profile) { return profile.socketPath == finding.socketPath; });
        if (known != profiles.cend())
            //: %1: the name that a server already has
            lines.append(tr("It is in BanGUI already, as %1.").arg(core::visibleText(known->name)));
        const bool usable = known == profiles.cend() && canBeAdded(finding);
        const bool answers = finding.state == LocalServerFinding::State::Answers;
        QRadioButton *button = addChoice(static_cast<int>(m_findings.size()), words.what, lines, usable);
        button->setObjectName(u"finding_%1"_s.arg(m_findings.size()));
        m_findings.append(finding);
        answering += answers ? 1 : 0;
        if (usable && (!best || (answers && !bestAnswers))) {
            best = button;
            bestAnswers = answers;
        }
    }
    if (m_findings.isEmpty()) {
        LocalServerFinding none;
        m_ui->searchText->setText(models::findingText(none, user).sentence());
    } else if (answering > 0) {
        m_ui->searchText->setText(tr("fail2ban runs on this computer. It can be the first server:"));
    } else {
        m_ui->searchText->setText(tr("fail2ban is here, but BanGUI cannot use it yet. It can be added all the same:"));
    }
    addChoice(OtherSocket, tr("Another socket of this computer"), {}, true)->setObjectName(u"otherSocketChoice"_s);
    QRadioButton *later = addChoice(NoServer, tr("I will add servers later"), {}, true);
    later->setObjectName(u"noServerChoice"_s);
    (best ? best : later)->setChecked(true);
    // What was made last would be reached last.
    QWidget *before = m_ui->searchAgain;
    for (QAbstractButton *choice : m_choices->buttons()) {
        setTabOrder(before, choice);
        before = choice;
    }
    setTabOrder(before, m_ui->otherEdit);
    setTabOrder(m_ui->otherEdit, m_ui->nameEdit);
    onChosen();
}

void SetupWizard::onChosen()
{
    const int id = m_choices->checkedId();
    const bool other = id == OtherSocket;
    m_ui->otherLabel->setVisible(other);
    m_ui->otherEdit->setVisible(other);
    const bool server = other || id >= 0;
    m_ui->nameLabel->setVisible(server);
    m_ui->nameEdit->setVisible(server);
    validate();
}

std::optional<core::ServerProfile> SetupWizard::firstServer() const
{
    const int id = m_choices->checkedId();
    if (id != OtherSocket && (id < 0 || id >= m_findings.size()))
        return std::nullopt;
    core::ServerProfile profile;
    profile.name = m_ui->nameEdit->text().trimmed();
    if (id == OtherSocket) {
        profile.socketPath = m_ui->otherEdit->text().trimmed();
        return profile;
    }
    const LocalServerFinding &finding = m_findings.at(id);
    profile.socketPath = finding.socketPath;
    // The folder that named the socket is this daemon's, also where it is not the usual one.
    const QString folder = finding.foundIn.left(finding.foundIn.lastIndexOf(u'/'));
    if (!folder.isEmpty() && folder != "/etc/fail2ban"_L1)
        profile.configDir = folder;
    return profile;
}

QString SetupWizard::serverProblem() const
{
    const auto server = firstServer();
    if (!server)
        return {};
    const QString socket = ServerDialog::socketProblem(server->socketPath);
    return socket.isEmpty() ? ServerDialog::nameProblem(m_context.services.serverRegistry, server->name, {}) : socket;
}

void SetupWizard::validate()
{
    if (!m_next)
        return;
    const QString problem = serverProblem();
    const bool untouched = m_choices->checkedId() == OtherSocket && m_ui->otherEdit->text().isEmpty();
    m_ui->serverProblem->setText(problem);
    m_ui->serverProblem->setVisible(!problem.isEmpty() && !untouched);
    m_next->setEnabled(m_step != Step::Server || (problem.isEmpty() && !m_searching));
}

void SetupWizard::goTo(Step step)
{
    m_step = step;
    m_ui->steps->setCurrentIndex(static_cast<int>(step));
    QString sub;
    QWidget *focus = m_next;
    switch (step) {
    case Step::Welcome:
        sub = tr("The first start on this computer");
        break;
    case Step::Server:
        sub = tr("Step 1 of 3: the first server");
        if (QAbstractButton *checked = m_choices->checkedButton())
            focus = checked;
        break;
    case Step::View:
        sub = tr("Step 2 of 3: how often to look, how times are written");
        focus = m_rows.value(SettingKey::ProbeIntervalSeconds);
        break;
    case Step::Start:
        sub = m_desktop.tray ? tr("Step 3 of 3: tray and start") : tr("Step 3 of 3: start");
        focus = m_rows.value(m_desktop.tray ? SettingKey::TrayEnabled : SettingKey::Autostart);
        break;
    case Step::Summary:
        sub = tr("This is stored when you finish");
        showSummary();
        break;
    case Step::Count_:
        break;
    }
    setHeading(tr("Set up BanGUI"), sub);
    m_back->setVisible(step != Step::Welcome);
    m_next->setText(step == Step::Summary ? tr("&Finish") : tr("&Next"));
    validate();
    if (focus->isEnabled())
        focus->setFocus(Qt::OtherFocusReason);
}

void SetupWizard::goOn()
{
    if (m_done)
        accept();
    else if (m_step == Step::Summary)
        finish();
    else
        goTo(static_cast<Step>(static_cast<int>(m_step) + 1));
}

QHash<QString, QString> SetupWizard::overrides() const
{
    QHash<QString, QString> changed;
    const core::Settings &now = m_context.services.runtimeState.settings();
    for (const SettingRow *row : m_rows) {
        if (row->value() != now.entry(row->key()).value)
            changed.insert(
                QString::fromLatin1(core::settingInfo(row->key()).name), core::settingText(row->key(), row->value()));
    }
    return changed;
}

void SetupWizard::showSummary()
{
    while (QLayoutItem *item = m_ui->summary->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int line = 0;
    const auto add = [this, &line](const QString &title, const QString &value, const char *name) {
        auto *label = new PlainLabel(title, PlainLabel::Tone::Secondary, m_ui->summaryStep);
        auto *text = new PlainLabel(value, m_ui->summaryStep);
        text->setObjectName(QString::fromLatin1(name));
        text->setWordWrap(true);
        text->setAccessibleName(title + u": "_s + value);
        m_ui->summary->addWidget(label, line, 0, Qt::AlignTop);
        m_ui->summary->addWidget(text, line++, 1);
    };
    const auto server = firstServer();
    add(tr("First server"),
        //: name of a server, then the path of its socket
        server ? tr("%1, through %2").arg(core::visibleText(server->name), core::visibleText(server->socketPath))
               : tr("none yet: servers are added in the sidebar"),
        "summaryServer");
    for (const SettingKey key : { SettingKey::ProbeIntervalSeconds, SettingKey::DateFormat, SettingKey::TrayEnabled,
             SettingKey::CloseToTray, SettingKey::Autostart }) {
        const bool tray = key == SettingKey::TrayEnabled || key == SettingKey::CloseToTray;
        if (!tray || m_desktop.tray)
            add(texts::settingTitle(key), texts::settingValue(key, m_rows.value(key)->value()), "summarySetting");
    }
}

void SetupWizard::finish()
{
    m_next->setEnabled(false);
    m_back->setEnabled(false);
    m_cancel->setEnabled(false);
    m_ui->finishProblem->hide();
    m_context.services.setupService.finish(
        firstServer(), overrides(), this, [this](const core::Result<bool> &stored) { onFinished(stored); });
}

void SetupWizard::onFinished(const core::Result<bool> &stored)
{
    texts::ErrorPlace place;
    place.activity = texts::ErrorPlace::Activity::Store;
    m_next->setEnabled(true);
    if (!stored) {
        m_back->setEnabled(true);
        m_cancel->setEnabled(true);
        m_ui->finishProblem->setText(texts::errorText(stored.error(), place).sentence());
        m_ui->finishProblem->show();
        return;
    }
    const bool wanted = m_rows.value(SettingKey::Autostart)->value().toBool();
    if (m_desktop.autostart.isEnabled() != wanted) {
        if (const core::Result<void> done = m_desktop.autostart.setEnabled(wanted); !done) {
            place.subject = m_desktop.autostart.filePath();
            m_ui->finishProblem->setText(tr("BanGUI is set up, but it will not start at login. %1")
                                             .arg(texts::errorText(done.error(), place).sentence()));
            m_ui->finishProblem->show();
            m_done = true;
            m_back->hide();
            m_cancel->hide();
            m_next->setText(tr("Close"));
            return;
        }
    }
    accept();
}

} // namespace gui
