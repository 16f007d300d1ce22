// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/configuration.h"

#include "config/globals_reader.h"
#include "config/jail_reader.h"
#include "config/log_paths.h"

#include <QDir>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace config {

namespace {

/// "filter.d/sshd" of its files: filter.d/sshd.conf, filter.d/sshd.local, filter.d/sshd.d/x.conf. Others keep their
/// path.
QString baseName(const ConfigTree &tree, const QString &file)
{
    QString base = tree.shown(file);
    if (const qsizetype dot = base.lastIndexOf(u'.'); dot > base.lastIndexOf(u'/'))
        base.truncate(dot);
    const QString folder = base.left(base.lastIndexOf(u'/'));
    return folder.endsWith(".d"_L1) && folder.count(u'/') == 1 ? folder.chopped(2) : base;
}

} // namespace

struct Configuration::Data
{
    Data(ConfigTree ofTree, Machine ofMachine)
        : tree(std::move(ofTree))
        , machine(std::move(ofMachine))
        , around(tree, machine)
    {
    }

    struct Jail
    {
        std::unique_ptr<JailReader> reader; ///< gone once all is read
        ConfiguredJail jail;
        bool skipped = false;
    };

    void read();
    /// Jails that are not enabled are read when somebody asks: fail2ban does not either.
    const ConfiguredJail *jail(const QString &name) const;
    [[nodiscard]] bool watchesLogs(const QString &name) const;
    static void finish(Jail &jail);

    const ConfigTree tree;
    const Machine machine;
    mutable JailSurroundings around;
    mutable QHash<QString, std::shared_ptr<Jail>> all;
    QMap<QString, EffectiveValue> globals;
    QStringList names;
    QList<Problem> problems;
    QList<QVariantList> stream;
};

void Configuration::Data::read()
{
    Globals general = readGlobals(*around.sections(u"fail2ban"_s));
    globals = general.values;
    stream = general.stream;
    QList<Problem> fatal = general.fatal;
    for (const MergedSections *sections :
        { &std::as_const(*around.sections(u"fail2ban"_s)), &std::as_const(around.jails) })
        problems += sections->problems();
    if (!around.jails.isReadable())
        fatal += around.jails.problems();
    names = around.jails.sections();
    names.removeAll(u"INCLUDES"_s);
    QList<QVariantList> starts;
    for (const QString &name : std::as_const(names)) {
        const auto jail = std::make_shared<Jail>();
        jail->reader = std::make_unique<JailReader>(around, name);
        jail->reader->readFirst();
        all.insert(name, jail);
        if (!jail->reader->jail().enabled) {
            fatal += jail->reader->fatal();
            continue;
        }
        jail->reader->read();
        fatal += jail->reader->fatal();
        if (jail->reader->jail().enabled || jail->reader->isSkipped()) {
            stream += jail->reader->stream();
            if (!jail->reader->isSkipped())
                starts.append({ u"start"_s, name });
        }
        finish(*jail);
    }
    stream += starts;
    for (const Problem &problem : std::as_const(fatal)) {
        if (!problems.contains(problem))
            problems.append(problem);
    }
    // One exception, and the client has nothing to send.
    if (!fatal.isEmpty())
        stream.clear();
}

void Configuration::Data::finish(Jail &jail)
{
    jail.skipped = jail.reader->isSkipped();
    jail.jail = std::move(jail.reader->jail());
    jail.reader.reset();
}

/// The journal has no paths, and of a skipped jail nothing is looked for.
bool Configuration::Data::watchesLogs(const QString &name) const
{
    const std::shared_ptr<Jail> jail = all.value(name);
    return jail && !jail->reader && !jail->skipped && jail->jail.enabled
        && !jail->jail.options.value(u"backend"_s).value.startsWith("systemd"_L1);
}

const ConfiguredJail *Configuration::Data::jail(const QString &name) const
{
    const auto found = all.constFind(name);
    if (found == all.cend())
        return nullptr;
    Jail &jail = **found;
    if (jail.reader) {
        jail.reader->read();
        finish(jail);
    }
    return &jail.jail;
}

Configuration Configuration::read(ConfigTree tree, Machine machine)
{
    const auto data = std::make_shared<Data>(std::move(tree), std::move(machine));
    data->read();
    Configuration configuration;
    configuration.m_data = data;
    return configuration;
}

const ConfigTree &Configuration::tree() const
{
    static const ConfigTree none;
    return m_data ? m_data->tree : none;
}

const QMap<QString, EffectiveValue> &Configuration::globals() const
{
    static const QMap<QString, EffectiveValue> none;
    return m_data ? m_data->globals : none;
}

const QStringList &Configuration::jailNames() const
{
    static const QStringList none;
    return m_data ? m_data->names : none;
}

const ConfiguredJail *Configuration::jail(const QString &name) const
{
    return m_data ? m_data->jail(name) : nullptr;
}

QList<const ConfiguredJail *> Configuration::jails() const
{
    QList<const ConfiguredJail *> all;
    for (const QString &name : jailNames())
        all.append(jail(name));
    return all;
}

const QList<Problem> &Configuration::problems() const
{
    static const QList<Problem> none;
    return m_data ? m_data->problems : none;
}

QStringList Configuration::usersOf(const QString &base) const
{
    QStringList users;
    const auto isIt = [this, &base](const QString &file) { return baseName(tree(), file) == base; };
    for (const ConfiguredJail *jail : jails()) {
        const bool uses = std::ranges::any_of(jail->filterFiles, isIt)
            || std::ranges::any_of(jail->actions, [&isIt, &base](const ConfiguredAction &action) {
                   return action.file == base || std::ranges::any_of(action.files, isIt);
               });
        if (uses)
            users.append(jail->name);
    }
    return users;
}

const QList<QVariantList> &Configuration::stream() const
{
    static const QList<QVariantList> none;
    return m_data ? m_data->stream : none;
}

QStringList Configuration::logPatterns(const QString &jail) const
{
    QStringList patterns;
    const QStringList names = jail.isEmpty() ? jailNames() : QStringList { jail };
    for (const QString &name : names) {
        if (jail.isEmpty() && !m_data->watchesLogs(name))
            continue;
        const ConfiguredJail *configured = this->jail(name);
        if (!configured)
            continue;
        const QList<LogPath> paths = logPaths(configured->options.value(u"logpath"_s).value);
        for (const LogPath &path : paths) {
            if (!path.pattern.isEmpty() && !patterns.contains(path.pattern))
                patterns.append(path.pattern);
        }
    }
    return patterns;
}

bool isTrue(QStringView text)
{
    for (const QLatin1StringView yes : { "1"_L1, "on"_L1, "true"_L1, "yes"_L1 }) {
        if (text.compare(yes, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

bool isTruth(QStringView text)
{
    constexpr std::array no { "0"_L1, "off"_L1, "false"_L1, "no"_L1 };
    return isTrue(text) || std::ranges::any_of(no, [text](QLatin1StringView word) {
        return text.compare(word, Qt::CaseInsensitive) == 0;
    });
}

} // namespace config
