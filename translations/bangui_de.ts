<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>AuditPage</name>
    <message>
        <source>Filter: server, command, answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter by server, command or answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commands that changed a server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As it was sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The command as it was sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer of the server</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BanDialog</name>
    <message>
        <source>&amp;Addresses or networks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One or many, as in a list: 203.0.113.7, 198.51.100.0/24</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Addresses or networks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In these &amp;jails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On these &amp;servers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jails to ban in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Servers to ban on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I have read the warnings; ban anyway</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BansPage</name>
    <message>
        <source>Filter: text, address or 203.0.113.0/24</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter by text, address or network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bans</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EffectDialog</name>
    <message>
        <source>What is affected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JailsPage</name>
    <message>
        <source>Filter: jail, server, log file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter by jail, server or log file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jails</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LogPage</name>
    <message>
        <source>Filter: text or part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter by text or part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Least level that is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow the end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BanGUI&apos;s own log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BanGUI&apos;s own log, also in</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message>
        <source>Servers</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ServerDialog</name>
    <message>
        <source>&amp;Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Socket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path of fail2ban&apos;s socket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>/run/fail2ban/fail2ban.sock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Browse for the socket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags, separated by commas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>web, customer-a</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Probe every</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probe interval in seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time &amp;zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time zone of the server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Configuration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fail2ban&apos;s configuration folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>/etc/fail2ban</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Browse for the configuration folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fail2ban-c&amp;lient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path of fail2ban-client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>found by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Browse for fail2ban-client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Read-only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BanGUI sends nothing that changes this server. Whoever can open the socket still can.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test conn&amp;ection</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Groups of settings</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Change settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Effective settings</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SetupWizard</name>
    <message>
        <source>BanGUI shows what fail2ban does on your servers, and lets you ban and unban.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Three questions, then it starts. Nothing is stored before the last step, and nothing on a server is changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search &amp;again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Socket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>/run/fail2ban/fail2ban.sock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path of fail2ban&apos;s socket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Name in BanGUI</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the server in BanGUI</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TuneDialog</name>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;New value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lost at the next reload of this jail or restart of fail2ban. The configuration files stay as they are.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app::Application</name>
    <message>
        <source>BanGUI demo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting a private fail2ban and an invented attack…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is installed and no firewall is touched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The demo cannot start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BanGUI&apos;s demo needs python3 and fail2ban&apos;s programs; fail2ban does not have to be installed or running. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>temporary</source>
        <extracomment>Where BanGUI&apos;s store is</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>demo</source>
        <extracomment>Name of the server of the demo</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app::DemoRunner</name>
    <message>
        <source>The private fail2ban did not answer in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The demo is not installed (bangui_demo.py is missing).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The demo&apos;s fail2ban ended.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app::StartProblemDialog</name>
    <message>
        <source>BanGUI cannot start</source>
        <extracomment>%1: a folder</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BanGUI has started, with a notice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data folder: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with a notice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::ActionCollection</name>
    <message>
        <source>&amp;Search…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Ban…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next pane</source>
        <extracomment>Moves the keyboard focus to the next part of the window</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Previous pane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bac&amp;k</source>
        <extracomment>Leaves what is open inside a page: a search, a filter, a detail pane</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show s&amp;idebar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Add server…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit server…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Test connection…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Probe now</source>
        <extracomment>A probe is one health check</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probe a&amp;ll</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About BanGUI</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>%1: what an action does, %2: its keys</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::AuditPage</name>
    <message>
        <source>Ctrl F</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading records…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From</source>
        <extracomment>window or command line</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No record matches the filter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BanGUI has changed nothing on these servers yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>newest %1</source>
        <extracomment>%1: &quot;200 records&quot;; older ones are read when they are scrolled to</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No record is selected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, after %2</source>
        <extracomment>%1: &quot;done&quot;, %2: how long it took, &quot;0.6 s&quot;</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::BanDialog</name>
    <message>
        <source>Ban addresses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each jail decides how long its bans last.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ban</source>
        <extracomment>A button</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (read-only)</source>
        <extracomment>%1: name of a server</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>No address is left to ban.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The jails of these servers are not known yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a jail.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can close this window: it goes on.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::BanExporter</name>
    <message>
        <source>Export bans</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be written. Nothing was changed.</source>
        <extracomment>%1: a path</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::BanFilters</name>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any jail</source>
        <extracomment>%1: how many jails are chosen in the filter</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 jails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any server</source>
        <extracomment>%1: how many servers are chosen in the filter</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 servers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until: any</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Permanent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With an end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ends within an hour</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::BansPage</name>
    <message>
        <source>&amp;Unban…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unban in &amp;every jail…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unban &amp;all of the scope…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy a&amp;ddresses only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export as C&amp;SV…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export as &amp;JSON…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unban…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unban the selected bans (Del)</source>
        <extracomment>Tool tip; Del is the Delete key</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the selected bans as text (Ctrl+C)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No ban matches the filter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No bans on %1. fail2ban is watching with %2.</source>
        <extracomment>%1: name of a server, %2: &quot;4 jails&quot;</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No bans on these %1. fail2ban is watching with %2.</source>
        <extracomment>%1: &quot;5 servers&quot;, %2: &quot;4 jails&quot;</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading bans…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no server yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>&quot;12 of 214 bans&quot;; %1: a number, %2: &quot;214 bans&quot;</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 selected</source>
        <extracomment>%1: &quot;214 bans&quot;, %2: number of selected rows</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;jail %1</source>
        <extracomment>%1: name of a jail</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::ColourChoice</name>
    <message>
        <source>No colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Red</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Orange</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Green</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Violet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grey</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Own colour %1</source>
        <extracomment>A colour that is none of the eight offered; %1: &quot;#aabbcc&quot;</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::ConnectionTestDialog</name>
    <message>
        <source>Connection to %1</source>
        <extracomment>%1: name of a server</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::ConnectionTestView</name>
    <message>
        <source>Steps of the connection test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BanGUI can watch and operate %1.</source>
        <extracomment>%1: name of a server; after a connection test</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BanGUI cannot reach %1 this way. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::EffectDialog</name>
    <message>
        <source>Looking what this changes…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can close this window: it goes on.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::JailDetailPane</name>
    <message>
        <source>Close details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details of the jail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Properties</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regexes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Properties of the jail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regexes of the jail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actions of the jail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the jail…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on %1</source>
        <extracomment>Behind a jail&apos;s name; %1: name of a server</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed while running: %1. Lost at the next reload.</source>
        <extracomment>%1: titles of properties</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::JailsPage</name>
    <message>
        <source>Reading jails…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reload jail…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>St&amp;op jail…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Start a jail…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;bans</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reload…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no server yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No jail matches the filter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No jail runs here: fail2ban guards nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This server is read-only in BanGUI.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop jail (Del)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::LogPage</name>
    <message>
        <source>Ctrl F</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Errors only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open log folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open log folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No line of the log passes the filter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BanGUI has logged nothing since it started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>%1: &quot;12 lines&quot;, %2: number of all lines</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The log folder was not opened</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::MainMenu</name>
    <message>
        <source>This page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Go to</source>
        <extracomment>Menu of the window&apos;s pages</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Servers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::MainWindow</name>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>demo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BanGUI %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watches and operates fail2ban servers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later. Built with Qt %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Demo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a demo.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A private fail2ban under an invented attack. Nothing here is protected or changed by it, and all of it is gone when you close BanGUI.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::OverviewPage</name>
    <message>
        <source>Busiest jails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No jail has told its figures yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>· last %1 minutes · %2</source>
        <extracomment>Behind the title of the chart; %1: a number of minutes, %2: &quot;5 servers&quot;</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bans and failures per minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BanGUI knows no fail2ban server yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add server…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A server is one running fail2ban, reached through its socket.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gui::Pages</name>
    <message>
        <source>Overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bans</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Audit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Effective settings</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::ReceiptPresenter</name>
    <message>
        <source>Dismissed the notice about %1</source>
        <extracomment>%1: name of a server whose recovery banner was dismissed</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removed %1 from BanGUI. fail2ban on it goes on.</source>
        <extracomment>%1: name of a server</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Banned: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Banned %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unbanned: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unbanned %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped %1</source>
        <extracomment>%1: name of a jail</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed %1 of %2 until its next reload</source>
        <extracomment>%1: name of a property such as bantime, %2: name of a jail</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <extracomment>State of a change, for a screen reader</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not everything was done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::RecoveryBanner</name>
    <message>
        <source>Show log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 more lost protection</source>
        <extracomment>Below the recovery banners; %1: &quot;3 servers&quot;</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::ReloadDialog</name>
    <message>
        <source>Start %1 on %2</source>
        <extracomment>%1: name of a jail, %2: name of a server</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reload %1 on %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starts %1 as it is configured on %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brings the configuration of %1 on %2 into force. Its bans stay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was changed while running is lost: %1.</source>
        <extracomment>%1: names of properties that were changed while running</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The configuration and every regex are checked first; where a check fails, nothing is reloaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start jail</source>
        <extracomment>Buttons</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reload jail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can close this window: it goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 runs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is reloaded and runs as configured.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::ScopeController</name>
    <message>
        <source>All servers</source>
        <extracomment>The scope of the window</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::ScopeNotice</name>
    <message>
        <source>Not current: %1.</source>
        <extracomment>%1: names of servers, each with its reason</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::SearchPanel</name>
    <message>
        <source>Search results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing on these servers is called “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::ServerActions</name>
    <message>
        <source>%1 was not removed</source>
        <extracomment>%1: name of a server</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove %1 from BanGUI</source>
        <extracomment>%1: name of a server</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BanGUI forgets %1 and no longer watches it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing on the server is changed: its jails and bans stay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::ServerCardWidget</name>
    <message>
        <source>jails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bans</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · read-only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failures since fail2ban started on this server</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::ServerDialog</name>
    <message>
        <source>A path begins with /.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A fail2ban on this computer, reached through its socket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit %1</source>
        <extracomment>%1: name of a server</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only BanGUI&apos;s own notes are changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose fail2ban&apos;s socket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose fail2ban&apos;s configuration folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose fail2ban-client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As in the settings (%1)</source>
        <extracomment>%1: &quot;30 s&quot;; the probe interval of the settings is used</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> s</source>
        <extracomment>seconds, behind a number</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As this computer</source>
        <extracomment>the time zone of this computer</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time zone of the server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A server needs a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another server bears this name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The socket&apos;s path is missing. fail2ban names it in fail2ban.conf.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The path has %1 bytes; a socket&apos;s has at most %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a time zone that this computer knows. Example: Europe/Berlin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this server</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::ServerRowsModel</name>
    <message>
        <source>Server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bans</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bans in total</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failures in total</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Age</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::ServerSidebar</name>
    <message>
        <source>Servers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add server…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::SettingRow</name>
    <message>
        <source> s</source>
        <extracomment>seconds, behind a number</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> days</source>
        <extracomment>days, behind a number</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore the default of: %1</source>
        <extracomment>%1: title of a setting</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On</source>
        <extracomment>a setting that is switched on</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each change holds at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>General</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tray and start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A change holds from the next start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This desktop has no tray.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A demo does not start by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where values come from…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::SettingsPage</name>
    <message>
        <source>&amp;Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Effective settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every setting has its default.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::SetupWizard</name>
    <message>
        <source>this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for fail2ban on this computer…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Named in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fail2ban runs on this computer. It can be the first server:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fail2ban is here, but BanGUI cannot use it yet. It can be added all the same:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another socket of this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I will add servers later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first start on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step 1 of 3: the first server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step 2 of 3: how often to look, how times are written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step 3 of 3: tray and start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step 3 of 3: start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is stored when you finish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set up BanGUI</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Finish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, through %2</source>
        <extracomment>name of a server, then the path of its socket</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none yet: servers are added in the sidebar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BanGUI is set up, but it will not start at login. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::StartJailDialog</name>
    <message>
        <source>Start a jail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jails that are configured and do not run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jails that do not run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next…</source>
        <extracomment>A button that goes on to the next step</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the configuration…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every configured jail runs.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::StopJailDialog</name>
    <message>
        <source>Stop jail</source>
        <extracomment>A button: stops a jail</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop %1 on %2</source>
        <extracomment>%1: name of a jail, %2: name of a server</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It stays stopped until it is started, or fail2ban is reloaded or restarted. Undo starts it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping %1…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::TopBar</name>
    <message>
        <source>Show sidebar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search address, jail, server…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search address, jail, server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl K</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ban…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scope: %1</source>
        <extracomment>%1: name of a server</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scope: %1 · %2</source>
        <extracomment>%1: name of a group, or &quot;All servers&quot;; %2: &quot;5 servers&quot;</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which servers every page shows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All servers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Servers</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::TuneDialog</name>
    <message>
        <source>%1 on %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add to: %1</source>
        <extracomment>%1: title of a property such as &quot;Ban time&quot;; second line: &quot;sshd on web-1&quot;</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove from: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>600, 10m, 1d 12h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a time that fail2ban knows. Examples: 600, 10m, 1d 12h, -1 for permanent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time in which failures are counted must be longer than 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A whole number from 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This would ignore every address: nobody would be banned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A path begins with /.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::UnbanDialog</name>
    <message>
        <source>Unban</source>
        <extracomment>A button</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unban everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unban %1</source>
        <extracomment>%1: an address</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>since %1</source>
        <extracomment>%1: a time</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>permanent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and %1 more</source>
        <extracomment>%1: a number of bans that the list does not show</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: not reachable, nothing is changed there.</source>
        <extracomment>%1: names of servers</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing of this is banned now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo bans them again; each ban then begins anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unbanning…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>gui::WindowStatusBar</name>
    <message>
        <source>store: %1</source>
        <extracomment>%1: the place, such as &quot;this computer&quot;</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No servers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not probed yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>probed now</source>
        <extracomment>%1: an age such as &quot;4 s&quot;</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>probed %1 ago</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>models</name>
    <message>
        <source>%1: %2. %3 jails, %4 bans, %5 failures.</source>
        <extracomment>read aloud for a server&apos;s card: name, its state, jails, bans, failures</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 line left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines left out</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>1 duplicate</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln duplicates</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to come</source>
        <extracomment>a step that has not begun</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln more changes</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>models::AuditTableModel</name>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From</source>
        <extracomment>column: window or command line</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>models::BanTableModel</name>
    <message>
        <source>never</source>
        <extracomment>when a permanent ban ends</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This ban has no end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, banned by %2 on %3</source>
        <extracomment>read aloud for a row: address, jail, server</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since</source>
        <extracomment>column: when the ban began</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until</source>
        <extracomment>column: when the ban ends</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left</source>
        <extracomment>column: how much time of the ban is left</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>models::BusiestJailsModel</name>
    <message>
        <source>Jail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Banned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Total</source>
        <extracomment>column: bans since the jail started</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>models::JailDetailModel</name>
    <message>
        <source>Properties</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never banned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failure regexes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ignore regexes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Property</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>models::JailTableModel</name>
    <message>
        <source>Jail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failing</source>
        <extracomment>column: addresses that have failed lately</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failures</source>
        <extracomment>column: failures since the jail started</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Banned</source>
        <extracomment>column: bans that stand now</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bans in total</source>
        <extracomment>column: bans since the jail started</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads</source>
        <extracomment>column: log files or journal matches</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>models::LogTableModel</name>
    <message>
        <source>debug</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>info</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Level</source>
        <extracomment>column: how grave a log line is</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part</source>
        <extracomment>column: which part of BanGUI wrote a log line</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>models::ReceiptsTableModel</name>
    <message>
        <source>all jails</source>
        <extracomment>in place of a jail&apos;s name</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>models::SearchModel</name>
    <message>
        <source>%1 on %2</source>
        <extracomment>where a ban was found: jail, server</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ban %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server %1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jail %1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ban of %1, %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>models::ServerTreeModel</name>
    <message>
        <source>All servers</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>models::SettingsTableModel</name>
    <message>
        <source>Setting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decided by</source>
        <extracomment>column: what decided a setting&apos;s value</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where</source>
        <extracomment>column: file, variable or option</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>platform::Notifier</name>
    <message>
        <source>Show</source>
        <extracomment>What a click on a notification does</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>platform::Tray</name>
    <message>
        <source>Show</source>
        <extracomment>Tray menu: brings the window to front</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ban…</source>
        <extracomment>Tray menu: opens the dialog that bans an address</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>Tray menu: %1 is a server&apos;s name, %2 the word for its state</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n more servers…</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Quit</source>
        <extracomment>Tray menu: ends the program</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>texts</name>
    <message>
        <source>in 1 jail</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>in %Ln jails</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>on 1 server</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>on %Ln servers</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Unbans nothing: none of this is banned now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lifts %1 %2 %3</source>
        <extracomment>%1 what (&quot;203.0.113.7&quot;, &quot;12 bans&quot;), %2 &quot;in 3 jails&quot;, %3 &quot;on 2 servers&quot;</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unbans %1 %2 %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unbans everything on %1: %2 %3</source>
        <extracomment>%1 server names, %2 &quot;214 bans&quot;, %3 &quot;in 4 jails&quot;</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bans %1 %2 %3</source>
        <extracomment>%1 what (&quot;203.0.113.7&quot;, &quot;3 addresses&quot;), %2 &quot;in 2 jails&quot;, %3 &quot;on 2 servers&quot;</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>the effect of a ban, then the number of bans that follow
