// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jail_detail_model.h"

#include "core/visible_text.h"
#include "texts/property_texts.h"

#include <QLocale>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace models {

struct JailDetailModel::Node
{
    Node *parent = nullptr;
    JailDetailNode kind = JailDetailNode::Section;
    JailDetailSection section = JailDetailSection::Properties;
    QString key; ///< unique among its siblings
    QString propertyName;
    QString actionName;
    QString title;
    QString value;
    QString help;
    QVariant raw;
    bool supported = true;
    bool changed = false;
    bool tunable = false;
    int line = -1;
    std::vector<std::unique_ptr<Node>> children;

    [[nodiscard]] bool saysTheSame(const Node &other) const
    {
        return title == other.title && value == other.value && raw == other.raw && supported == other.supported
            && changed == other.changed && tunable == other.tunable && line == other.line;
    }
    Node *add(std::unique_ptr<Node> node)
    {
        node->parent = this;
        children.push_back(std::move(node));
        return children.back().get();
    }
    [[nodiscard]] int row() const
    {
        const auto at = std::find_if(
            parent->children.begin(), parent->children.end(), [this](const auto &n) { return n.get() == this; });
        return static_cast<int>(at - parent->children.begin());
    }
};

namespace {

/// Lists that have a section of their own; everything else is a plain property.
JailDetailSection sectionOf(const QString &name)
{
    if (name == u"ignoreip"_s)
        return JailDetailSection::Addresses;
    if (name == u"logpath"_s || name == u"journalmatch"_s)
        return JailDetailSection::Logs;
    if (name == u"failregex"_s)
        return JailDetailSection::Regexes;
    if (name == u"ignoreregex"_s)
        return JailDetailSection::IgnoreRegexes;
    return JailDetailSection::Properties;
}

bool isTunable(const QString &name)
{
    static const QStringList names { u"bantime"_s, u"findtime"_s, u"maxretry"_s, u"ignoreself"_s, u"usedns"_s,
        u"idle"_s, u"ignoreip"_s, u"logpath"_s, u"failregex"_s, u"ignoreregex"_s };
    return names.contains(name);
}

bool isChanged(const QStringList &changes, const QString &name)
{
    return changes.contains(name) || changes.contains(u"add"_s + name) || changes.contains(u"del"_s + name);
}

} // namespace

JailDetailModel::JailDetailModel(QObject *parent)
    : QAbstractItemModel(parent)
    , m_root(std::make_unique<Node>())
{
}

JailDetailModel::~JailDetailModel() = default;

std::unique_ptr<JailDetailModel::Node> JailDetailModel::build() const
{
    static constexpr std::array titles { QT_TR_NOOP("Properties"), QT_TR_NOOP("Never banned"), QT_TR_NOOP("Reads"),
        QT_TR_NOOP("Failure regexes"), QT_TR_NOOP("Ignore regexes"), QT_TR_NOOP("Actions") };
    auto root = std::make_unique<Node>();
    for (size_t i = 0; i < titles.size(); ++i) {
        auto section = std::make_unique<Node>();
        section->section = static_cast<JailDetailSection>(i);
        section->key = QString::number(i);
        section->title = tr(titles[i]);
        root->add(std::move(section));
    }
    const auto sectionNode
        = [&root](JailDetailSection section) { return root->children[static_cast<size_t>(section)].get(); };
    for (const core::JailProperty &property : m_detail.properties) {
        const JailDetailSection section = sectionOf(property.name);
        const bool changed = isChanged(m_runtimeChanges, property.name);
        const auto make = [&](JailDetailNode kind, const QString &key) {
            auto node = std::make_unique<Node>();
            node->kind = kind;
            node->section = section;
            node->key = key;
            node->propertyName = property.name;
            node->help = texts::propertyHelp(property.name);
            node->supported = property.supported;
            node->changed = changed;
            node->tunable = property.supported && property.error.isEmpty() && isTunable(property.name);
            return node;
        };
        if (section == JailDetailSection::Properties) {
            auto node = make(JailDetailNode::Property, property.name);
            node->title = texts::propertyTitle(property.name);
            node->value = texts::propertyValue(property);
            node->raw = property.value;
            sectionNode(section)->add(std::move(node));
            continue;
        }
        Node *list = sectionNode(section);
        list->changed = list->changed || changed;
        list->propertyName = property.name;
        list->tunable = list->tunable || (property.supported && isTunable(property.name));
        const QStringList lines = texts::propertyLines(property);
        const QVariantList raws = property.value.toList();
        QHash<QString, int> seen;
        for (qsizetype i = 0; i < lines.size(); ++i) {
            auto node = make(JailDetailNode::Line, u"%1/%2/%3"_s.arg(property.name, lines[i]).arg(seen[lines[i]]++));
            node->title = lines[i];
            node->raw = raws.value(i);
            node->line = property.supported ? static_cast<int>(i) : -1;
            list->add(std::move(node));
        }
    }
    for (const core::JailAction &action : m_detail.actions) {
        auto node = std::make_unique<Node>();
        node->kind = JailDetailNode::Action;
        node->section = JailDetailSection::Actions;
        node->key = action.name;
        node->actionName = action.name;
        node->title = core::visibleText(action.name);
        Node *at = sectionNode(JailDetailSection::Actions)->add(std::move(node));
        for (const core::JailProperty &property : action.properties) {
            auto child = std::make_unique<Node>();
            child->kind = JailDetailNode::Property;
            child->section = JailDetailSection::Actions;
            child->key = property.name;
            child->propertyName = property.name;
            child->actionName = action.name;
            child->title = texts::propertyTitle(property.name);
            child->value = texts::propertyValue(property);
            child->help = texts::propertyHelp(property.name);
            child->raw = property.value;
            child->supported = property.supported;
            at->add(std::move(child));
        }
    }
    for (const auto &section : root->children) {
        if (section->section != JailDetailSection::Properties)
            section->value = QLocale().toString(section->children.size());
    }
    return root;
}

