// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table_view.h"

#include "platform/style.h"
#include "widgets/cell_delegate.h"
#include "widgets/empty_state.h"
#include "widgets/table_header.h"

#include <QAbstractItemModel>
#include <QEvent>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>
#include <QScopedValueRollback>
#include <QScrollBar>

using namespace Qt::StringLiterals;

namespace widgets {

using namespace platform;

namespace {
constexpr int stateVersion = 1;
constexpr int minimumColumn = 48;

/// Starts a timer when its table comes into sight.
class MeasureWhenShown final : public QObject
{
public:
    MeasureWhenShown(QTimer &timer, QObject *parent)
        : QObject(parent)
        , m_timer(timer)
    {
    }
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Show)
            m_timer.start();
        return false;
    }

private:
    QTimer &m_timer;
};
} // namespace

TableView::TableView(QWidget *parent)
    : QTableView(parent)
{
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setAlternatingRowColors(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false); // Tab leaves the table
    setWordWrap(false);
    setCornerButtonEnabled(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setContextMenuPolicy(Qt::DefaultContextMenu);
    setItemDelegate(new CellDelegate(CellDelegate::Kind::Text, this));

    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(1);
    createHeader();

    m_empty = new EmptyState(viewport());
    m_empty->hide();
    connect(m_empty, &EmptyState::actionRequested, this, &TableView::emptyActionRequested);
    m_measureSoon.setSingleShot(true);
    m_measureSoon.setInterval(0);
    connect(&m_measureSoon, &QTimer::timeout, this, &TableView::measureContent);
    installEventFilter(new MeasureWhenShown(m_measureSoon, this));
    connect(verticalScrollBar(), &QAbstractSlider::valueChanged, this, [this] { m_measureSoon.start(); });
    connect(this, &QAbstractItemView::doubleClicked, this, &TableView::detailsRequested);
    applyRowHeight();
}

void TableView::createHeader()
{
    auto *header = new TableHeader(this);
    header->setResizeContentsPrecision(0);
    setHorizontalHeader(header);
    setSortingEnabled(true);
    connect(header, &QWidget::customContextMenuRequested, this, &TableView::showHeaderMenu);
    connect(header, &QHeaderView::sectionResized, this, [this](int section, int, int size) {
        if (m_fitting)
            return;
        m_userWidths.insert(section, size);
        Q_EMIT layoutChangedByUser();
    });
    const auto tell = [this] {
        if (!m_fitting)
            Q_EMIT layoutChangedByUser();
    };
    connect(header, &QHeaderView::sectionMoved, this, tell);
    connect(header, &QHeaderView::sortIndicatorChanged, this, tell);
}

void TableView::applyRowHeight()
{
    const int height = std::max(measure::rowHeight, fontMetrics().height() + 8);
    verticalHeader()->setDefaultSectionSize(height);
}

void TableView::setColumns(const QList<TableColumn> &columns)
{
    m_columns = columns;
    m_userShown.clear();
    m_userWidths.clear();
    applyColumns();
}

void TableView::applyColumns()
{
    QList<int> numbers;
    for (const TableColumn &column : m_columns) {
        if (column.numbers)
            numbers.append(column.section);
        if (itemDelegateForColumn(column.section) || (!column.monospace && !column.numbers && !column.name))
            continue;
        using Kind = CellDelegate::Kind;
        const auto kind = column.monospace ? (column.name ? Kind::Path : Kind::Monospace)
            : column.numbers               ? Kind::Number
                                           : Kind::Name;
        setItemDelegateForColumn(column.section, new CellDelegate(kind, this));
    }
    static_cast<TableHeader *>(horizontalHeader())->setRightAligned(numbers);
    fitColumns();
}

const TableColumn *TableView::columnOf(int section) const
{
    const auto found = std::find_if(m_columns.cbegin(), m_columns.cend(),
        [section](const TableColumn &column) { return column.section == section; });
    return found == m_columns.cend() ? nullptr : &*found;
}

int TableView::widthOf(const TableColumn &column) const
{
    const auto chosen = m_userWidths.constFind(column.section);
    if (chosen != m_userWidths.constEnd())
        return chosen.value();
    const int title = static_cast<const TableHeader *>(horizontalHeader())->titleWidth(column.section);
    const auto content = m_contentWidths.constFind(column.section);
    if (!column.content || content == m_contentWidths.constEnd())
        return std::max(column.width, title);
    const bool mayBeCut = column.name || column.stretch;
    return std::max(mayBeCut ? std::min(column.width, content.value()) : content.value(), title);
}

void TableView::measureContent()
{
    // Of a table that nobody sees the base class would look at every row, a hundred thousand of them.
    if (!isVisible())
        return;
    bool wider = false;
    for (const TableColumn &column : std::as_const(m_columns)) {
        // The base class looks at the rows that are in sight, and at those only.
        if (!column.content || !model() || model()->rowCount() == 0 || column.section >= model()->columnCount())
            continue;
        constexpr int breath = 12;
        const int width = sizeHintForColumn(column.section) + breath;
        if (width > m_contentWidths.value(column.section)) {
            m_contentWidths.insert(column.section, width);
            wider = true;
        }
    }
    if (wider)
        fitColumns();
}

void TableView::fitColumns()
{
    if (m_columns.isEmpty() || !model() || m_fitting)
        return;
    const QScopedValueRollback<bool> guard(m_fitting, true);
    const int room = viewport()->width();
    QList<const TableColumn *> shown;
    int needed = 0;
    for (const TableColumn &column : m_columns) {
        if (column.section >= model()->columnCount() || !m_userShown.value(column.section, !column.hiddenAtFirst))
            continue;
        shown.append(&column);
        needed += widthOf(column);
    }
    while (needed > room) {
        const auto least = std::max_element(shown.cbegin(), shown.cend(), [this](const auto *a, const auto *b) {
            const auto rank = [this](const TableColumn *c) { return m_userShown.value(c->section) ? 0 : c->priority; };
            return rank(a) < rank(b);
        });
        // What the user has asked for stays: the table scrolls sideways then.
        if (least == shown.cend() || (*least)->priority == 0 || m_userShown.value((*least)->section))
            break;
        needed -= widthOf(**least);
        shown.erase(least);
    }
    QList<const TableColumn *> growing;
    for (const TableColumn *column : std::as_const(shown)) {
        if (column->stretch)
            growing.append(column);
    }
    if (growing.isEmpty()) {
        for (const TableColumn *column : std::as_const(shown)) {
            if (!m_userWidths.contains(column->section))
                growing.append(column);
        }
    }
    int base = 0;
    for (const TableColumn *column : std::as_const(growing))
        base += widthOf(*column);
    int rest = std::max(0, room - needed);
    for (const TableColumn &column : m_columns) {
        const bool visible = shown.contains(&column);
        setColumnHidden(column.section, !visible);
        if (!visible)
            continue;
        int width = widthOf(column);
        if (growing.contains(&column) && base > 0) {
            const int share = growing.last() == &column ? rest : (room - needed) * width / base;
            const int taken = std::clamp(share, 0, rest);
            width += taken;
            rest -= taken;
        }
        setColumnWidth(column.section, std::max(width, minimumColumn));
    }
}

void TableView::setColumnShown(int section, bool shown)
{
    m_userShown.insert(section, shown);
    if (m_columns.isEmpty())
        setColumnHidden(section, !shown);
    else
        fitColumns();
    Q_EMIT layoutChangedByUser();
}

bool TableView::isColumnShown(int section) const
{
    return !isColumnHidden(section);
}

void TableView::showHeaderMenu(const QPoint &position)
{
    if (!model())
        return;
    delete m_headerMenu;
    m_headerMenu = new QMenu(this);
    m_headerMenu->setObjectName(u"columnMenu"_s);
    m_headerMenu->addSection(tr("Columns"));
    int visible = 0;
    for (int section = 0; section < model()->columnCount(); ++section)
        visible += isColumnHidden(section) ? 0 : 1;
    for (int visual = 0; visual < model()->columnCount(); ++visual) {
        const int section = horizontalHeader()->logicalIndex(visual);
        if (!m_columns.isEmpty() && !columnOf(section))
            continue; // a column that is never shown
        QString title = model()->headerData(section, Qt::Horizontal).toString();
        QAction *action = m_headerMenu->addAction(title.replace(u'&', "&&"_L1));
        action->setObjectName(u"column%1"_s.arg(section));
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(section));
        action->setEnabled(isColumnHidden(section) || visible > 1);
        connect(action, &QAction::toggled, this, [this, section](bool on) { setColumnShown(section, on); });
    }
    m_headerMenu->addSeparator();
    QAction *reset = m_headerMenu->addAction(tr("Restore columns"));
    reset->setObjectName(u"columnReset"_s);
    connect(reset, &QAction::triggered, this, &TableView::resetColumns);
    m_headerMenu->popup(horizontalHeader()->mapToGlobal(position));
}

