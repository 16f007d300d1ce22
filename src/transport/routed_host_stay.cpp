// SPDX-License-Identifier: GPL-3.0-or-later
// Commands of RoutedHost that stay.
#include "transport/routed_host.h"

#include "transport/ssh_master.h"

namespace transport {

core::RequestHandle RoutedHost::stayCommand(const QObject *context, core::Handler<StayCommand> handler)
{
    const core::Pending<StayCommand> pending(context, std::move(handler));
    auto found = helperCommand(this, [this, pending](const core::Result<HelperStart> &start) {
        if (!start) {
            pending.finish(tl::unexpected(start.error()));
            return;
        }
        SshMaster *master = m_route.master;
        if (!master) {
            pending.finish(StayCommand { *start, {} });
            return;
        }
        // The same command over whichever connection has room.
        const qsizetype words = master->sessionArguments().size();
        auto leave = master->acquireStay(
            this, [pending, words, start = *start](const core::Result<SshMaster::StaySession> &session) {
                if (!session) {
                    pending.finish(tl::unexpected(session.error()));
                    return;
                }
                StayCommand command { start, session->held };
                command.start.argv = session->sessionArguments + start.argv.mid(words);
                pending.finish(std::move(command));
            });
        pending.setOnCancel([leave]() mutable { leave.cancel(); });
    });
    pending.setOnCancel([found]() mutable { found.cancel(); });
    return pending.handle();
}

} // namespace transport