void JailDetailModel::setDetail(const QString &key, const core::JailDetail &detail, const QStringList &runtimeChanges)
{
    const bool another = key != m_key;
    m_detail = detail;
    m_runtimeChanges = runtimeChanges;
    if (another) {
        beginResetModel(); // another jail: nothing of the old tree means anything here
        m_key = key;
        m_root = build();
        endResetModel();
        return;
    }
    merge(m_root.get(), build());
}

void JailDetailModel::clear()
{
    beginResetModel();
    m_key.clear();
    m_detail = {};
    m_runtimeChanges.clear();
    m_root = std::make_unique<Node>();
    endResetModel();
}

void JailDetailModel::merge(Node *now, std::unique_ptr<Node> wanted)
{
    QSet<QString> keys;
    for (const auto &child : wanted->children)
        keys.insert(child->key);
    const QModelIndex parent = indexOf(now);
    for (int row = static_cast<int>(now->children.size()) - 1; row >= 0; --row) {
        if (keys.contains(now->children[static_cast<size_t>(row)]->key))
            continue;
        beginRemoveRows(parent, row, row);
        now->children.erase(now->children.begin() + row);
        endRemoveRows();
    }
    for (size_t i = 0; i < wanted->children.size(); ++i) {
        auto &next = wanted->children[i];
        const auto from
            = std::find_if(now->children.begin() + static_cast<std::ptrdiff_t>(std::min(i, now->children.size())),
                now->children.end(), [&next](const auto &node) { return node->key == next->key; });
        const int row = static_cast<int>(i);
        if (from == now->children.end()) {
            beginInsertRows(parent, row, row);
            next->parent = now;
            now->children.insert(now->children.begin() + row, std::move(next));
            endInsertRows();
            continue;
        }
        const int at = static_cast<int>(from - now->children.begin());
        if (at != row) {
            beginMoveRows(parent, at, at, parent, row);
            std::rotate(now->children.begin() + row, from, from + 1);
            endMoveRows();
        }
        Node *kept = now->children[i].get();
        if (!kept->saysTheSame(*next)) {
            kept->title = next->title;
            kept->value = next->value;
            kept->raw = next->raw;
            kept->supported = next->supported;
            kept->changed = next->changed;
            kept->tunable = next->tunable;
            kept->line = next->line;
            kept->propertyName = next->propertyName;
            Q_EMIT dataChanged(indexOf(kept, 0), indexOf(kept, 1));
        }
        merge(kept, std::move(next));
    }
}

JailDetailModel::Node *JailDetailModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root.get();
}

QModelIndex JailDetailModel::indexOf(const Node *node, int column) const
{
    return node == m_root.get() ? QModelIndex() : createIndex(node->row(), column, const_cast<Node *>(node));
}

QModelIndex JailDetailModel::indexOfSection(JailDetailSection section) const
{
    return index(static_cast<int>(section), 0);
}

QModelIndex JailDetailModel::indexOfProperty(const QString &name) const
{
    if (m_root->children.empty())
        return {};
    for (const auto &node : m_root->children.front()->children) {
        if (node->propertyName == name)
            return indexOf(node.get());
    }
    return {};
}

QModelIndex JailDetailModel::index(int row, int column, const QModelIndex &parent) const
{
    const Node *node = nodeOf(parent);
    if (parent.column() > 0 || column < 0 || column >= int(JailDetailColumn::Count_) || row < 0
        || row >= static_cast<int>(node->children.size()))
        return {};
    return createIndex(row, column, node->children[static_cast<size_t>(row)].get());
}

QModelIndex JailDetailModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOf(nodeOf(child)->parent) : QModelIndex();
}

int JailDetailModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(nodeOf(parent)->children.size());
}

int JailDetailModel::columnCount(const QModelIndex &) const
{
    return int(JailDetailColumn::Count_);
}

QVariant JailDetailModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node &node = *nodeOf(index);
    const bool name = index.column() == int(JailDetailColumn::Name);
    switch (role) {
    case Qt::DisplayRole:
        return name ? node.title : node.value;
    case Qt::ToolTipRole:
        if (node.changed)
            return texts::runtimeChangeNote();
        return node.help.isEmpty() ? QVariant() : QVariant(node.help);
    case Qt::AccessibleTextRole: {
        const QString text = name ? node.title : node.value;
        return node.changed ? u"%1. %2"_s.arg(text, texts::runtimeChangeNote()) : text;
    }
    case RawRole:
        return node.raw;
    case StrongRole:
        return node.kind == JailDetailNode::Section || node.kind == JailDetailNode::Action;
    case SupportedRole:
        return node.supported;
    case KeyRole:
        return node.key;
    case DetailNodeRole:
        return int(node.kind);
    case SectionRole:
        return int(node.section);
    case PropertyNameRole:
        return node.propertyName;
    case RuntimeChangedRole:
        return node.changed;
    case TunableRole:
        return node.tunable;
    case LineIndexRole:
        return node.line;
    case ActionNameRole:
        return node.actionName;
    default:
        return {};
    }
}

QVariant JailDetailModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == int(JailDetailColumn::Name) ? tr("Property") : tr("Value");
}

} // namespace models
