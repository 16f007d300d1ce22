// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/preflight_issue_list.h"

#include "core/visible_text.h"
#include "gui/dialogs/mono_text.h"
#include "platform/style.h"
#include "texts/preflight_texts.h"
#include "widgets/link_label.h"
#include "widgets/plain_label.h"
#include "widgets/state_mark.h"

#include <QVBoxLayout>

namespace gui {

using namespace Qt::StringLiterals;
using core::PreflightSeverity;
using widgets::PlainLabel;
namespace measure = platform::measure;

namespace {
constexpr qsizetype mostIssues = 100; ///< of one report; more would be read by nobody
}

PreflightIssueList::PreflightIssueList(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"preflightIssues"_s);
    setAccessibleName(tr("Issues"));
    m_layout = new QVBoxLayout(this);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(measure::grid + measure::inControl);
}

void PreflightIssueList::addNote(QWidget *note)
{
    m_layout->addWidget(note);
    show();
}

void PreflightIssueList::setIssues(const QList<models::PreflightIssueText> &issues, const QString &jail)
{
    while (QLayoutItem *item = m_layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_jail = jail;
    std::optional<PreflightSeverity> section;
    qsizetype shown = 0;
    for (const models::PreflightIssueText &issue : issues) {
        if (shown++ == mostIssues)
            break;
        if (section != issue.severity) {
            section = issue.severity;
            m_layout->addWidget(new PlainLabel(issue.severity == PreflightSeverity::Blocking
                    //: Heads of two lists of issues
                    ? tr("What blocks")
                    : tr("What is to be known"),
                PlainLabel::Tone::SectionTitle, this));
        }
        addIssue(issue);
    }
    if (issues.size() > mostIssues)
        m_layout->addWidget(
            new PlainLabel(tr("and %n more", nullptr, static_cast<int>(issues.size() - mostIssues)), this));
    setVisible(!issues.isEmpty());
}

void PreflightIssueList::addIssue(const models::PreflightIssueText &issue)
{
    auto *row = new QWidget(this);
    row->setObjectName(u"preflightIssue"_s);
    auto *mark = new widgets::StateMark(row);
    const bool blocks = issue.severity == PreflightSeverity::Blocking;
    mark->setState(
        blocks ? core::ServerState::Offline : core::ServerState::Busy, texts::preflightSeverityWord(issue.severity));
    auto *what = new PlainLabel(issue.what, row);
    what->setObjectName(u"issueWhat"_s);
    what->setWordWrap(true);
    auto *remedy = new PlainLabel(issue.remedy, PlainLabel::Tone::Secondary, row);
    remedy->setObjectName(u"issueRemedy"_s);
    remedy->setWordWrap(true);
    auto *lines = new QVBoxLayout;
    lines->setSpacing(measure::inControl / 2);
    lines->addWidget(what);
    lines->addWidget(remedy);
    QList<widgets::TextPart> parts;
    if (!issue.jail.isEmpty() && issue.jail != m_jail)
        parts.append({ core::visibleText(issue.jail), {}, false, true });
    if (!issue.place.isEmpty()) {
        if (!parts.isEmpty())
            parts.append({ u" · "_s, {}, false, false });
        parts.append({ issue.place, u"place"_s, false, true });
    }
    if (!parts.isEmpty()) {
        auto *place = new widgets::LinkLabel(row);
        place->setObjectName(u"issuePlace"_s);
        place->setWordWrap(true);
        place->setParts(parts);
        connect(place, &widgets::LinkLabel::linkRequested, this,
            [this, issue] { Q_EMIT placeRequested(issue.jail, issue.file, issue.line); });
        lines->addWidget(place);
    }
    if (!issue.detail.isEmpty()) {
        auto *detail = new MonoText(issue.detail, 4, row);
        detail->setObjectName(u"issueDetail"_s);
        detail->setAccessibleName(tr("Details"));
        lines->addWidget(detail);
    }
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(measure::grid);
    layout->addWidget(mark, 0, Qt::AlignTop);
    layout->addLayout(lines, 1);
    m_layout->addWidget(row);
}

} // namespace gui
