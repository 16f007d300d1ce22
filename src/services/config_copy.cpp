// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/config_copy.h"

#include "services/change_words.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace services {
namespace {

constexpr auto mark = "bangui-copy "_L1;

/// CONFIG SOCKET NAME FILE put|remove PID|login|other; the file's bytes on standard input. The rules for the base
/// folder are those of the transaction's script. It goes with whoever let this run, where that can be seen: BanGUI
/// itself (PID), or a connection of sshd (login). Whoever sees to that stands ready before there is a copy, and where
/// it has gone already, there is none.
constexpr auto makeScript = R"(umask 077
LC_ALL=C
export LC_ALL
cd / || exit 2
conf=$1 sock=$2 name=$3 file=$4
base=${sock%/*}/.bangui
uid=$(id -u) || exit 2
[ "$uid" != 0 ] || base=/run/bangui
bar() { echo "$1 $2" >&2; exit 3; }
shared() { bar shared "$1"; }
is_read_only() { # what FOLDER lies on is mounted so: root may write everywhere else, and some shells ask no further
    real=$(cd -P "$1" && pwd -P) || return 1
    on= how=
    while read -r _ point _ options _; do
        case ${real%/}/ in "${point%/}"/*) ;; *) continue ;; esac
        [ ${#point} -lt ${#on} ] || { on=$point how=$options; }
    done </proc/mounts
    case ,$how, in *,ro,*) ;; *) return 1 ;; esac
} 2>/dev/null
folder=${file%/*}
if [ ! -d "$folder" ]; then
    up=${folder%/*}
    until [ -d "${up:-/}" ]; do up=${up%/*}; done
    [ -x "${up:-/}" ] || bar closed "$folder" # it may be there
    bar missing "$folder"
fi
! is_read_only "$folder" || bar readonly "$folder"
[ -w "$folder" ] && [ -x "$folder" ] || bar closed "$folder"
case $(ls -ldn "${base%/*}/.") in d???????w*) shared "${base%/*}" ;; esac
copy=$base/$name
ours() { [ -d "$base" ] && [ ! -L "$base" ] && [ -O "$base" ]; }
ours || { [ ! -e "$base" ] && [ ! -L "$base" ]; } || ours || shared "$base"
parent() { # of PROCESS: sets of_user
    read -r stat 2>/dev/null <"/proc/$1/stat" || return 1
    set -- ${stat##*) }
    of_user=$2
}
gone() { echo "whoever asked for it is gone" >&2; exit 5; }
case $6 in
    *[!0-9]*)
        of_user=$PPID
        while [ "$of_user" != 0 ]; do
            comm=
            read -r comm 2>/dev/null <"/proc/$of_user/comm"
            case $comm in sshd* | dropbear* | bangui*) break ;; esac
            [ "$6$of_user$PPID" != login11 ] || gone
            parent "$of_user" || gone
        done
        [ "$of_user" != 0 ] || of_user=self
        ;;
    *)
        of_user=$6
        [ -d "/proc/$of_user" ] || gone
        ;;
esac
ready=$({
    setsid sh -c 'echo ready
exec >/dev/null
lives() { # one whom nobody has buried yet does not
    read -r stat 2>/dev/null <"/proc/$1/stat" || return 1
    case ${stat##*) } in Z* | X* | x*) return 1 ;; esac
}
n=0
while { [ -d "$1" ] || lives "$3"; } && [ $n -lt 900 ] && lives "$2"; do n=$((n + 1)); sleep 1; done
n=0
while lives "$3" && [ $n -lt 60 ]; do n=$((n + 1)); sleep 1; done
rm -rf "$1"
rmdir "${1%/*}" 2>/dev/null' sh "$copy" "$of_user" $$ </dev/null 2>/dev/null 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&- &
})
[ "$ready" = ready ] || exit 4
for again in 1 2 3 4 5 6 7 8 9 no; do # whoever ends there meanwhile takes the empty folder away
    (case $uid in 0) umask 066 ;; esac; mkdir "$base") 2>/dev/null # as "begin" has it: a lock's name may be asked for
    if ! ours; then
        [ "$again" != no ] && [ ! -e "$base" ] && [ ! -L "$base" ] || shared "$base"
        continue
    fi
    case $(ls -ldn "$base" 2>/dev/null) in d????w* | d???????w*) shared "$base" ;; esac
    trap 'rm -rf "$copy"; rmdir "$base" 2>/dev/null' EXIT
    mkdir "$copy" 2>/dev/null && break
    [ "$again" != no ] || { mkdir "$copy"; exit 4; } # it says why
done
if ! cp -RLp "$conf/." "$copy/" 2>/dev/null; then
    rm -rf "$copy"/* "$copy"/.[!.]*
    cp -Rp "$conf/." "$copy/" || exit 4
fi
chmod 700 "$copy" || exit 4
there=$copy/${file#"$conf"/}
rm -f "$there"
case $5 in put) cat >"$there" || exit 4 ;; esac
trap - EXIT
printf 'bangui-copy %s %s\n' "$uid" "$copy")"_L1;

/// SOCKET NAME
constexpr auto removeScript = R"(base=${1%/*}/.bangui
uid=$(id -u)
[ "$uid" != 0 ] || base=/run/bangui
rm -rf "$base/$2"
rmdir "$base" 2>/dev/null
exit 0)"_L1;

transport::HostCommand removal(const QString &socketPath, const QString &name)
{
    transport::HostCommand command;
    command.argv = { u"/bin/sh"_s, u"-c"_s, removeScript, u"sh"_s, socketPath, name };
    return command;
}

} // namespace

ConfigCopy::ConfigCopy(TransactionRunner runner, const core::ServerProfile &profile, QObject *parent)
    : QObject(parent)
    , m_runner(std::move(runner))
    , m_asker(!profile.container.isEmpty()                ? u"other"_s
              : profile.kind == core::ConnectionKind::Ssh ? u"login"_s
                                                          : QString::number(QCoreApplication::applicationPid()))
{
}

ConfigCopy::~ConfigCopy()
{
    if (!m_name.isEmpty())
        m_runner(removal(m_socketPath, m_name), nullptr, {});
}

void ConfigCopy::make(const config::ConfigTree &tree, const config::FileEdit &edit, const QString &socketPath,
    const QObject *context, core::Handler<Made> handler)
{
    m_socketPath = socketPath;
    m_name = u".check-%1-%2"_s.arg(daemonMark(socketPath), newTransactionId());
    transport::HostCommand command;
    command.argv = { u"/bin/sh"_s, u"-c"_s, makeScript, u"sh"_s, tree.folder, socketPath, m_name, edit.path,
        edit.after ? u"put"_s : u"remove"_s, m_asker };
    command.input = edit.after.value_or(QByteArray());
    const core::Pending<Made> pending(context, std::move(handler));
    m_runner(command, this, [this, pending](const core::Result<transport::CommandResult> &result) {
        if (!result) { // it may be there all the same
            pending.finish(tl::unexpected(result.error()));
            return;
        }
        const qsizetype from = result->standardOutput.lastIndexOf(mark.latin1());
        const QString said = QString::fromUtf8(result->standardOutput.mid(from + mark.size())).trimmed();
        const QString folder = said.section(u' ', 1);
        if (result->exitCode != 0 || from < 0 || !folder.startsWith(u'/')) {
            if (result->exitCode != 0)
                m_name.clear(); // it has cleared up after itself
            const auto code = result->exitCode == 3 ? core::ErrorCode::NotSupported : core::ErrorCode::CommandFailed;
            pending.finish(core::failure(code, QString::fromUtf8(result->standardError).trimmed().right(2000)));
            return;
        }
        pending.finish(Made { folder, said.section(u' ', 0, 0) == "0"_L1 });
    });
}

void ConfigCopy::remove(const QObject *context, std::function<void()> then)
{
    if (m_name.isEmpty()) {
        then();
        return;
    }
    m_runner(removal(m_socketPath, std::exchange(m_name, QString())), context,
        [then = std::move(then)](const core::Result<transport::CommandResult> &) { then(); });
}

} // namespace services
