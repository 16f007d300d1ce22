// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/globals_reader.h"

#include "config/option_map.h"
#include "config/option_types.h"
#include "config/parser_text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace config {

namespace {

const auto c_definition = u"Definition"_s;
const auto c_thread = u"Thread"_s;

/// What the command line of the client asks for before anything else, and what it sends of it.
const QList<OptionTemplate> &earlyOptions()
{
    static const QList<OptionTemplate> options {
        { u"socket"_s, OptionType::Text, u"/var/run/fail2ban/fail2ban.sock"_s },
        { u"pidfile"_s, OptionType::Text, u"/var/run/fail2ban/fail2ban.pid"_s },
        { u"loglevel"_s, OptionType::Text, u"INFO"_s },
        { u"logtarget"_s, OptionType::Text, u"/var/log/fail2ban.log"_s },
        { u"syslogsocket"_s, OptionType::Text, u"auto"_s },
    };
    return options;
}

const QList<OptionTemplate> &laterOptions()
{
    static const QList<OptionTemplate> options {
        { u"allowipv6"_s, OptionType::Text, u"auto"_s },
        { u"dbfile"_s, OptionType::Text, u"/var/lib/fail2ban/fail2ban.sqlite3"_s },
        { u"dbmaxmatches"_s, OptionType::Number },
        { u"dbpurgeage"_s, OptionType::Text, u"1d"_s },
    };
    return options;
}

/// helpers.py, str2LogLevel(): a number, or a name in Python's logging module.
bool isLogLevel(const QString &text)
{
    static const QStringList names { u"BASIC_FORMAT"_s, u"CRITICAL"_s, u"DEBUG"_s, u"ERROR"_s, u"FATAL"_s,
        u"HEAVYDEBUG"_s, u"INFO"_s, u"MSG"_s, u"NOTICE"_s, u"NOTSET"_s, u"TRACEDEBUG"_s, u"WARN"_s, u"WARNING"_s };
    const bool isNumber = !text.isEmpty() && std::ranges::all_of(text, [](QChar c) { return c.isDigit(); });
    return isNumber || names.contains(text.toUpper());
}

class GlobalsReader
{
public:
    explicit GlobalsReader(const MergedSections &sections)
        : m_sections(sections)
    {
    }

    Globals read()
    {
        if (!m_sections.isReadable())
            m_globals.fatal += m_sections.problems();
        readAll(c_definition, earlyOptions());
        if (const QString level = m_options.text(u"loglevel"_s); !isLogLevel(level))
            refuse(u"loglevel"_s, u"Invalid log level "_s + quoted(level));
        readAll(c_definition, laterOptions());
        if (m_sections.hasSection(c_thread))
            readAll(c_thread, { { u"stacksize"_s, OptionType::Number } });
        addOthers();
        makeStream();
        return std::move(m_globals);
    }

private:
    void readAll(const QString &section, const QList<OptionTemplate> &options)
    {
        for (const OptionTemplate &option : options)
            read(section, option);
    }

    void read(const QString &section, const OptionTemplate &option)
    {
        EffectiveValue value = placed(section, option.name);
        value.value = option.fallback.toString();
        const core::Result<QString> text = m_sections.value(section, option.name);
        if (text) {
            const std::optional<QVariant> converted = convertedOption(option.type, *text);
            if (converted)
                value.value = *text;
            else
                value.problem = u"Wrong value: "_s + quoted(*text);
            m_options.set(option.name, converted.value_or(option.fallback));
        } else if (text.error().code != core::ErrorCode::FileNotFound) {
            value.problem = text.error().detail;
            m_globals.fatal.append({ ProblemKind::BadInterpolation, value.origin, option.name, value.problem });
        } else if (option.fallback.isValid() || !m_sections.hasSection(section)) {
            m_options.set(option.name, option.fallback);
        }
        m_globals.values.insert(option.name, value);
    }

    void refuse(const QString &key, const QString &detail)
    {
        EffectiveValue &value = m_globals.values[key];
        value.problem = detail;
        m_globals.fatal.append({ ProblemKind::Other, value.origin, key, detail });
    }

    [[nodiscard]] EffectiveValue placed(const QString &section, const QString &key) const
    {
        EffectiveValue value;
        value.key = key;
        const MergedOption *option = m_sections.option(section, key);
        if (!option)
            return value;
        value.raw = option->winner.raw;
        value.origin = option->winner.origin;
        value.overrides = option->overridden;
        value.inherited = value.origin.section == "DEFAULT"_L1;
        if (value.raw.contains("%("_L1))
            value.contributors = m_sections.contributors(section, key);
        return value;
    }

    /// What fail2ban does not know, and never reads.
    void addOthers()
    {
        const QStringList keys = m_sections.keys(c_definition) + m_sections.keys(u"DEFAULT"_s);
        for (const QString &key : keys) {
            if (m_globals.values.contains(key))
                continue;
            EffectiveValue value = placed(c_definition, key);
            const core::Result<QString> text = m_sections.value(c_definition, key);
            value.value = text.value_or(QString());
            if (!text)
                value.problem = text.error().detail;
            m_globals.values.insert(key, value);
        }
    }

    /// In the order in which the client sorts them: the log first, so that errors of the database are seen.
    void makeStream()
    {
        if (const QVariant *size = m_options.find(u"stacksize"_s))
            m_globals.stream.append({ u"set"_s, u"thread"_s, QVariantMap { { u"stacksize"_s, *size } } });
        for (const QString &key : { u"syslogsocket"_s, u"loglevel"_s, u"logtarget"_s, u"allowipv6"_s, u"dbfile"_s,
                 u"dbmaxmatches"_s, u"dbpurgeage"_s }) {
            if (const QVariant *value = m_options.find(key))
                m_globals.stream.append({ u"set"_s, key, *value });
        }
    }

    const MergedSections &m_sections;
    OptionMap m_options;
    Globals m_globals;
};

} // namespace

Globals readGlobals(const MergedSections &sections)
{
    return GlobalsReader(sections).read();
}

} // namespace config
