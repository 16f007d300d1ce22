// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/change_service.h"
#include "services/config_service.h"
#include "services/config_view.h"

#include <QMap>

#include <optional>

namespace services {

/// What a field for an option has to hold.
enum class OptionField { Truth, Number, Time, Lines, Text };
[[nodiscard]] OptionField optionField(const QString &key);

/// Why a value will not do. See config::ValueFault.
enum class OptionFault {
    None,
    Time, ///< not of fail2ban's grammar
    TimeIsCode, ///< the daemon's Python would run it
    Number,
    Truth, ///< fail2ban takes every other word for "no"
    Backend, ///< no such one
    Value,
    Unwritable ///< a file could not hold it so that it is read back as it was given
};
/// As the daemon has it; %(...)s are left to the checks of the server's own files.
[[nodiscard]] OptionFault optionFault(const QString &key, const QString &value);

/// By what a draft knows an option of a row: its key; of a filter's or an action's, with its section before it where
/// that is not [Definition] ("[Init] timeout").
[[nodiscard]] QString draftKey(const ConfigOptionRow &option);
/// As optionField() and optionFault(), for options of filters and actions, too.
[[nodiscard]] OptionField optionField(const ConfigOptionRow &option);
[[nodiscard]] OptionFault optionFault(ConfigPart part, const QString &key, const QString &value);

/// A jail's own file, or the `.local` of a filter or an action, as it is edited: by option or as a text, both of the
/// same bytes. What is not edited stays as it is, byte for byte. Nothing is written. Options are named as draftKey()
/// has them.
class JailDraft
{
public:
    JailDraft() = default;
    /// Of the file as it was read. Not valid where the jail's name makes no name of a file.
    [[nodiscard]] static JailDraft of(const ServerConfiguration &configuration, const QString &jail);

    /// The same of the `.local` of a filter or an action; jail: through which it is changed.
    [[nodiscard]] static JailDraft of(
        const ServerConfiguration &configuration, const QString &jail, ConfigPart part, const QString &definition);

    [[nodiscard]] bool isValid() const { return !m_path.isEmpty(); }
    [[nodiscard]] const QString &jail() const { return m_jail; }
    [[nodiscard]] ConfigPart part() const { return m_part; }
    [[nodiscard]] const QString &definition() const { return m_definition; } ///< of a filter or an action
    [[nodiscard]] const QString &path() const { return m_path; } ///< absolute, on the server
    [[nodiscard]] bool isModified() const { return m_now != m_base || !m_unwritable.isEmpty(); }
    /// What is edited is what the file holds.
    [[nodiscard]] bool isWrittenIn(const ServerConfiguration &configuration) const;
    /// What the file holds at present is another than what this was begun with.
    [[nodiscard]] bool isOutdated(const ServerConfiguration &configuration) const;

    /// An option of the jail's own section. A value that a file cannot hold is kept beside it: see faults().
    void set(const QString &key, const QString &value);
    /// Takes our line away, so that what lies below rules again.
    void reset(const QString &key);
    /// What the draft itself gives it; nullopt: nothing.
    [[nodiscard]] std::optional<QString> own(const QString &key) const;
    /// Options that differ from the file as it was read; sorted.
    [[nodiscard]] QStringList editedKeys() const;
    /// Of what is edited; sorted by option.
    [[nodiscard]] QMap<QString, OptionFault> faults() const;

    /// With LF at the end of each line.
    [[nodiscard]] QString text() const;
    /// false: the text cannot be edited as such, because not every byte of it would come back.
    [[nodiscard]] bool isText() const;
    void setText(const QString &text);
    /// Empty: fail2ban could read it. Raw text with lines otherwise; options cannot be set then.
    [[nodiscard]] QList<ConfigDefect> problems() const;

    /// The configuration as it would be with it.
    [[nodiscard]] ServerConfiguration appliedTo(const ServerConfiguration &configuration) const;
    /// What writes it. Not while there are faults or problems.
    [[nodiscard]] ChangeRequest request(core::ServerId server) const;

private:
    void edit(const QString &key, const QString &value, bool remove);
    [[nodiscard]] std::optional<QByteArray> bytesIn(const ServerConfiguration &configuration) const;

    QString m_jail;
    ConfigPart m_part = ConfigPart::Jail;
    QString m_definition;
    QString m_folder;
    QString m_path;
    std::optional<QByteArray> m_base; ///< nullopt: no such file
    std::optional<QByteArray> m_now;
    QMap<QString, QString> m_unwritable;
};

} // namespace services