----------
server name and a few words: &quot;web-2: permission denied&quot;</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stops %1 on %2 and lifts all of its bans.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stops %1 on %2. It has no bans now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stops %1 on %2 and lifts %3.</source>
        <extracomment>%3 is &quot;1 ban&quot; or &quot;38 bans&quot;</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is the last jail: nothing on %1 is protected after that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moves the end of the bans of this jail. This version of fail2ban does not report when they began, so which ones cannot be shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moves the end of no ban that stands now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moves the end of 1 ban.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Moves the end of %Ln bans.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>1 of them ends at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them end at once.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>1 becomes permanent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln become permanent.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>1 ban with a time of its own stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln bans with a time of their own stay as they are.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>outcome unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unban everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unban %1 in all jails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ban %1 in %2</source>
        <extracomment>%1 addresses, %2 a jail</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unban %1 in %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set %1 of %2 to %3</source>
        <extracomment>%1 a property (&quot;bantime&quot;), %2 a jail, %3 a value</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reload %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>command line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock of the data folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Form of the store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tray</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ssh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its socket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of that name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of BanGUI</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether the change was made is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BanGUI did not start; no server was touched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the figures before you repeat it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 lost protection %2 after an activation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 lost protection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has been offline for %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has not been reached for %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has been busy for %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One thing needs you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two things need you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Three things need you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 server online</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln servers online</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2.</source>
        <extracomment>&quot;5 servers online&quot;, &quot;214 bans&quot;</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No server yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the first server to watch it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 server has not answered yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln servers have not answered yet.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>All is well</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 online</source>
        <extracomment>&quot;4 of 5 servers online&quot;</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 needs you</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln need you</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Ban time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long a ban lasts. It counts for bans that stand already, too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failures count together when they lie within this time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failures until a ban</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many failures within the find time lead to a ban.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log lines kept per ban</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many matching lines are kept for an address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lines per match</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many log lines a regex may look at together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never banned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Addresses, networks and names that this jail never bans.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Own addresses never banned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server&apos;s own addresses are left alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ignore command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A program that decides whether an address is left alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ignore cache</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long the ignore command&apos;s answers are remembered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Host names in logs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether host names found in a log are looked up: yes, warn, no or raw.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The files that this jail reads.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log encoding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the log&apos;s bytes become text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log time zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The zone of times in the log that name none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Journal matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which entries of the systemd journal this jail reads.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Date pattern</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the time of a log line is found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prefix regex</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What every line must match before the other regexes are tried.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failure regexes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A line that matches one of these is a failure.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ignore regexes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A line that matches one of these is no failure after all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Idle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An idle jail reads nothing and bans nothing new.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the log is watched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is done when an address is banned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longer bans for repeaters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An address that comes back is banned for longer each time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Growth factor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By how much a repeated ban grows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Growth formula</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the length of a repeated ban is computed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Growth steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The steps by which repeated bans grow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest ban</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No repeated ban becomes longer than this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random addition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up to this much is added, so that nobody can reckon the end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repeaters over all jails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bans of other jails count as repetitions, too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long a command of this action may run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ban command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run when an address is banned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unban command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run when a ban ends.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run before the first ban.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run when the jail stops.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run before each ban, to see that the action still works.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flush command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run to lift all bans at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reload command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run when the jail is reloaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed while running: the next reload resets it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <extracomment>end of a list of names: &quot;/var/log/auth.log&quot; and &quot;2 more&quot;
