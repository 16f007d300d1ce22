// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ban_export.h"

#include "core/visible_text.h"
#include "models/ban_table_model.h"

#include <QDateTime>
#include <QIODevice>
#include <QJsonDocument>
#include <QJsonObject>

#include <numeric>

using namespace Qt::StringLiterals;

namespace models {

namespace {

QString isoTime(qint64 utcSeconds)
{
    return QDateTime::fromSecsSinceEpoch(utcSeconds, Qt::UTC).toString(Qt::ISODate);
}

struct Fields
{
    QString server;
    QString target;
    QString jail;
    QString bannedAt; ///< empty: not told
    std::optional<qint64> banTime;
    QString expiresAt; ///< empty: permanent or not told
};

Fields fieldsOf(const BanTableModel &model, int row)
{
    const core::Ban ban = model.banAt(row);
    Fields fields { model.serverNameAt(row), core::banTargetText(ban.target), model.jailAt(row), {}, {}, {} };
    if (ban.bannedAt != core::unknownTime)
        fields.bannedAt = isoTime(ban.bannedAt);
    if (ban.banTime != core::unknownTime)
        fields.banTime = ban.banTime;
    if (const auto end = ban.expiresAt())
        fields.expiresAt = isoTime(*end);
    return fields;
}

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

/// Collects small writes, and notices the first one that fails.
class Writer
{
public:
    explicit Writer(QIODevice &device)
        : m_device(device)
    {
    }
    bool write(const QByteArray &bytes)
    {
        m_buffer += bytes;
        return m_buffer.size() < 65536 || flush();
    }
    bool flush()
    {
        const bool whole = m_device.write(m_buffer) == m_buffer.size();
        m_buffer.clear();
        return whole;
    }
    [[nodiscard]] core::Error error() const { return { core::ErrorCode::StoreFull, m_device.errorString() }; }

private:
    QIODevice &m_device;
    QByteArray m_buffer;
};

} // namespace

QList<int> BanExport::allRows() const
{
    QList<int> rows(m_model.rowCount());
    std::iota(rows.begin(), rows.end(), 0);
    return rows;
}

core::Result<qint64> BanExport::writeCsv(QIODevice &device, const QList<int> &rows) const
{
    Writer writer(device);
    bool good = writer.write("server,ip,jail,banned_at,ban_time,expires_at\r\n");
    for (const int row : rows) {
        const Fields fields = fieldsOf(m_model, row);
        const QStringList cells { core::csvCell(fields.server), core::csvCell(fields.target),
            core::csvCell(fields.jail), fields.bannedAt,
            // Written as a number: the cell of a permanent ban is -1, which csvCell would take for a formula.
            fields.banTime ? QString::number(*fields.banTime) : QString(), fields.expiresAt };
        if (!good)
            break;
        good = writer.write(cells.join(u',').toUtf8() + "\r\n");
    }
    if (!good || !writer.flush())
        return tl::unexpected(writer.error());
    return rows.size();
}

core::Result<qint64> BanExport::writeJson(QIODevice &device, const QList<int> &rows) const
{
    Writer writer(device);
    bool good = writer.write("[");
    bool first = true;
    for (const int row : rows) {
        const Fields fields = fieldsOf(m_model, row);
        const QJsonObject object { { u"server"_s, fields.server }, { u"ip"_s, fields.target },
            { u"jail"_s, fields.jail }, { u"banned_at"_s, textOrNull(fields.bannedAt) },
            { u"ban_time"_s, fields.banTime ? QJsonValue(*fields.banTime) : QJsonValue(QJsonValue::Null) },
            { u"expires_at"_s, textOrNull(fields.expiresAt) } };
        if (!good)
            break;
        good = writer.write(
            (std::exchange(first, false) ? "\n" : ",\n") + QJsonDocument(object).toJson(QJsonDocument::Compact));
    }
    if (!good || !writer.write("\n]\n") || !writer.flush())
        return tl::unexpected(writer.error());
    return rows.size();
}

QString BanExport::addressesText(const QList<int> &rows) const
{
    QStringList lines;
    QSet<QString> seen;
    for (const int row : rows) {
        const QString target = core::visibleText(core::banTargetText(m_model.banAt(row).target));
        if (!seen.contains(target)) {
            seen.insert(target);
            lines.append(target);
        }
    }
    return lines.join(u'\n');
}

QString BanExport::tableText(const QList<int> &rows) const
{
    QStringList lines;
    const auto line = [](const auto &cell) {
        QStringList cells;
        for (int column = 0; column < banColumnCount; ++column)
            cells.append(cell(column));
        return cells.join(u'\t');
    };
    lines.append(
        line([this](int column) { return m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(); }));
    for (const int row : rows)
        lines.append(line([this, row](int column) { return m_model.index(row, column).data().toString(); }));
    return lines.join(u'\n');
}

} // namespace models
