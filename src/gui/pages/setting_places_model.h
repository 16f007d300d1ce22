// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIdentityProxyModel>

namespace gui {

/// The settings as a list of their own shows them: the folder and the file that hold now in place of "the usual place",
/// and names that say what they are about without the heading of a dialog above them.
class SettingPlacesModel final : public QIdentityProxyModel
{
    Q_OBJECT

public:
    /// Empty: not known, the source's words stay.
    void setPlaces(const QString &dataFolder, const QString &logFile);

    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    QString m_dataFolder;
    QString m_logFile;
};

} // namespace gui