----------
end of a list of names: &quot;web-1, web-2&quot; and &quot;mail&quot;</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in all jails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Banned %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Banned %1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unbanned %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unbanned %1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reloaded %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Started %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed %1 until its next reload</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undone %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Banned already, nothing to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not banned, nothing to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>refused by %1</source>
        <extracomment>a list of server names that said no</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed on %1</source>
        <extracomment>a list of server names where it failed</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fail2ban no longer runs there; nothing is protected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All of its jails are gone; the daemon still answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 of %1 jails is gone; the daemon still answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 jails are gone; the daemon still answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fail2ban was restarted since: another process answers now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fail2ban runs but no longer answers; nothing new is banned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 after the jail </source>
        <extracomment>goes on after &quot;web-1 lost protection&quot;; %1 is a time (&quot;12 s&quot;), the name of a jail follows</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as soon as the jail </source>
        <extracomment>goes on after &quot;web-1 lost protection&quot;; the name of a jail follows</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> was activated. %1</source>
        <extracomment>after the name of a jail; %1 is a sentence on what is lost</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gone: %1. </source>
        <extracomment>%1 is a list of jail names</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BanGUI has changed nothing since. Your configuration is as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is protected again after %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss of protection on %1 was dismissed. Nothing was changed on the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>went offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lost jails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>was restarted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped answering</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where servers, records and logs are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much BanGUI writes into its own log.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where BanGUI&apos;s own log goes; empty for the data folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language of the window; empty for the system&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probe interval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often each server is asked how it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer expected within</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A server that takes longer for a short question counts as busy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How times are written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light, dark, or as the system has it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Icon in the tray</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the gravest state of all servers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep running when closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closing the window leaves BanGUI in the tray; Quit ends it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start without a window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BanGUI begins in the tray.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start at login</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BanGUI starts with your session.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A server went offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell when fail2ban ends on a server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A server is well again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell when a server that was offline answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Protection was lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell when an activation has cost a server its jails.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most notifications in a minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is more is folded into one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confirm each unban</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asks once more before a single address is unbanned. The effect is shown in any case.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stay unlocked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long an unlocked session lasts; 0 for never.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep records for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Older records of changes are deleted from BanGUI&apos;s own store.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 day</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln days</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>where a setting came from, then the file, variable or option
