// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/search_panel.h"

#include "core/visible_text.h"
#include "gui/gui_context.h"
#include "gui/scope_controller.h"
#include "gui/window_models.h"
#include "models/search_model.h"
#include "platform/style.h"
#include "services/ban_service.h"
#include "services/jail_service.h"
#include "widgets/plain_label.h"
#include "widgets/search_line.h"
#include "widgets/state_delegate.h"

#include <QKeyEvent>
#include <QListView>
#include <QVBoxLayout>

namespace gui {

using namespace Qt::StringLiterals;
namespace measure = platform::measure;

SearchPanel::SearchPanel(const GuiContext &context, widgets::SearchLine &line, QWidget *parent)
    : QFrame(parent)
    , m_context(context)
    , m_line(line)
    , m_model(std::make_unique<models::SearchModel>(
          context.models.servers(), context.models.jails(), context.models.bans()))
{
    setObjectName(u"searchPanel"_s);
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);

    m_list = new QListView(this);
    m_list->setObjectName(u"searchResults"_s);
    m_list->setAccessibleName(tr("Search results"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setModel(m_model.get());
    widgets::StateDelegate::Roles roles;
    roles.state = models::StateRole;
    roles.secondary = models::SecondaryRole;
    m_list->setItemDelegate(new widgets::StateDelegate(roles, false, m_list));
    m_nothing = new widgets::PlainLabel(QString(), widgets::PlainLabel::Tone::Secondary, this);
    m_nothing->setObjectName(u"searchNothing"_s);
    m_nothing->setContentsMargins(measure::grid, measure::grid, measure::grid, measure::grid);
    m_nothing->setWordWrap(true);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, measure::inControl, 1, measure::inControl);
    layout->addWidget(m_list);
    layout->addWidget(m_nothing);
    hide();

    connect(&line, &widgets::SearchLine::searchChanged, this, &SearchPanel::search);
    connect(&line, &widgets::SearchLine::submitted, this, [this](const QString &text) {
        search(text);
        openCurrent();
    });
    connect(&line, &widgets::SearchLine::resultsRequested, this, [this] { step(1); });
    connect(&line, &widgets::SearchLine::left, this, &SearchPanel::close);
    connect(m_list, &QListView::clicked, this, &SearchPanel::openCurrent);
    // What arrives or goes while the panel is open joins or leaves it.
    connect(m_model.get(), &QAbstractItemModel::rowsInserted, this, &SearchPanel::showHits);
    connect(m_model.get(), &QAbstractItemModel::rowsRemoved, this, &SearchPanel::showHits);
    line.installEventFilter(this);
    parent->installEventFilter(this);
}

SearchPanel::~SearchPanel() = default;

void SearchPanel::begin()
{
    m_line.setFocus(Qt::ShortcutFocusReason);
    m_line.selectAll();
    fetchMissing();
    if (!m_line.text().isEmpty())
        search(m_line.text());
}

/// What nobody has looked at yet is not in the models, and could not be found.
void SearchPanel::fetchMissing()
{
    for (const core::ServerId id : m_context.scope.servers()) {
        const services::BanSnapshot &bans = m_context.services.banService.snapshot(id);
        if (bans.fetchedAt == 0 && !bans.loading)
            m_context.services.banService.refresh(id);
        const services::JailSnapshot &jails = m_context.services.jailService.snapshot(id);
        if (jails.fetchedAt == 0 && !jails.loading)
            m_context.services.jailService.refresh(id);
    }
}

void SearchPanel::close()
{
    hide();
    m_model->setText({}); // a hidden panel follows nothing
}

void SearchPanel::search(const QString &text)
{
    const QString wanted = text.trimmed();
    m_model->setText(wanted);
    if (wanted.isEmpty()) {
        close();
        return;
    }
    m_nothing->setText(tr("Nothing on these servers is called “%1”.").arg(core::visibleText(wanted)));
    show();
    raise();
    m_list->setCurrentIndex(m_model->index(0));
    showHits();
}

void SearchPanel::showHits()
{
    if (!isVisible())
        return;
    const bool found = m_model->rowCount() > 0;
    if (found && !m_list->currentIndex().isValid())
        m_list->setCurrentIndex(m_model->index(0));
    m_list->setVisible(found);
    m_nothing->setVisible(!found);
    place();
}

void SearchPanel::place()
{
    constexpr int shownRows = 12;
    const QPoint corner = m_line.mapTo(parentWidget(), QPoint(0, m_line.height() + measure::inControl));
    const int width = std::max(m_line.width(), 420);
    const int rows = std::min(shownRows, m_model->rowCount());
    const int height
        = rows > 0 ? rows * m_list->sizeHintForRow(0) + 2 * measure::inControl + 2 : 2 * measure::controlHeight;
    setGeometry(std::min(corner.x(), parentWidget()->width() - width - measure::grid), corner.y(), width, height);
}

void SearchPanel::step(int by)
{
    if (!isVisible())
        search(m_line.text());
    const int count = m_model->rowCount();
    if (count == 0)
        return;
    const int row = std::clamp(m_list->currentIndex().row() + by, 0, count - 1);
    m_list->setCurrentIndex(m_model->index(row));
}

void SearchPanel::openCurrent()
{
    const QModelIndex index = m_list->currentIndex();
    if (!isVisible() || !index.isValid())
        return;
    const auto kind = static_cast<models::SearchKind>(index.data(models::SearchKindRole).toInt());
    const auto server = index.data(models::ServerIdRole).value<core::ServerId>();
    const QString jail = index.data(models::SearchJailRole).toString();
    const QString target = index.data(models::SearchTargetRole).toString();
    close();
    switch (kind) {
    case models::SearchKind::Server:
        m_context.scope.showServer(server);
        Q_EMIT pageRequested(u"overview"_s, {});
        break;
    case models::SearchKind::Jail:
        if (!m_context.scope.servers().contains(server))
            m_context.scope.showServer(server);
        Q_EMIT pageRequested(u"jails"_s, { { u"server"_s, QVariant::fromValue(server) }, { u"jail"_s, jail } });
        break;
    case models::SearchKind::Ban:
        if (!m_context.scope.servers().contains(server))
            m_context.scope.showServer(server);
        Q_EMIT pageRequested(
            u"bans"_s, { { u"filter"_s, target }, { u"server"_s, QVariant::fromValue(server) }, { u"jail"_s, jail } });
        break;
    case models::SearchKind::BanAddress:
        Q_EMIT banRequested(target);
        break;
    }
}

bool SearchPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget()) {
        if (event->type() == QEvent::Resize && isVisible())
            place();
        return false;
    }
    if (watched == &m_line && event->type() == QEvent::FocusIn)
        fetchMissing();
    if (watched == &m_line && event->type() == QEvent::FocusOut)
        close();
    if (watched == &m_line && event->type() == QEvent::KeyPress && isVisible()) {
        switch (static_cast<QKeyEvent *>(event)->key()) {
        case Qt::Key_Down:
            step(1);
            return true;
        case Qt::Key_Up:
            step(-1);
            return true;
        case Qt::Key_PageDown:
            step(10);
            return true;
        case Qt::Key_PageUp:
            step(-10);
            return true;
        case Qt::Key_Escape:
            close();
            return true;
        default:
            break;
        }
    }
    return false;
}

} // namespace gui
