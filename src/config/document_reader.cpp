// SPDX-License-Identifier: GPL-3.0-or-later
// Document::read(): ConfigParser._read() of Python 3, line by line, with fail2ban's settings. Unlike it, it goes on
// after what stops fail2ban, so that a broken file can be shown, too.
#include "config/document.h"

#include "config/document_lines.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace config {
namespace {

class LineReader
{
public:
    LineReader(const QString &path, QList<DocumentSection> &sections, QList<Problem> &problems)
        : m_path(path)
        , m_sections(sections)
        , m_problems(problems)
    {
    }

    void take(QStringView line, int number)
    {
        m_number = number;
        const ScannedLine scanned = scanLine(line);
        if (scanned.value.isEmpty()) {
            if (scanned.comment < 0)
                ++m_blanks; // part of the value, should more of it follow
            return;
        }
        if (m_inOption && scanned.indent > m_indent) {
            continueValue(scanned.value);
            return;
        }
        m_indent = scanned.indent;
        const QStringView header = sectionName(scanned.value);
        if (!header.isEmpty())
            beginSection(header.toString());
        else
            beginOption(scanned.value);
    }

private:
    void continueValue(QStringView value)
    {
        DocumentOption &option = m_sections[m_section].options.last();
        option.value += QString(m_blanks + 1, u'\n');
        option.value += value;
        option.lastLine = m_number;
        m_blanks = 0;
    }

    void beginSection(const QString &name)
    {
        m_inOption = false;
        const bool isNew = !m_names.contains(name);
        m_names.insert(name);
        if (!isNew && name != "DEFAULT"_L1)
            report(ProblemKind::DuplicateSection, name, name);
        m_name = name;
        // Only [DEFAULT] may come again; its options are one set.
        m_section = -1;
        if (!isNew && name == "DEFAULT"_L1)
            m_section = m_default;
        if (m_section < 0) {
            m_sections.append(DocumentSection { name, m_number, {} });
            m_section = m_sections.size() - 1;
        }
        if (name == "DEFAULT"_L1)
            m_default = m_section;
    }

    void beginOption(QStringView text)
    {
        if (m_section < 0) {
            if (!m_reportedHeader)
                report(ProblemKind::NoSectionHeader, {}, text.toString());
            m_reportedHeader = true;
            return;
        }
        const ScannedOption scanned = scanOption(text);
        const QString key = scanned.key.toString().toLower();
        if (!scanned.found || key.isEmpty())
            report(ProblemKind::NotAnOption, m_name, text.toString());
        if (!scanned.found)
            return;
        if (m_keys.contains({ m_name, key }))
            report(ProblemKind::DuplicateOption, key, text.toString());
        m_keys.insert({ m_name, key });
        // Python has an option without a name otherwise, which nothing continues.
        m_inOption = !key.isEmpty();
        if (!m_inOption)
            return;
        m_sections[m_section].options.append(DocumentOption { key, scanned.value.toString(), m_number, m_number });
        m_blanks = 0;
    }

    void report(ProblemKind kind, const QString &subject, const QString &detail)
    {
        m_problems.append(Problem { kind, Origin { m_path, m_number, m_name }, subject, detail });
    }

    const QString &m_path;
    QList<DocumentSection> &m_sections;
    QList<Problem> &m_problems;
    QSet<QString> m_names;
    QSet<std::pair<QString, QString>> m_keys;
    QString m_name;
    qsizetype m_section = -1;
    qsizetype m_default = -1;
    qsizetype m_indent = 0;
    qsizetype m_blanks = 0;
    int m_number = 0;
    bool m_inOption = false;
    bool m_reportedHeader = false;
};

} // namespace

void Document::read()
{
    m_sections.clear();
    m_problems.clear();
    LineReader reader(m_path, m_sections, m_problems);
    int number = 0;
    for (const QString &line : std::as_const(m_lines))
        reader.take(QStringView(line).chopped(lineEndLength(line)), ++number);
}

} // namespace config
