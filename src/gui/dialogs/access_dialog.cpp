// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/access_dialog.h"

#include "core/visible_text.h"
#include "gui/dialogs/connection_test_view.h"
#include "gui/dialogs/mono_text.h"
#include "gui/gui_context.h"
#include "platform/style.h"
#include "services/access_check.h"
#include "services/health_monitor.h"
#include "services/host_registry.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "texts/error_texts.h"
#include "widgets/buttons.h"
#include "widgets/plain_label.h"

#include <QButtonGroup>
#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace gui {

using namespace Qt::StringLiterals;
using widgets::PlainLabel;
namespace measure = platform::measure;

namespace {

constexpr int mostLines = 12;

PlainLabel *wrapped(const QString &text, PlainLabel::Tone tone, QWidget *parent)
{
    auto *label = new PlainLabel(text, tone, parent);
    label->setWordWrap(true);
    return label;
}

} // namespace

bool AccessDialog::helps(core::ErrorCode code)
{
    return code == core::ErrorCode::PermissionDenied || code == core::ErrorCode::ElevationRefused
        || code == core::ErrorCode::ElevationPassword;
}

bool AccessDialog::helps(const core::ServerStatus &status)
{
    return status.state == core::ServerState::NeedsAttention
        && (status.attention == core::AttentionReason::PermissionDenied
            || status.attention == core::AttentionReason::Elevation
            || status.attention == core::AttentionReason::ElevationPassword);
}

void AccessDialog::openFor(const GuiContext &context, core::ServerId server, QWidget *owner)
{
    const auto profile = context.services.serverRegistry.profile(server);
    if (!profile)
        return;
    core::Error why = context.services.runtimeState.status(server).lastError;
    if (!helps(why.code)) // the state is from the store, and nobody has asked yet
        why = { core::ErrorCode::PermissionDenied, {} };
    (new AccessDialog(context, *profile, why, owner))->open();
}

