// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/preflight_steps.h"

#include <QWidget>

class QVBoxLayout;

namespace gui {

/// What a preflight has found: what blocks, then what is to be known, each with its place and remedy.
class PreflightIssueList final : public QWidget
{
    Q_OBJECT

public:
    explicit PreflightIssueList(QWidget *parent = nullptr);

    /// jail: raw; the one that is meant, which need not be named. Hidden where there is no issue.
    void setIssues(const QList<models::PreflightIssueText> &issues, const QString &jail);
    /// Something else below them, until the next setIssues(). Takes it over.
    void addNote(QWidget *note);

Q_SIGNALS:
    /// A place is to be looked at. line 0: not known.
    void placeRequested(const QString &jail, const QString &file, int line);

private:
    void addIssue(const models::PreflightIssueText &issue);

    QVBoxLayout *m_layout;
    QString m_jail;
};

} // namespace gui
