// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jail.h"
#include "models/jail_detail_roles.h"

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace models {

/// Everything readable of one jail as a tree: sections, properties, the lines of lists (log paths, ignored addresses,
/// regexes), actions with their properties. The same jail read again changes only what differs.
class JailDetailModel final : public QAbstractItemModel
{
    Q_OBJECT
public:
    explicit JailDetailModel(QObject *parent = nullptr);
    ~JailDetailModel() override;

    /// Another jail than before replaces the tree; the same one is compared.
    void setDetail(const QString &key, const core::JailDetail &detail, const QStringList &runtimeChanges);
    void clear();
    [[nodiscard]] const core::JailDetail &detail() const { return m_detail; }
    [[nodiscard]] bool hasRuntimeChanges() const { return !m_runtimeChanges.isEmpty(); }
    [[nodiscard]] QModelIndex indexOfProperty(const QString &name) const;
    [[nodiscard]] QModelIndex indexOfSection(JailDetailSection section) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    struct Node; ///< in the .cpp

private:
    [[nodiscard]] Node *nodeOf(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const Node *node, int column = 0) const;
    [[nodiscard]] std::unique_ptr<Node> build() const;
    void merge(Node *now, std::unique_ptr<Node> wanted);

    QString m_key;
    core::JailDetail m_detail;
    QStringList m_runtimeChanges;
    std::unique_ptr<Node> m_root;
};

} // namespace models
