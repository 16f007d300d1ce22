// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/settings_service_impl.h"

#include "services/runtime_state.h"
#include "storage/repositories.h"

#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace services {

namespace {

constexpr qint64 fileLimit = 1024 * 1024;
constexpr auto fileName = "/bangui/bangui.conf"_L1;

QString variableFor(core::SettingKey key)
{
    return u"BANGUI_"_s + QString::fromLatin1(core::settingInfo(key).name).toUpper();
}

QString optionFor(const QString &name)
{
    if (name == "data_dir"_L1)
        return u"--data"_s; // the one option that is not called after its setting
    return u"--"_s + QString(name).replace(u'_', u'-');
}

QString withoutComment(const QString &line)
{
    bool quoted = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (line.at(i) == u'"')
            quoted = !quoted;
        else if (line.at(i) == u'#' && !quoted && (i == 0 || line.at(i - 1).isSpace()))
            return line.left(i);
    }
    return line;
}

bool outranksOverrides(core::SettingOrigin origin)
{
    return origin > core::SettingOrigin::RuntimeOverride;
}

} // namespace

SettingsSources SettingsSources::ofSystem(const QHash<QString, QString> &commandLine)
{
    SettingsSources sources;
    const QString userFolder = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
    sources.userFile = userFolder + fileName;
    const QStringList folders = QStandardPaths::standardLocations(QStandardPaths::GenericConfigLocation);
    for (const QString &folder : folders) {
        if (folder != userFolder)
            sources.systemFiles.append(folder + fileName);
    }
    const auto environment = QProcessEnvironment::systemEnvironment();
    for (int i = 0; i < core::settingCount; ++i) {
        const QString variable = variableFor(static_cast<core::SettingKey>(i));
        if (environment.contains(variable))
            sources.environment.insert(variable, environment.value(variable));
    }
    sources.commandLine = commandLine;
    return sources;
}

QList<SettingLine> parseSettingLines(const QByteArray &text)
{
    QList<SettingLine> found;
    const QStringList lines = QString::fromUtf8(text).split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        QString line = lines.at(i);
        if (i == 0 && line.startsWith(QChar::ByteOrderMark))
            line.remove(0, 1);
        line = withoutComment(line).trimmed();
        if (line.isEmpty())
            continue;
        const qsizetype equals = line.indexOf(u'=');
        const QString name = equals < 0 ? QString() : line.left(equals).trimmed();
        if (name.isEmpty()) {
            found.append({ static_cast<int>(i + 1), {}, line });
            continue;
        }
        QString value = line.mid(equals + 1).trimmed();
        if (value.size() >= 2 && value.startsWith(u'"') && value.endsWith(u'"'))
            value = value.mid(1, value.size() - 2);
        found.append({ static_cast<int>(i + 1), name, value });
    }
    return found;
}

SettingsServiceImpl::SettingsServiceImpl(
    RuntimeState &state, storage::SettingsRepository &repository, const SettingsSources &sources, QObject *parent)
    : SettingsService(parent)
    , m_state(state)
    , m_repository(repository)
{
    for (auto it = sources.systemFiles.crbegin(); it != sources.systemFiles.crend(); ++it)
        readFile(*it, core::SettingOrigin::SystemFile);
    readFile(sources.userFile, core::SettingOrigin::UserFile);
    for (int i = 0; i < core::settingCount; ++i) {
        const auto key = static_cast<core::SettingKey>(i);
        const QString variable = variableFor(key);
        if (const auto at = sources.environment.constFind(variable); at != sources.environment.cend())
            take(QString::fromLatin1(core::settingInfo(key).name), *at, core::SettingOrigin::Environment, variable);
    }
    QStringList options = sources.commandLine.keys();
    options.sort();
    for (const QString &name : std::as_const(options))
        take(name, sources.commandLine.value(name), core::SettingOrigin::CommandLine, optionFor(name));
    apply();
}

