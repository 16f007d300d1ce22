// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/config_reading.h"

#include "services/config_includes.h"

#include <QDir>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace services {

namespace {

constexpr qint64 surveyLimit = 256 * 1024; // of one file: all answers of a survey share 600 KiB
constexpr qint64 surveyRoom = 512 * 1024;
constexpr qsizetype statsAtOnce = 1500;
constexpr qsizetype namesOfSurvey = 2000; // a survey tells no more of one folder
constexpr size_t mostFiles = 10'000;
constexpr int mostRounds = 100;
constexpr int mostTries = 3;
constexpr auto notRegular = "Not a regular file"_L1;
constexpr auto bytesWord = " bytes"_L1;

bool isConfig(const QString &name)
{
    return name.endsWith(".conf"_L1) || name.endsWith(".local"_L1);
}

QString folderOf(const QString &path)
{
    return path.first(std::max<qsizetype>(path.lastIndexOf(u'/'), 1));
}

} // namespace

ConfigReading::ConfigReading(transport::HostReader &host, const QString &folder, QString client, QObject *parent)
    : QObject(parent)
    , m_host(host)
    , m_client(std::move(client))
{
    m_tree.folder = folder;
}

ConfigReading::~ConfigReading()
{
    m_request.cancel();
    m_versionRequest.cancel();
}

bool ConfigReading::stopsReaders(const QString &reason)
{
    return reason == notRegular || reason.endsWith(bytesWord);
}

void ConfigReading::start(const QObject *context, core::Handler<Finding> handler)
{
    m_pending = core::Pending<Finding>(context, std::move(handler));
    transport::Survey questions;
    questions.configFolders = { m_tree.folder };
    for (const auto &name : { "jail.d"_L1, "fail2ban.d"_L1, "filter.d"_L1, "action.d"_L1 })
        questions.configFolders.append(m_tree.path(name));
    questions.folders = questions.configFolders;
    questions.stats = questions.configFolders;
    questions.limit = surveyLimit;
    m_versionRequest = m_host.runReader(transport::ReaderCommand::clientVersion(m_client), this,
        [this](const core::Result<transport::CommandResult> &result) { onVersion(result); });
    ask(questions, &ConfigReading::onFolders);
}

void ConfigReading::ask(const transport::Survey &questions, Then then)
{
    m_request = m_host.survey(questions, this,
        [this, then, folders = questions.folders](const core::Result<transport::SurveyResult> &survey) {
            if (survey)
                completeNames(std::make_shared<transport::SurveyResult>(*survey), folders, then);
            else
                fail(survey.error().code, survey.error().detail);
        });
}

/// A survey cuts long lists off: those are asked for alone.
void ConfigReading::completeNames(
    const std::shared_ptr<transport::SurveyResult> &survey, QStringList folders, Then then)
{
    while (!folders.isEmpty() && survey->folders.value(folders.constFirst()).size() < namesOfSurvey)
        folders.removeFirst();
    if (folders.isEmpty()) {
        (this->*then)(*survey);
        return;
    }
    const QString folder = folders.takeFirst();
    m_request
        = m_host.list(folder, this, [this, survey, folder, folders, then](const core::Result<QStringList> &names) {
              if (!names) {
                  fail(names.error().code, names.error().detail);
                  return;
              }
              survey->folders.insert(folder, *names);
              completeNames(survey, folders, then);
          });
}

void ConfigReading::onFolders(const transport::SurveyResult &survey)
{
    const auto own = survey.stats.constFind(m_tree.folder);
    if (own != survey.stats.cend() && !own->isDirectory) {
        fail(core::ErrorCode::FileNotFound, m_tree.folder);
        return;
    }
    for (auto stat = survey.stats.cbegin(); stat != survey.stats.cend(); ++stat) {
        if (stat->isDirectory && !survey.folders.contains(stat.key())) {
            fail(core::ErrorCode::FileUnreadable, stat.key());
            return;
        }
    }
    if (!survey.folders.contains(m_tree.folder)) {
        fail(core::ErrorCode::FileUnreadable, m_tree.folder);
        return;
    }
    for (auto folder = survey.folders.cbegin(); folder != survey.folders.cend(); ++folder)
        expectNames(folder.key(), folder.value());
    for (auto stat = survey.stats.cbegin(); stat != survey.stats.cend(); ++stat)
        m_listed.insert(stat.key());
    takeFiles(survey);
    next();
}