----------
two units of one duration: &quot;18 h&quot; and &quot;58 min&quot;</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set by the %1, which is stronger than a choice made here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needed before the store is open: set it in a file, the environment or the command line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is not understood and was left out.</source>
        <extracomment>file or variable, then its text</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 cannot be &quot;%3&quot;; the next weaker value is used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has not been asked yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 answers and runs %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 lost protection after a jail was activated.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 lost protection: %2 no longer run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has been busy for %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has been offline for %2. %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has not been reached for %2; what it does is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lost %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lost 1 jail</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Lost %Ln jails</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Busy for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lost 1 jail</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>lost %Ln jails</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>fail2ban runs on %1 without a single jail: nothing is protected. Start a jail.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fail2ban on %1 runs but has not answered for more than a minute: it is not protecting. A regex that takes for ever is the usual cause; restart fail2ban there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>container %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>now</source>
        <extracomment>an age of less than a second</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>permanent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ending</source>
        <extracomment>of a ban whose time is up, but which the server has not lifted yet</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tomorrow %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not reported by this version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 ban</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln bans</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>1 jail</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln jails</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>1 server</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln servers</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>1 address</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln addresses</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>1 record</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln records</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>1 line</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>1 setting was decided by something else than its default.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln settings were decided by something else than their defaults.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>widgets::ConfirmDialog</name>
    <message>
        <source>What is affected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>widgets::LoadingOverlay</name>
    <message>
        <source>Loading…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>widgets::MonoLabel</name>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>widgets::PageTabs</name>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>widgets::RateChart</name>
    <message>
        <source>%1 · bans: %2</source>
        <extracomment>Tool tip of one minute in a chart: %1 time, %2 number</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · bans: %2 · failures: %3</source>
        <extracomment>Tool tip of one minute in a chart: %1 time, %2 and %3 numbers</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bans and failures per minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bans per minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No figures yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In all %1 bans and %2 failures. Most bans: %3.</source>
        <extracomment>Read by a screen reader: %1 and %2 are numbers, %3 is a minute with its numbers</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bans</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>widgets::ReceiptBar</name>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>widgets::SectionList</name>
    <message>
        <source>Sections</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>widgets::StepList</name>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>widgets::TableView</name>
    <message>
        <source>Columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore columns</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
