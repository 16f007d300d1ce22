<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>gui::ActionFailureNotice</name>
    <message numerus="yes">
        <source>Actions of %n more jails failed, too.</source>
        <translation>
            <numerusform>Actions of %n more jail failed, too.</numerusform>
            <numerusform>Actions of %n more jails failed, too.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gui::BanDialog</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gui::ChangeBanner</name>
    <message numerus="yes">
        <source>%n more undecided changes</source>
        <translation>
            <numerusform>%n more undecided change</numerusform>
            <numerusform>%n more undecided changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gui::ConfigOptionPane</name>
    <message numerus="yes">
        <source>%n options edited, not applied: %1</source>
        <extracomment>%n: number of options, %1: their names</extracomment>
        <translation>
            <numerusform>%n option edited, not applied: %1</numerusform>
            <numerusform>%n options edited, not applied: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other files of this jail are edited, too: each is applied on its own.</source>
        <extracomment>behind what was edited in one file; %n: how many other files were edited</extracomment>
        <translation>
            <numerusform>%n other file of this jail is edited, too: each is applied on its own.</numerusform>
            <numerusform>%n other files of this jail are edited, too: each is applied on its own.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gui::ConfigSentence</name>
    <message numerus="yes">
        <source>and %n more</source>
        <extracomment>behind a list of names; %n: number of further ones</extracomment>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No other enabled jail uses it, %n that are not enabled do.</source>
        <extracomment>a filter or an action</extracomment>
        <translation>
            <numerusform>No other enabled jail uses it, %n that is not enabled does.</numerusform>
            <numerusform>No other enabled jail uses it, %n that are not enabled do.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n jails that are not enabled use it, too.</source>
        <extracomment>a filter or an action; %n: number of jails</extracomment>
        <translation>
            <numerusform>%n jail that is not enabled uses it, too.</numerusform>
            <numerusform>%n jails that are not enabled use it, too.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gui::ConfigurationPage</name>
    <message numerus="yes">
        <source>%1, %n running</source>
        <extracomment>%1: &quot;91 jails&quot;; %n: how many of them run</extracomment>
        <translation>
            <numerusform>%1, %n running</numerusform>
            <numerusform>%1, %n running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gui::EventsPage</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gui::ImportDialog</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gui::OverviewPage</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gui::PreflightIssueList</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gui::ScopeNotice</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <extracomment>%1: names of servers, %n: how many other servers are not named</extracomment>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gui::ServerConnector</name>
    <message numerus="yes">
        <source>Connect %n servers…</source>
        <translation>
            <numerusform>Connect %n server…</numerusform>
            <numerusform>Connect %n servers…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n servers were not connected</source>
        <translation>
            <numerusform>%n server was not connected</numerusform>
            <numerusform>%n servers were not connected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gui::SetupWizard</name>
    <message numerus="yes">
        <source>none more: %n server(s) are stored already</source>
        <translation>
            <numerusform>none more: %n server is stored already</numerusform>
            <numerusform>none more: %n servers are stored already</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>models</name>
    <message numerus="yes">
        <source>%Ln duplicates</source>
        <translation>
            <numerusform>%Ln duplicate</numerusform>
            <numerusform>%Ln duplicates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more changes</source>
        <translation>
            <numerusform>%Ln more change</numerusform>
            <numerusform>%Ln more changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries left out</source>
        <translation>
            <numerusform>%Ln entry left out</numerusform>
            <numerusform>%Ln entries left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln regexes compile</source>
        <translation>
            <numerusform>%Ln regex compiles</numerusform>
            <numerusform>%Ln regexes compile</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln jails run</source>
        <translation>
            <numerusform>%Ln jail runs</numerusform>
            <numerusform>%Ln jails run</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln actions are in place</source>
        <translation>
            <numerusform>%Ln action is in place</numerusform>
            <numerusform>%Ln actions are in place</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln networks, their bits behind the prefix cleared</source>
        <translation>
            <numerusform>%Ln network, its bits behind the prefix cleared</numerusform>
            <numerusform>%Ln networks, their bits behind the prefix cleared</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>models::ConfigOptionModel</name>
    <message numerus="yes">
        <source>overrides %n places</source>
        <extracomment>an option; %n: number of places in files that set it, too</extracomment>
        <translation>
            <numerusform>overrides %n place</numerusform>
            <numerusform>overrides %n places</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>platform::Tray</name>
    <message numerus="yes">
        <source>%n more servers…</source>
        <translation>
            <numerusform>%n more server…</numerusform>
            <numerusform>%n more servers…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>texts</name>
    <message numerus="yes">
        <source>in %Ln jails</source>
        <translation>
            <numerusform>in %Ln jail</numerusform>
            <numerusform>in %Ln jails</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>on %Ln servers</source>
        <translation>
            <numerusform>on %Ln server</numerusform>
            <numerusform>on %Ln servers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Moves the end of %Ln bans.</source>
        <translation>
            <numerusform>Moves the end of %Ln ban.</numerusform>
            <numerusform>Moves the end of %Ln bans.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them end at once.</source>
        <translation>
            <numerusform>%Ln of them ends at once.</numerusform>
            <numerusform>%Ln of them end at once.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln become permanent.</source>
        <translation>
            <numerusform>%Ln becomes permanent.</numerusform>
            <numerusform>%Ln become permanent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln bans with a time of their own stay as they are.</source>
        <translation>
            <numerusform>%Ln ban with a time of its own stays as it is.</numerusform>
            <numerusform>%Ln bans with a time of their own stay as they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln things need you</source>
        <translation>
            <numerusform>%Ln thing needs you</numerusform>
            <numerusform>%Ln things need you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln servers online</source>
        <translation>
            <numerusform>%Ln server online</numerusform>
            <numerusform>%Ln servers online</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln servers have not answered yet.</source>
        <translation>
            <numerusform>%Ln server has not answered yet.</numerusform>
            <numerusform>%Ln servers have not answered yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln need you</source>
        <translation>
            <numerusform>%Ln needs you</numerusform>
            <numerusform>%Ln need you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln days</source>
        <translation>
            <numerusform>%Ln day</numerusform>
            <numerusform>%Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Lost %Ln jails</source>
        <translation>
            <numerusform>Lost %Ln jail</numerusform>
            <numerusform>Lost %Ln jails</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>lost %Ln jails</source>
        <translation>
            <numerusform>lost %Ln jail</numerusform>
            <numerusform>lost %Ln jails</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln bans</source>
        <translation>
            <numerusform>%Ln ban</numerusform>
            <numerusform>%Ln bans</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln jails</source>
        <translation>
            <numerusform>%Ln jail</numerusform>
            <numerusform>%Ln jails</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln servers</source>
        <translation>
            <numerusform>%Ln server</numerusform>
            <numerusform>%Ln servers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln addresses</source>
        <translation>
            <numerusform>%Ln address</numerusform>
            <numerusform>%Ln addresses</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln records</source>
        <translation>
            <numerusform>%Ln record</numerusform>
            <numerusform>%Ln records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines</source>
        <translation>
            <numerusform>%Ln line</numerusform>
            <numerusform>%Ln lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln settings were decided by something else than their defaults.</source>
        <translation>
            <numerusform>%Ln setting was decided by something else than its default.</numerusform>
            <numerusform>%Ln settings were decided by something else than their defaults.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln servers are busy</source>
        <translation>
            <numerusform>%Ln server is busy</numerusform>
            <numerusform>%Ln servers are busy</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln busy</source>
        <translation>
            <numerusform>%Ln busy</numerusform>
            <numerusform>%Ln busy</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln events</source>
        <translation>
            <numerusform>%Ln event</numerusform>
            <numerusform>%Ln events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new events wait</source>
        <translation>
            <numerusform>%Ln new event waits</numerusform>
            <numerusform>%Ln new events wait</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes wait for %1</source>
        <translation>
            <numerusform>%Ln change waits for %1</numerusform>
            <numerusform>%Ln changes wait for %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes were withdrawn. They are not sent.</source>
        <translation>
            <numerusform>%Ln change was withdrawn. It is not sent.</numerusform>
            <numerusform>%Ln changes were withdrawn. They are not sent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln logs</source>
        <translation>
            <numerusform>%Ln log</numerusform>
            <numerusform>%Ln logs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln regexes</source>
        <translation>
            <numerusform>%Ln regex</numerusform>
            <numerusform>%Ln regexes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln issues block</source>
        <translation>
            <numerusform>%Ln issue blocks</numerusform>
            <numerusform>%Ln issues block</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln warnings</source>
        <translation>
            <numerusform>%Ln warning</numerusform>
            <numerusform>%Ln warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln checks</source>
        <translation>
            <numerusform>%Ln check</numerusform>
            <numerusform>%Ln checks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln jails kept</source>
        <translation>
            <numerusform>%Ln jail kept</numerusform>
            <numerusform>%Ln jails kept</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln jails run</source>
        <translation>
            <numerusform>%Ln jail runs</numerusform>
            <numerusform>%Ln jails run</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files kept</source>
        <translation>
            <numerusform>%Ln file kept</numerusform>
            <numerusform>%Ln files kept</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes</source>
        <translation>
            <numerusform>%Ln change</numerusform>
            <numerusform>%Ln changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln jails do not run</source>
        <translation>
            <numerusform>%Ln jail does not run</numerusform>
            <numerusform>%Ln jails do not run</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes are not decided</source>
        <translation>
            <numerusform>%Ln change is not decided</numerusform>
            <numerusform>%Ln changes are not decided</numerusform>
        </translation>
    </message>
</context>
</TS>
