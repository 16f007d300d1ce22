// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/receipt.h"
#include "texts/error_texts.h"

#include <QAction>
#include <QVariantMap>
#include <QWidget>

class QSettings;

namespace gui {

/// One page of the window. It works on the scope, keeps its own state over refreshes, and is built when it is first
/// shown.
class Page : public QWidget
{
    Q_OBJECT

public:
    explicit Page(const QString &id, QWidget *parent = nullptr);

    [[nodiscard]] QString id() const { return m_id; }
    /// F5: asks the servers again.
    virtual void refresh() = 0;
    /// Ctrl+F; a page without a filter does nothing.
    virtual void focusFilter() { }
    /// What gets the focus when the page is shown; may be null.
    [[nodiscard]] virtual QWidget *mainWidget() const { return nullptr; }
    /// Esc that no widget wanted: closes what is open inside. false: there was nothing.
    virtual bool goBack() { return false; }
    /// Shows one thing of the page; what is understood is the page's own ("jail" and "server", "filter").
    virtual void open(const QVariantMap &request) { Q_UNUSED(request) }
    /// What would be lost with the window, in one sentence; empty: nothing.
    [[nodiscard]] virtual QString unsavedWork() const { return {}; }
    /// Hidden pages cost nothing: called with true when shown, with false when left.
    virtual void setCurrent(bool current) { m_current = current; }
    [[nodiscard]] bool isCurrent() const { return m_current; }
    /// Column widths, splitters: into and out of the page's own group of window.ini.
    virtual void saveState(QSettings &settings) const { Q_UNUSED(settings) }
    virtual void restoreState(const QSettings &settings) { Q_UNUSED(settings) }

Q_SIGNALS:
    /// Another page is wanted, with what it should open.
    void pageRequested(const QString &id, const QVariantMap &request);
    /// A change ended: the facts or the failure, for the strip at the foot of the window.
    void changeEnded(texts::ReceiptVerb verb, const core::Result<QList<core::Receipt>> &receipts);
    /// Something of our own was not done (a file was not written).
    void failed(const QString &what, const QString &why);
    /// A ban is wanted: addresses, and the jail that is meant (may be empty).
    void banRequested(const QString &targets);

protected:
    /// An action of this page alone: in the page's menu and, with its keys, while the page is shown.
    QAction *addPageAction(const QString &name, const QString &text, const QKeySequence &keys = {});

private:
    QString m_id;
    bool m_current = false;
};

/// What the configuration page opens: a jail of a server, and the line of a file where one is named.
[[nodiscard]] QVariantMap configurationRequest(
    core::ServerId server, const QString &jail, const QString &file = {}, int line = 0);

} // namespace gui
