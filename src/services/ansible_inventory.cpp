// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/ansible_inventory.h"

#include "services/ansible_host.h"

#include <QMap>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace services {
namespace {

using Kind = core::FleetNote::Kind;
using Inventory = AnsibleInventory;

/// The groups as a graph: who is above whom, and how deep each stands below "all".
class GroupTree
{
public:
    GroupTree(const Inventory &inventory, QList<core::FleetNote> *notes)
    {
        for (qsizetype i = 0; i < inventory.groups.size(); ++i)
            m_at.insert(inventory.groups[i].name, i);
        m_parents.resize(inventory.groups.size());
        for (qsizetype i = 0; i < inventory.groups.size(); ++i) {
            for (const QString &child : inventory.groups[i].children) {
                const qsizetype at = m_at.value(child, -1);
                if (at < 0)
                    continue;
                if (isAbove(at, i)) {
                    notes->append({ Kind::GroupLoop, 0, {}, child });
                    continue;
                }
                m_parents[at].append(i);
            }
        }
        for (qsizetype i = 0; i < inventory.groups.size(); ++i) {
            for (const QString &host : inventory.groups[i].hosts)
                m_ofHost[host].append(i);
        }
        m_depth.fill(-1, inventory.groups.size());
    }

    /// Every group that the host is in, directly or through others; the outermost first, "all" first of all.
    [[nodiscard]] QList<qsizetype> groupsOf(const QString &host, const Inventory &inventory)
    {
        QSet<qsizetype> found;
        QList<qsizetype> todo = m_ofHost.value(host);
        if (const qsizetype all = m_at.value(u"all"_s, -1); all >= 0)
            todo.append(all);
        while (!todo.isEmpty()) {
            const qsizetype at = todo.takeLast();
            if (found.contains(at))
                continue;
            found.insert(at);
            todo += m_parents[at];
        }
        QList<qsizetype> groups(found.cbegin(), found.cend());
        std::sort(groups.begin(), groups.end(), [&](qsizetype a, qsizetype b) {
            if (const int x = depth(a, inventory), y = depth(b, inventory); x != y)
                return x < y;
            return inventory.groups[a].name < inventory.groups[b].name; // as ansible merges them
        });
        return groups;
    }
    [[nodiscard]] int depth(qsizetype at, const Inventory &inventory)
    {
        int &known = m_depth[at];
        if (known >= 0)
            return known;
        if (inventory.groups[at].name == "all"_L1)
            return known = 0;
        int deepest = 1;
        for (const qsizetype parent : std::as_const(m_parents[at]))
            deepest = std::max(deepest, depth(parent, inventory) + 1);
        return m_depth[at] = deepest;
    }

private:
    /// Whether `above` is `at`, or one of those above it.
    [[nodiscard]] bool isAbove(qsizetype above, qsizetype at) const
    {
        QSet<qsizetype> seen;
        QList<qsizetype> todo { at };
        while (!todo.isEmpty()) {
            const qsizetype next = todo.takeLast();
            if (next == above)
                return true;
            if (seen.contains(next))
                continue;
            seen.insert(next);
            todo += m_parents[next];
        }
        return false;
    }

    QHash<QString, qsizetype> m_at;
    QList<QList<qsizetype>> m_parents;
    QHash<QString, QList<qsizetype>> m_ofHost;
    QList<int> m_depth;
};

/// Numbers keep their width ("01"), letters go through the alphabet.
core::Result<QStringList> rangeValues(const QString &range)
{
    const auto refuse = [&] { return core::failure(core::ErrorCode::InvalidArgument, range); };
    const QStringList parts = range.split(u':');
    if (parts.size() < 2 || parts.size() > 3)
        return refuse();
    bool ok = true;
    const int step = parts.size() == 3 ? parts[2].toInt(&ok) : 1;
    if (!ok || step < 1)
        return refuse();
    QStringList values;
    const QString &first = parts[0];
    const QString &last = parts[1];
    const auto isLetter = [](const QString &text) {
        return text.size() == 1 && ((text[0] >= u'a' && text[0] <= u'z') || (text[0] >= u'A' && text[0] <= u'Z'));
    };
    if (isLetter(first) && isLetter(last)) {
        for (int c = first[0].unicode(); c <= last[0].unicode(); c += step) {
            if (isLetter(QString(QChar(c))))
                values.append(QChar(c));
        }
        return values.isEmpty() ? core::Result<QStringList>(refuse()) : values;
    }
    const auto isNumber = [](const QString &text) {
        return !text.isEmpty() && text.size() <= 9
            && std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    };
    // "[:5]" begins at 0, as in ansible.
    const QString begin = first.isEmpty() ? u"0"_s : first;
    if (!isNumber(begin) || !isNumber(last))
        return refuse();
    const bool padded = begin.startsWith(u'0') && begin.size() > 1;
    if (padded && begin.size() != last.size())
        return refuse();
    const int end = last.toInt();
    if (end < begin.toInt() || (end - begin.toInt()) / step >= maxFleetServers)
        return refuse();
    for (int number = begin.toInt(); number <= end; number += step)
        values.append(padded ? QString::number(number).rightJustified(begin.size(), u'0') : QString::number(number));
    return values;
}

} // namespace