AccessDialog::AccessDialog(
    const GuiContext &context, const core::ServerProfile &profile, const core::Error &why, QWidget *owner)
    : widgets::DialogFrame(owner)
    , m_context(context)
    , m_profile(profile)
    , m_why(why)
{
    setObjectName(u"accessDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumSize(640, 420);
    resize(720, 560);
    core::AccessFacts unknown;
    unknown.error = why;
    setHeading(texts::accessTitle(profile, unknown), core::visibleText(profile.socketPath));

    auto *scroll = new QScrollArea(this);
    scroll->setObjectName(u"accessScroll"_s);
    scroll->setAccessibleName(tr("Ways to fix it"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *content = new QWidget(scroll);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, measure::grid, 0);
    layout->setSpacing(measure::grid);
    m_reason = wrapped(tr("Looking at the socket…"), PlainLabel::Tone::Normal, content);
    m_reason->setObjectName(u"accessReason"_s);
    layout->addWidget(m_reason);
    m_choice = new QVBoxLayout;
    layout->addLayout(m_choice);
    m_group = new QButtonGroup(this);
    connect(m_group, &QButtonGroup::idClicked, this, &AccessDialog::choose);
    m_pages = new QStackedWidget(content);
    layout->addWidget(m_pages);
    m_test = new ConnectionTestView(context, content);
    m_test->setObjectName(u"accessTest"_s);
    m_test->setOffersHelp(false);
    m_test->hide();
    layout->addWidget(m_test);
    layout->addStretch(1);
    scroll->setWidget(content);
    scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    body()->addWidget(scroll, 1);

    auto *close = widgets::makeButton(tr("Close"), widgets::ButtonRole::Outlined, this, u"cancelButton"_s);
    m_keep = widgets::makeButton(tr("Use this way"), widgets::ButtonRole::Outlined, this, u"keepButton"_s);
    m_keep->hide();
    m_again = widgets::makeButton(tr("Check again"), widgets::ButtonRole::Accent, this, u"checkAgainButton"_s);
    m_again->setEnabled(false);
    addFootButton(close);
    addFootButton(m_keep);
    addFootButton(m_again);
    setFootNote(tr("BanGUI changes nothing on the server by itself."));
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_keep, &QPushButton::clicked, this, &AccessDialog::keep);
    connect(m_again, &QPushButton::clicked, this, &AccessDialog::check);
    connect(m_test, &ConnectionTestView::finished, this, &AccessDialog::onChecked);

    m_check = std::make_unique<services::AccessCheck>(context.services.hosts, profile);
    m_check->start(
        this, [this](const core::Result<core::AccessFacts> &facts) { onFacts(facts.value_or(core::AccessFacts {})); });
}

AccessDialog::~AccessDialog() = default;

void AccessDialog::onFacts(const core::AccessFacts &facts)
{
    core::AccessFacts known = facts;
    known.error = m_why;
    setHeading(texts::accessTitle(m_profile, known), core::visibleText(m_profile.socketPath));
    QString reason = texts::accessReason(m_profile, known);
    if (!m_why.detail.isEmpty())
        reason += u'\n' + core::visibleLines(m_why.detail);
    m_reason->setText(reason);
    m_ways = texts::accessWays(m_profile, known);
    for (const texts::AccessWay &way : std::as_const(m_ways))
        addWay(way);
    m_group->button(0)->setChecked(true);
    m_group->button(0)->setFocus();
    choose(0);
    m_again->setEnabled(true);
}

void AccessDialog::addWay(const texts::AccessWay &way)
{
    const int index = m_pages->count();
    auto *radio = new QRadioButton(way.title, this);
    radio->setObjectName(u"accessWay%1"_s.arg(index));
    m_group->addButton(radio, index);
    m_choice->addWidget(radio);

    auto *page = new QWidget(m_pages);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(measure::grid);
    layout->addWidget(wrapped(way.explanation, PlainLabel::Tone::Normal, page));
    if (!way.text.isEmpty()) {
        auto *head = new QHBoxLayout;
        if (!way.file.isEmpty()) {
            auto *file = new widgets::MonoLabel(way.file, page);
            file->setAccessibleName(tr("File for the text"));
            head->addWidget(file);
        }
        head->addStretch(1);
        auto *copy = widgets::makeButton(tr("Copy"), widgets::ButtonRole::Outlined, page, u"copyButton%1"_s.arg(index));
        //: %1: what is copied: the title of one of the ways to fix a refused socket
        copy->setAccessibleName(tr("Copy the text: %1").arg(way.title));
        connect(copy, &QPushButton::clicked, this, [text = way.text] { QGuiApplication::clipboard()->setText(text); });
        head->addWidget(copy);
        layout->addLayout(head);
        // What is copied is the text itself; here its characters are made visible.
        auto *text = new MonoText(core::visibleLines(way.text), mostLines, page);
        text->setObjectName(u"accessText%1"_s.arg(index));
        text->setAccessibleName(way.title);
        layout->addWidget(text);
    }
    auto *price = wrapped(way.price, PlainLabel::Tone::Warning, page);
    price->setObjectName(u"accessPrice%1"_s.arg(index));
    layout->addWidget(price);
    layout->addStretch(1);
    m_pages->addWidget(page);
}

void AccessDialog::choose(int index)
{
    m_pages->setCurrentIndex(index);
    // What was tested is another way.
    m_keep->hide();
    m_test->reset();
    m_test->hide();
    m_again->setEnabled(true);
}

void AccessDialog::check()
{
    const texts::AccessWay &way = m_ways.at(m_pages->currentIndex());
    m_again->setEnabled(false);
    m_keep->hide();
    m_test->show();
    if (way.kind == texts::AccessWay::Kind::Group) // which counts from the next login on
        m_context.services.hosts.dropLogin(way.profile);
    m_test->start(way.profile);
}

void AccessDialog::onChecked(bool ok)
{
    m_again->setEnabled(true);
    if (!ok || !m_profile.id.isValid()) // a server that is being described, and not stored yet
        return;
    if (m_ways.at(m_pages->currentIndex()).profile == m_profile)
        m_context.services.healthMonitor.probeNow(m_profile.id);
    else
        // What stands unsaved in a form is stored there, by its own button, and not along with the way.
        m_keep->setVisible(m_context.services.serverRegistry.profile(m_profile.id) == m_profile);
}

void AccessDialog::keep()
{
    m_keep->setEnabled(false);
    const core::ServerProfile wanted = m_ways.at(m_pages->currentIndex()).profile;
    m_context.services.serverRegistry.update(
        wanted, this, [this, wanted](const core::Result<core::ServerProfile> &stored) {
            m_keep->setEnabled(true);
            if (!stored) {
                setFootNote(texts::errorText(stored.error(),
                    { wanted.name, texts::ErrorPlace::Activity::Store, wanted.destination,
                        {} }).sentence());
                return;
            }
            m_context.services.healthMonitor.probeNow(wanted.id);
            accept();
        });
}

} // namespace gui
