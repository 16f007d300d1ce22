// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/action_reader.h"
#include "config/configuration.h"
#include "config/filter_reader.h"
#include "config/option_call.h"
#include "config/shared_files.h"

#include <optional>
#include <vector>

namespace config {

/// What all jails of one configuration share while they are read.
struct JailSurroundings
{
    explicit JailSurroundings(const ConfigTree &tree, const Configuration::Machine &machine);

    /// The merged sections of a base, read once.
    [[nodiscard]] std::shared_ptr<const MergedSections> sections(const QString &base);

    /// What [DEFAULT] of jail.* has beside fail2ban's own options, as written.
    [[nodiscard]] const QList<EffectiveValue> &others();

    const ConfigTree &tree;
    const Configuration::Machine &machine;
    SharedFiles files;
    MergedSections jails; ///< of jail.*, with what fail2ban's readers merge into it

private:
    QHash<QString, std::shared_ptr<const MergedSections>> m_known;
    std::optional<QList<EffectiveValue>> m_others;
};

/// One section of jail.* (jailreader.py). Twice: the options that every jail needs, then the rest, which fail2ban reads
/// only of enabled ones.
class JailReader
{
public:
    JailReader(JailSurroundings &surroundings, const QString &name);

    /// Whether it is enabled, and what filter it calls. Problems of it stop fail2ban, whether the jail is enabled or
    /// not.
    void readFirst();
    /// All the rest.
    void read();

    [[nodiscard]] ConfiguredJail &jail() { return m_jail; }
    /// Why fail2ban would raise an exception, and have nothing of the whole configuration then.
    [[nodiscard]] const QList<Problem> &fatal() const { return m_fatal; }
    /// Without "start". Meaningful only without fatal().
    [[nodiscard]] const QList<QVariantList> &stream() const { return m_stream; }
    /// fail2ban skips it, and says so in the stream.
    [[nodiscard]] bool isSkipped() const { return m_skipped; }

private:
    struct Action
    {
        QVariantList command; ///< of one in Python
        std::unique_ptr<ActionReader> reader;
        qsizetype at = 0; ///< among the jail's actions
    };

    [[nodiscard]] OptionMap readOptions(const QList<OptionTemplate> &templates);
    void addOtherOptions();
    void addFilterOptions();
    /// text: its value; nullopt where nobody sets it.
    [[nodiscard]] EffectiveValue effective(const QString &key, std::optional<core::Result<QString>> &text) const;
    void addKnown(EffectiveValue &value) const;
    void readFilter();
    void noteFilterValues(const OptionMap &combined);
    void noteActionValues(const Action &action, const OptionMap &combined);
    /// Whether a filter's or an action's files can be used; says what is wrong with them. complaint: fail2ban's words.
    [[nodiscard]] bool isThere(
        const MergedSections &sections, const QString &name, const QString &complaint, const Origin &from);
    void readActions();
    void readAction(const QString &text);
    void makeStream();
    void append(QList<QVariantList> &stream, const OptionMap &options);
    [[nodiscard]] QList<QVariantList> logCommands(const QString &logpath);
    void skip(const Problem &problem, const QString &message);
    void stop(const Problem &problem);
    void note(const Problem &problem);
    [[nodiscard]] Origin origin(const QString &key) const;

    JailSurroundings &m_around;
    ConfiguredJail m_jail;
    OptionMap m_options;
    std::optional<FilterReader> m_filter;
    std::vector<Action> m_actions;
    QList<QVariantList> m_stream;
    QList<Problem> m_fatal;
    bool m_skipped = false;
};

} // namespace config