AnsibleInventory::Host &AnsibleInventory::host(const QString &name, int line)
{
    if (const auto at = m_hostAt.constFind(name); at != m_hostAt.cend())
        return hosts[*at];
    m_hostAt.insert(name, hosts.size());
    hosts.append({ name, {}, line });
    return hosts.last();
}

AnsibleInventory::Group &AnsibleInventory::group(const QString &name)
{
    if (const auto at = m_groupAt.constFind(name); at != m_groupAt.cend())
        return groups[*at];
    m_groupAt.insert(name, groups.size());
    groups.append({ name, {}, {}, {} });
    return groups.last();
}

core::Result<QStringList> expandAnsibleRange(const QString &pattern)
{
    const qsizetype open = pattern.indexOf(u'[');
    if (open < 0)
        return QStringList { pattern };
    const qsizetype close = pattern.indexOf(u']', open);
    if (close < 0)
        return core::failure(core::ErrorCode::InvalidArgument, pattern);
    const auto values = rangeValues(pattern.mid(open + 1, close - open - 1));
    const auto tails = expandAnsibleRange(pattern.mid(close + 1));
    if (!values || !tails || values->size() * tails->size() > maxFleetServers)
        return core::failure(core::ErrorCode::InvalidArgument, pattern);
    QStringList names;
    for (const QString &value : *values) {
        for (const QString &tail : *tails)
            names.append(pattern.first(open) + value + tail);
    }
    return names;
}

core::FleetImport fleetOf(const AnsibleInventory &inventory)
{
    core::FleetImport import;
    import.format = core::FleetFormat::Ansible;
    import.notes = inventory.notes;
    import.refused = inventory.refused;
    if (import.refused)
        return import;
    GroupTree tree(inventory, &import.notes);
    const auto isOurs = [](const QString &group) { return group != "all"_L1 && group != "ungrouped"_L1; };
    QSet<QString> told; // a group's variable is wrong for every host in it, and told once
    for (const Inventory::Host &host : inventory.hosts) {
        const QList<qsizetype> groups = tree.groupsOf(host.name, inventory);
        QMap<QString, Inventory::Variable> variables;
        for (const qsizetype at : groups) {
            for (const Inventory::Variable &variable : inventory.groups[at].variables)
                variables.insert(variable.name, variable);
        }
        for (const Inventory::Variable &variable : host.variables)
            variables.insert(variable.name, variable);
        AnsibleHost made = ansibleHost(host.name, host.line, variables);
        for (const core::FleetNote &note : std::as_const(made.notes)) {
            const QString key = QString::number(int(note.kind)) + u' ' + QString::number(note.line) + note.detail;
            if (!told.contains(key)) {
                told.insert(key);
                import.notes.append(note);
            }
        }
        if (!made.profile)
            continue;
        int deepest = -1;
        qsizetype own = -1;
        for (const qsizetype at : groups) {
            if (!isOurs(inventory.groups[at].name))
                continue;
            const int depth = tree.depth(at, inventory);
            // Of two equally deep ones the first in the file.
            if (depth > deepest || (depth == deepest && at < own)) {
                deepest = depth;
                own = at;
            }
        }
        for (const qsizetype at : groups) {
            if (at != own && isOurs(inventory.groups[at].name))
                made.profile->tags.append(inventory.groups[at].name);
        }
        if (own >= 0)
            made.profile->group = inventory.groups[own].name;
        core::FleetServer server;
        server.profile = *made.profile;
        server.line = host.line;
        import.servers.append(server);
    }
    if (import.servers.isEmpty())
        import.refused = core::FleetNote { Kind::NoServers, 0, {}, {} };
    return import;
}

} // namespace services
