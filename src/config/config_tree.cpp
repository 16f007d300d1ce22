// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/config_tree.h"

namespace config {

QString ConfigTree::path(const QString &relative) const
{
    return relative.startsWith(u'/') ? relative : folder + u'/' + relative;
}

QString ConfigTree::shown(const QString &path) const
{
    const QString below = folder + u'/';
    return path.size() > below.size() && path.startsWith(below) ? path.sliced(below.size()) : path;
}

} // namespace config
