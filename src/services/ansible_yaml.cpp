// SPDX-License-Identifier: GPL-3.0-or-later
// The YAML form of an Ansible inventory.
#include "services/ansible_inventory.h"

#include <yaml-cpp/yaml.h>

using namespace Qt::StringLiterals;

namespace services {
namespace {

using Kind = core::FleetNote::Kind;

constexpr int maxDepth = 32; // groups in groups; an alias can make them endless
constexpr int maxNodes = 200'000; // aliases can make a small file a large tree

QString textOf(const YAML::Node &node)
{
    return node.IsScalar() ? QString::fromStdString(node.Scalar()) : QString();
}

int lineOf(const YAML::Node &node)
{
    return node.Mark().line + 1; // -1 where it is not known
}

class Reader
{
public:
    AnsibleInventory run(const QByteArray &content)
    {
        try {
            const YAML::Node root = YAML::Load(content.toStdString());
            if (!root.IsMap()) {
                refuse(Kind::Unrecognised, 0, {});
                return std::move(m_inventory);
            }
            m_inventory.group(u"all"_s);
            for (const auto &entry : root)
                takeGroup(textOf(entry.first), entry.second, lineOf(entry.first), 0);
        } catch (const YAML::Exception &error) {
            m_inventory = {};
            refuse(Kind::Syntax, error.mark.is_null() ? 0 : error.mark.line + 1, QString::fromStdString(error.msg));
        }
        return std::move(m_inventory);
    }

private:
    void takeGroup(const QString &name, const YAML::Node &group, int line, int depth)
    {
        if (!enter(line))
            return;
        if (name.isEmpty() || depth > maxDepth) {
            note(depth > maxDepth ? Kind::GroupLoop : Kind::Junk, line, name);
            return;
        }
        m_inventory.group(name);
        if (group.IsNull())
            return;
        if (!group.IsMap()) {
            note(Kind::Junk, line, name);
            return;
        }
        for (const auto &entry : group) {
            const QString key = textOf(entry.first);
            const int at = lineOf(entry.first);
            if (entry.second.IsNull())
                continue;
            if (key == "hosts"_L1)
                takeHosts(name, entry.second, at);
            else if (key == "vars"_L1)
                m_inventory.group(name).variables += variablesOf(entry.second, at, 0);
            else if (key == "children"_L1)
                takeChildren(name, entry.second, at, depth);
            else
                note(Kind::UnknownField, at, key);
        }
    }

    void takeChildren(const QString &parent, const YAML::Node &children, int line, int depth)
    {
        if (!children.IsMap()) {
            note(Kind::Field, line, u"children"_s);
            return;
        }
        for (const auto &entry : children) {
            const QString child = textOf(entry.first);
            QStringList &known = m_inventory.group(parent).children;
            if (!child.isEmpty() && !known.contains(child))
                known.append(child);
            takeGroup(child, entry.second, lineOf(entry.first), depth + 1);
            if (m_ended)
                return;
        }
    }

    void takeHosts(const QString &group, const YAML::Node &hosts, int line)
    {
        if (!hosts.IsMap()) {
            note(Kind::Field, line, u"hosts"_s);
            return;
        }
        for (const auto &entry : hosts) {
            const QString pattern = textOf(entry.first);
            const int at = lineOf(entry.first);
            if (!enter(at))
                return;
            const auto names
                = pattern.isEmpty() ? core::failure(core::ErrorCode::InvalidArgument) : expandAnsibleRange(pattern);
            if (!names) {
                note(Kind::Range, at, pattern);
                continue;
            }
            QList<AnsibleInventory::Variable> variables;
            if (!entry.second.IsNull())
                variables = variablesOf(entry.second, at, 0);
            for (const QString &name : *names) {
                if (m_inventory.hosts.size() >= maxFleetServers) {
                    if (!std::exchange(m_full, true))
                        note(Kind::TooMany, at, QString::number(maxFleetServers));
                    return;
                }
                m_inventory.host(name, at).variables += variables;
                QStringList &members = m_inventory.group(group).hosts;
                if (!members.contains(name))
                    members.append(name);
            }
        }
    }

    QList<AnsibleInventory::Variable> variablesOf(const YAML::Node &node, int line, int depth)
    {
        QList<AnsibleInventory::Variable> variables;
        if (!node.IsMap() || depth > 4) {
            note(Kind::Field, line, u"vars"_s);
            return variables;
        }
        for (const auto &entry : node) {
            const QString name = textOf(entry.first);
            const int at = lineOf(entry.first);
            if (!enter(at))
                return variables;
            if (name == "<<"_L1) { // what is merged in is older than what stands here
                const auto merged = variablesOf(entry.second, at, depth + 1);
                for (const AnsibleInventory::Variable &variable : merged)
                    variables.prepend(variable);
            } else if (name.startsWith("ansible_"_L1)) {
                // Every other variable is somebody else's, and may be a secret: it is not even looked at.
                const bool vault = entry.second.Tag() == "!vault" || entry.second.Tag() == "!vault-encrypted";
                variables.append({ name, vault ? u"$ANSIBLE_VAULT"_s : textOf(entry.second), at });
            }
        }
        return variables;
    }

    /// Whether there is still room for one more; notes once where there is not.
    bool enter(int line)
    {
        if (++m_nodes <= maxNodes)
            return true;
        if (!std::exchange(m_ended, true))
            note(Kind::TooMany, line, QString::number(maxNodes));
        return false;
    }

    void note(Kind kind, int line, const QString &detail)
    {
        m_inventory.notes.append({ kind, std::max(0, line), {}, detail.left(200) });
    }
    void refuse(Kind kind, int line, const QString &detail)
    {
        m_inventory.refused = core::FleetNote { kind, line, {}, detail.left(200) };
    }

    AnsibleInventory m_inventory;
    int m_nodes = 0;
    bool m_ended = false;
    bool m_full = false;
};

} // namespace

AnsibleInventory readAnsibleYaml(const QByteArray &content)
{
    return Reader().run(content);
}

} // namespace services