void TableView::resetColumns()
{
    {
        const QScopedValueRollback<bool> guard(m_fitting, true);
        for (int section = 0; section < horizontalHeader()->count(); ++section)
            horizontalHeader()->moveSection(horizontalHeader()->visualIndex(section), section);
    }
    m_userShown.clear();
    m_userWidths.clear();
    fitColumns();
    Q_EMIT layoutChangedByUser();
}

QByteArray TableView::saveState() const
{
    QJsonArray columns;
    const QHeaderView *header = horizontalHeader();
    for (int visual = 0; visual < header->count(); ++visual) {
        const int section = header->logicalIndex(visual);
        QJsonObject column { { u"section"_s, section } };
        if (m_userWidths.contains(section))
            column.insert(u"width"_s, m_userWidths.value(section));
        if (m_userShown.contains(section))
            column.insert(u"shown"_s, m_userShown.value(section));
        columns.append(column);
    }
    const QJsonObject state { { u"version"_s, stateVersion }, { u"columns"_s, columns },
        { u"sortSection"_s, header->sortIndicatorSection() },
        { u"sortDescending"_s, header->sortIndicatorOrder() == Qt::DescendingOrder } };
    return QJsonDocument(state).toJson(QJsonDocument::Compact);
}

bool TableView::restoreState(const QByteArray &state)
{
    const QJsonObject object = QJsonDocument::fromJson(state).object();
    const QJsonArray columns
        = object.value("version"_L1).toInt() == stateVersion ? object.value("columns"_L1).toArray() : QJsonArray();
    QHeaderView *header = horizontalHeader();
    QSet<int> seen;
    for (const QJsonValue value : columns) {
        const int section = value[u"section"_s].toInt(-1);
        if (section >= 0 && section < header->count())
            seen.insert(section);
    }
    if (columns.isEmpty() || columns.size() != header->count() || seen.size() != header->count())
        return false;
    {
        const QScopedValueRollback<bool> guard(m_fitting, true);
        m_userShown.clear();
        m_userWidths.clear();
        for (int visual = 0; visual < columns.size(); ++visual) {
            const QJsonValue column = columns.at(visual);
            const int section = column[u"section"_s].toInt();
            header->moveSection(header->visualIndex(section), visual);
            if (const QJsonValue width = column[u"width"_s]; width.isDouble())
                m_userWidths.insert(section, std::clamp(width.toInt(), minimumColumn, 4000));
            if (const QJsonValue shown = column[u"shown"_s]; shown.isBool())
                m_userShown.insert(section, shown.toBool());
        }
        const int sort = object.value("sortSection"_L1).toInt(-1);
        if (sort >= -1 && sort < header->count()) {
            const bool descending = object.value("sortDescending"_L1).toBool();
            sortByColumn(sort, descending ? Qt::DescendingOrder : Qt::AscendingOrder);
        }
    }
    fitColumns();
    return true;
}