void ConfigReading::expectNames(const QString &folder, const QStringList &names)
{
    const bool definitions = folder == m_tree.path(u"filter.d"_s) || folder == m_tree.path(u"action.d"_s);
    for (const QString &name : names) {
        const QString path = folder + u'/' + name;
        if (isConfig(name))
            expect(path);
        else if (definitions && name.endsWith(".d"_L1) && !m_extraFolders.contains(path)) {
            m_extraFolders.insert(path);
            m_newFolders.append(path);
        }
    }
}

/// A file that is named elsewhere; not one that its folder would have named.
void ConfigReading::expectUnlisted(const QString &path)
{
    if (!isConfig(path) || !m_listed.contains(folderOf(path)))
        expect(path);
}

void ConfigReading::takeFiles(const transport::SurveyResult &survey)
{
    for (auto file = survey.files.cbegin(); file != survey.files.cend(); ++file) {
        expect(file.key());
        m_tree.files.insert(file.key(), file.value());
    }
}

/// Asks for what is not there yet, and whether what is there is all of it.
void ConfigReading::next()
{
    if (!m_big.isEmpty()) {
        readBig();
        return;
    }
    qint64 bytes = 0;
    for (const QByteArray &content : std::as_const(m_tree.files))
        bytes += content.size();
    if (++m_rounds > mostRounds || m_entries.size() > mostFiles || bytes > totalLimit) {
        fail(core::ErrorCode::FileUnreadable,
            u"%1: %2 files, %3 bytes"_s.arg(m_tree.folder).arg(m_entries.size()).arg(bytes));
        return;
    }
    transport::Survey questions;
    questions.limit = surveyLimit;
    questions.folders = std::exchange(m_newFolders, {});
    questions.configFolders = questions.folders;
    questions.stats = questions.folders;
    qint64 room = surveyRoom;
    m_asked.clear();
    for (const auto &[path, entry] : m_entries) {
        if (entry.whole || m_tree.unreadable.contains(path))
            continue;
        if (m_asked.size() >= statsAtOnce)
            break;
        if (!m_tree.files.contains(path)) {
            room -= m_sizes.value(path, 16 * 1024);
            if (room < 0 && !questions.files.isEmpty())
                break;
            questions.files.append(path);
        }
        m_asked.append(path);
    }
    if (m_asked.isEmpty() && questions.folders.isEmpty()) {
        interpret();
        return;
    }
    questions.stats += m_asked;
    ask(questions, &ConfigReading::onFiles);
}

void ConfigReading::onFiles(const transport::SurveyResult &survey)
{
    takeFiles(survey);
    for (auto folder = survey.folders.cbegin(); folder != survey.folders.cend(); ++folder) {
        if (m_extraFolders.contains(folder.key()))
            expectNames(folder.key(), folder.value());
    }
    for (auto stat = survey.stats.cbegin(); stat != survey.stats.cend(); ++stat) {
        if (stat->isDirectory && m_extraFolders.contains(stat.key()) && !survey.folders.contains(stat.key()))
            setUnreadable(stat.key(), u"Permission denied"_s);
    }
    for (const QString &path : std::as_const(m_asked))
        judge(path, m_entries[path], survey);
    next();
}

void ConfigReading::judge(const QString &path, Entry &entry, const transport::SurveyResult &survey)
{
    const auto stat = survey.stats.constFind(path);
    if (stat == survey.stats.cend()) {
        setUnreadable(path, u"Permission denied"_s);
        return;
    }
    // fail2ban passes over a link that leads nowhere, and over a folder.
    if (!stat->exists || stat->isDirectory) {
        m_tree.files.remove(path);
        entry.whole = true;
        return;
    }
    m_sizes.insert(path, stat->size);
    const auto content = m_tree.files.constFind(path);
    if (!stat->isRegular)
        setUnreadable(path, notRegular);
    else if (content != m_tree.files.cend() && content->size() == stat->size)
        entry.whole = true;
    else if (stat->size > fileLimit)
        setUnreadable(path, QString::number(stat->size) + bytesWord);
    else if (content == m_tree.files.cend() && !stat->readable)
        setUnreadable(path, u"Permission denied"_s);
    else if (++entry.tries > mostTries)
        setUnreadable(path, content == m_tree.files.cend() ? u"Input/output error"_s : u"changes while it is read"_s);
    else if (stat->size > surveyLimit)
        m_big.append(path);
    else
        m_tree.files.remove(path); // it is asked for again
}

