// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/request_handle.h"

namespace core {

void RequestHandle::cancel()
{
    if (const auto state = m_state.lock())
        state->cancel();
}

bool RequestHandle::isActive() const
{
    const auto state = m_state.lock();
    return state && !state->done;
}

} // namespace core