void SettingsServiceImpl::readFile(const QString &path, core::SettingOrigin origin)
{
    QFile file(path);
    if (path.isEmpty() || !file.exists())
        return;
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly) || file.size() > fileLimit) {
        m_problems.append({ path, {}, file.errorString() });
        return;
    }
    const QList<SettingLine> lines = parseSettingLines(file.readAll());
    for (const SettingLine &line : lines) {
        const QString source = path + u':' + QString::number(line.line);
        if (line.name.isEmpty())
            m_problems.append({ source, {}, line.value });
        else
            take(line.name, line.value, origin, source);
    }
}

void SettingsServiceImpl::take(
    const QString &name, const QString &text, core::SettingOrigin origin, const QString &source)
{
    const auto key = core::settingKeyFromName(name);
    const auto value = key ? core::parseSetting(*key, text) : std::nullopt;
    if (value)
        m_given.append({ *key, *value, origin, source });
    else
        m_problems.append({ source, name, text });
}

core::RequestHandle SettingsServiceImpl::load(const QObject *context, core::Handler<bool> handler)
{
    const core::Pending<bool> pending(context, std::move(handler));
    m_repository.overrides(this, [this, pending](const core::Result<QHash<QString, QString>> &stored) {
        if (!stored) {
            pending.finish(tl::unexpected(stored.error()));
            return;
        }
        adopt(*stored);
        pending.finish(true);
    });
    return pending.handle();
}

void SettingsServiceImpl::adopt(const QHash<QString, QString> &stored)
{
    QStringList names = stored.keys();
    names.sort();
    for (const QString &name : std::as_const(names)) {
        const QString text = stored.value(name);
        const auto key = core::settingKeyFromName(name);
        const auto value = key && !core::settingInfo(*key).bootstrap ? core::parseSetting(*key, text) : std::nullopt;
        if (value)
            m_overrides.insert(*key, *value);
        else
            m_problems.append({ u"store"_s, name, text });
    }
    apply();
}

core::RequestHandle SettingsServiceImpl::setOverride(
    core::SettingKey key, const std::optional<QVariant> &value, const QObject *context, core::Handler<bool> handler)
{
    const core::Pending<bool> pending(context, std::move(handler));
    const core::SettingInfo &info = core::settingInfo(key);
    const QString name = QString::fromLatin1(info.name);
    std::optional<QVariant> checked;
    std::optional<QString> text;
    if (value) {
        text = core::settingText(key, *value);
        checked = core::parseSetting(key, *text);
    }
    if (info.bootstrap || (value && !checked)) {
        pending.finishLater(core::failure(core::ErrorCode::InvalidArgument, name));
        return pending.handle();
    }
    // Stored first. Whoever asked may go meanwhile: what is stored takes effect all the same.
    m_repository.setOverride(name, text, this, [this, key, checked, pending](const core::Result<bool> &stored) {
        if (!stored) {
            pending.finish(tl::unexpected(stored.error()));
            return;
        }
        setOverrideValue(key, checked);
        pending.finish(!outranksOverrides(m_effective.entry(key).origin));
    });
    return pending.handle();
}

void SettingsServiceImpl::setOverrideValue(core::SettingKey key, const std::optional<QVariant> &value)
{
    if (value)
        m_overrides.insert(key, *value);
    else
        m_overrides.remove(key);
    apply();
}

void SettingsServiceImpl::apply()
{
    core::Settings settings;
    for (const Given &given : std::as_const(m_given))
        settings = settings.with(given.key, given.value, given.origin, given.source);
    // with() keeps what is stronger, so the order of these two does not matter.
    for (auto it = m_overrides.cbegin(); it != m_overrides.cend(); ++it)
        settings = settings.with(it.key(), it.value(), core::SettingOrigin::RuntimeOverride, u"store"_s);
    m_state.setSettings(settings);
    if (settings == m_effective)
        return;
    const core::Settings before = std::exchange(m_effective, settings);
    Q_EMIT effectiveChanged(before, m_effective);
}

} // namespace services