void TableView::setModel(QAbstractItemModel *model)
{
    for (const QMetaObject::Connection &connection : std::as_const(m_modelConnections))
        disconnect(connection);
    m_modelConnections.clear();
    {
        const QScopedValueRollback<bool> guard(m_fitting, true);
        QTableView::setModel(model);
    }
    if (model) {
        m_modelConnections = {
            connect(model, &QAbstractItemModel::rowsInserted, this, &TableView::updateEmptyState),
            connect(model, &QAbstractItemModel::rowsRemoved, this, &TableView::updateEmptyState),
            connect(model, &QAbstractItemModel::modelReset, this, &TableView::updateEmptyState),
            connect(model, &QAbstractItemModel::layoutChanged, this, &TableView::updateEmptyState),
        };
        applyColumns();
    }
    m_contentWidths.clear();
    updateEmptyState();
}

void TableView::setEmptyState(const QString &sentence, const QString &actionText)
{
    m_empty->setText(sentence, actionText);
    updateEmptyState();
}

void TableView::updateEmptyState()
{
    const bool empty = !model() || model()->rowCount() == 0;
    m_empty->setGeometry(viewport()->rect());
    m_empty->setVisible(empty && !m_empty->sentence().isEmpty());
    m_measureSoon.start();
}

void TableView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fitColumns();
    updateEmptyState();
}

void TableView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        applyRowHeight();
        m_contentWidths.clear();
        m_measureSoon.start();
    }
}

} // namespace widgets
