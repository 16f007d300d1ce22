// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/setup_server_step.h"

#include "core/visible_text.h"
#include "gui/dialogs/server_dialog.h"
#include "gui/gui_context.h"
#include "models/service_texts.h"
#include "platform/fonts.h"
#include "services/audit_service_impl.h"
#include "services/server_registry.h"
#include "texts/error_texts.h"
#include "widgets/buttons.h"

#include "ui_setup_server_step.h"

#include <QButtonGroup>
#include <QPushButton>
#include <QRadioButton>

namespace gui {

using namespace Qt::StringLiterals;
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

SetupServerStep::SetupServerStep(const GuiContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_ui(std::make_unique<Ui::SetupServerStep>())
    , m_choices(new QButtonGroup(this))
{
    m_ui->setupUi(this);
    m_ui->serverProblem->setTone(PlainLabel::Tone::Lost);
    m_ui->otherEdit->setFont(platform::monospaceFont(font()));
    m_ui->nameEdit->setText(tr("this computer"));
    widgets::setButtonRole(m_ui->searchAgain, widgets::ButtonRole::Outlined);
    connect(m_ui->searchAgain, &QPushButton::clicked, this, &SetupServerStep::search);
    connect(m_ui->otherEdit, &QLineEdit::textChanged, this, &SetupServerStep::validate);
    connect(m_ui->nameEdit, &QLineEdit::textChanged, this, &SetupServerStep::validate);
    connect(m_choices, &QButtonGroup::idToggled, this, [this](int, bool checked) {
        if (checked)
            onChosen();
    });
}

SetupServerStep::~SetupServerStep() = default;

QWidget *SetupServerStep::chosen() const
{
    return m_choices->checkedButton();
}

bool SetupServerStep::isReady() const
{
    return !m_searching && problem().isEmpty();
}

void SetupServerStep::search()
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

void SetupServerStep::clearChoices()
{
    qDeleteAll(std::exchange(m_choiceWidgets, {}));
    m_findings.clear();
}

QRadioButton *SetupServerStep::addChoice(int id, const QString &text, const QStringList &lines, bool enabled)
{
    auto *choice = new QWidget(this);
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

void SetupServerStep::showFindings(const QList<LocalServerFinding> &findings)
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
        m_ui->searchText->setText(
            tr("No fail2ban was found in the usual places of this computer. One that uses another socket can be named "
               "below."));
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

void SetupServerStep::onChosen()
{
    const int id = m_choices->checkedId();
    const bool other = id == OtherSocket;
    m_ui->otherLabel->setVisible(other);
    m_ui->otherEdit->setVisible(other);
    const bool named = other || id >= 0;
    m_ui->nameLabel->setVisible(named);
    m_ui->nameEdit->setVisible(named);
    validate();
}

std::optional<core::ServerProfile> SetupServerStep::server() const
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

QString SetupServerStep::problem() const
{
    const auto profile = server();
    if (!profile)
        return {};
    const QString socket = ServerDialog::socketProblem(profile->socketPath);
    return socket.isEmpty() ? ServerDialog::nameProblem(m_context.services.serverRegistry, profile->name, {}) : socket;
}

bool SetupServerStep::mayLeave()
{
    const auto profile = server();
    if (m_choices->checkedId() != OtherSocket || !profile || m_lookedAt == profile->socketPath)
        return true;
    m_lookedAt = profile->socketPath;
    m_lookError = {};
    m_ui->serverProblem->setTone(PlainLabel::Tone::Secondary);
    m_ui->serverProblem->setText(tr("Looking at this socket…"));
    m_ui->serverProblem->show();
    m_look = m_context.services.connectionTests.create(*profile);
    connect(m_look.get(), &services::ConnectionTest::stepChanged, this, [this](const services::TestStep &step) {
        if (!step.running && !step.ok)
            m_lookError = step.error;
    });
    // Queued: the test must not go while it tells of its end.
    connect(m_look.get(), &services::ConnectionTest::finished, this, &SetupServerStep::onLooked, Qt::QueuedConnection);
    m_look->start();
    return false;
}

void SetupServerStep::onLooked(bool ok)
{
    if (!m_look)
        return; // the path was changed meanwhile
    m_look.reset();
    m_ui->serverProblem->setVisible(!ok);
    if (!ok) {
        texts::ErrorPlace place;
        place.subject = m_lookedAt;
        place.activity = texts::ErrorPlace::Activity::Read;
        m_ui->serverProblem->setTone(PlainLabel::Tone::Warning);
        m_ui->serverProblem->setText(
            texts::errorText(m_lookError, place).sentence() + u' ' + tr("Next adds it all the same."));
    }
    Q_EMIT looked(ok);
}

void SetupServerStep::validate()
{
    m_look.reset();
    m_lookedAt.clear();
    m_ui->serverProblem->setTone(PlainLabel::Tone::Lost);
    const QString wrong = problem();
    const bool untouched = m_choices->checkedId() == OtherSocket && m_ui->otherEdit->text().isEmpty();
    m_ui->serverProblem->setText(wrong);
    m_ui->serverProblem->setVisible(!wrong.isEmpty() && !untouched);
    Q_EMIT changed();
}

} // namespace gui