void ConfigReading::setUnreadable(const QString &path, const QString &reason)
{
    m_tree.files.remove(path);
    m_tree.unreadable.insert(path, reason);
}

void ConfigReading::readBig()
{
    const QString path = m_big.takeFirst();
    m_request = m_host.readFile(path, fileLimit + 1, this, [this, path](const core::Result<QByteArray> &content) {
        using core::ErrorCode;
        if (content)
            m_tree.files.insert(path, *content);
        else if (content.error().code == ErrorCode::FileNotFound)
            m_tree.files.remove(path);
        else if (content.error().code == ErrorCode::FileUnreadable
            || content.error().code == ErrorCode::PermissionDenied)
            setUnreadable(path, content.error().detail);
        else {
            fail(content.error().code, content.error().detail);
            return;
        }
        next();
    });
}

void ConfigReading::interpret()
{
    for (const auto &name : { "jail.conf"_L1, "jail.local"_L1 }) {
        if (m_tree.unreadable.contains(m_tree.path(name))) {
            fail(core::ErrorCode::FileUnreadable, m_tree.path(name));
            return;
        }
    }
    if (!m_tree.files.contains(m_tree.path(u"jail.conf"_s)) && !m_tree.files.contains(m_tree.path(u"jail.local"_s))) {
        fail(core::ErrorCode::FileNotFound, m_tree.path(u"jail.conf"_s));
        return;
    }
    const size_t before = m_entries.size();
    for (const QString &path : includedFiles(m_tree))
        expectUnlisted(path);
    if (m_entries.size() > before) {
        next();
        return;
    }
    m_waitsForVersion = !m_versionKnown;
    if (m_waitsForVersion)
        return;
    config::Configuration::Machine machine;
    if (!m_version.isEmpty())
        machine.version = m_version;
    m_provisional = config::Configuration::read(m_tree, machine);
    if (expectMore()) {
        next();
        return;
    }
    m_patterns = m_provisional->logPatterns();
    m_logs.emplace(m_patterns);
    nextLogs();
}

/// Filters and actions that lie elsewhere than in their folders.
bool ConfigReading::expectMore()
{
    const size_t before = m_entries.size();
    for (const QString &base : calledBases(*m_provisional)) {
        if (m_listed.contains(folderOf(base)))
            continue; // all of it is here
        expect(base + ".conf"_L1);
        expect(base + ".local"_L1);
        if (!m_extraFolders.contains(base + ".d"_L1)) {
            m_extraFolders.insert(base + ".d"_L1);
            m_newFolders.append(base + ".d"_L1);
        }
    }
    return m_entries.size() > before;
}

void ConfigReading::nextLogs()
{
    const transport::Survey questions = m_logs->next();
    if (!questions.stats.isEmpty()) {
        ask(questions, &ConfigReading::onLogs);
        return;
    }
    config::Configuration::Machine machine;
    if (!m_version.isEmpty())
        machine.version = m_version;
    machine.logFiles = m_logs->found();
    machine.logFilesKnown = true;
    // Where this login may not look, fail2ban may: as good as there.
    for (const QString &pattern : std::as_const(m_patterns)) {
        if (!machine.logFiles.contains(pattern))
            machine.logFiles.insert(pattern, { pattern });
    }
    m_pending.finish(Finding { m_version, config::Configuration::read(std::move(m_tree), std::move(machine)) });
}

void ConfigReading::onLogs(const transport::SurveyResult &survey)
{
    m_logs->take(survey);
    nextLogs();
}

void ConfigReading::onVersion(const core::Result<transport::CommandResult> &result)
{
    // "Fail2Ban v0.11.2" or "1.0.2"
    static const QRegularExpression pattern(u"\\b(?:v)?([0-9]+\\.[0-9]+[0-9A-Za-z.+~-]{0,40})"_s);
    if (result && result->exitCode == 0)
        m_version = pattern.match(QString::fromUtf8(result->standardOutput.left(4096))).captured(1);
    m_versionKnown = true;
    if (std::exchange(m_waitsForVersion, false))
        interpret();
}

void ConfigReading::fail(core::ErrorCode code, const QString &detail)
{
    m_versionRequest.cancel();
    m_pending.finish(core::failure(code, detail));
}

} // namespace services
