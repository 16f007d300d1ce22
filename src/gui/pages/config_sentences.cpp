// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/config_sentences.h"

#include "core/visible_text.h"
#include "models/config_option_model.h"

#include <QCoreApplication>

#include <algorithm>

namespace gui {

using namespace Qt::StringLiterals;
using models::ConfigOptionModel;

namespace {

constexpr qsizetype most = 3; ///< places of one kind; more are counted
constexpr qsizetype mostUsers = 6; ///< likewise of jails

class Writer
{
    Q_DECLARE_TR_FUNCTIONS(gui::ConfigSentence)

public:
    void say(const QString &text) { m_sentence.parts.append({ text, {}, false, false }); }
    void strong(const QString &text) { m_sentence.parts.append({ text, {}, true, true }); }
    void link(const services::ConfigPlace &place)
    {
        m_sentence.parts.append(
            { ConfigOptionModel::placeText(place), QString::number(m_sentence.places.size()), false, true });
        m_sentence.places.append(place);
    }
    void more(qsizetype count)
    {
        const int rest = static_cast<int>(count - most);
        if (rest > 0)
            say(u' ' + tr("and %n more", nullptr, rest));
    }
    void option(const services::ConfigOptionRow &option);
    void defects(const QList<services::ConfigDefect> &defects);
    [[nodiscard]] static QString users(const QString &file, const services::ConfigUsers &others);
    [[nodiscard]] ConfigSentence sentence() const { return m_sentence; }

private:
    ConfigSentence m_sentence;
};

void Writer::option(const services::ConfigOptionRow &option)
{
    strong(core::visibleText(option.key));
    if (!option.place.isKnown()) {
        say(u" · "_s + tr("no file sets it: fail2ban's own default"));
    } else {
        //: an option; behind it stands a file with its line
        say(u" · "_s + tr("set in") + u' ');
        link(option.place);
        if (!option.place.section.isEmpty())
            say(u" ["_s + core::visibleText(option.place.section) + u']');
    }
    for (qsizetype i = 0; i < std::min(most, option.overrides.size()); ++i) {
        //: an option; behind it stands a file with its line, then the value that is overridden
        say(i == 0 ? u" · "_s + tr("overrides") + u' ' : u", "_s);
        link(option.overrides[i].place);
        say(u" ("_s + ConfigOptionModel::oneLine(option.overrides[i].value) + u')');
    }
    more(option.overrides.size());
    for (qsizetype i = 0; i < std::min(most, option.contributors.size()); ++i) {
        //: an option whose value has %(...)s in it; behind it stands the place of what was put in
        say(i == 0 ? u" · "_s + tr("with") + u' ' : u", "_s);
        link(option.contributors[i].place);
    }
    more(option.contributors.size());
    if (option.runtime != option.inFile) {
        //: %1: value of an option while the jail runs, %2: value that the files give it
        const QString text = tr("runtime: %1, file: %2");
        say(u" · "_s + text.arg(ConfigOptionModel::oneLine(option.runtime), ConfigOptionModel::oneLine(option.inFile)));
    }
    if (!option.problem.isEmpty())
        say(u" · "_s + core::visibleText(option.problem));
}

void Writer::defects(const QList<services::ConfigDefect> &defects)
{
    for (qsizetype i = 0; i < std::min(most, defects.size()); ++i) {
        if (i > 0)
            say(u" · "_s);
        say(models::configDefectText(defects[i]) + u' ');
        if (defects[i].place.isKnown())
            link(defects[i].place);
    }
    more(defects.size());
}

QString Writer::users(const QString &file, const services::ConfigUsers &others)
{
    const int inactive = static_cast<int>(others.others.size());
    //: %1: path of a file of a filter or an action, which may not be there yet
    const QString where = tr("An edit is written to %1.").arg(core::visibleText(file)) + u' ';
    if (others.enabled.isEmpty() && inactive == 0)
        return where + tr("No other jail uses it.");
    if (others.enabled.isEmpty())
        //: a filter or an action
        return where + tr("No other enabled jail uses it, %n that are not enabled do.", nullptr, inactive);
    QStringList names;
    for (const QString &name : others.enabled.first(std::min(mostUsers, others.enabled.size())))
        names += core::visibleText(name);
    QString list = names.join(u", "_s);
    if (others.enabled.size() > mostUsers)
        //: behind a list of names; %n: number of further ones
        list += u' ' + tr("and %n more", nullptr, static_cast<int>(others.enabled.size() - mostUsers));
    //: a filter or an action; %1: names of jails
    QString said = where + tr("Also used by: %1.").arg(list);
    if (inactive > 0)
        //: a filter or an action; %n: number of jails
        said += u' ' + tr("%n jails that are not enabled use it, too.", nullptr, inactive);
    return said;
}

} // namespace

QString usersSentence(const QString &file, const services::ConfigUsers &others)
{
    return Writer::users(file, others);
}

ConfigSentence provenanceSentence(const services::ConfigOptionRow &option)
{
    Writer writer;
    writer.option(option);
    return writer.sentence();
}

ConfigSentence defectsSentence(const QList<services::ConfigDefect> &defects)
{
    Writer writer;
    writer.defects(defects);
    return writer.sentence();
}

} // namespace gui
