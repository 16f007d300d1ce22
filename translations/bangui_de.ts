<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>AuditPage</name>
    <message>
        <source>Filter by server, command or answer</source>
        <translation>Nach Server, Befehl oder Antwort filtern</translation>
    </message>
    <message>
        <source>Commands that changed a server</source>
        <translation>Befehle, die einen Server verändert haben</translation>
    </message>
    <message>
        <source>As it was sent</source>
        <translation>Wie gesendet</translation>
    </message>
    <message>
        <source>The command as it was sent</source>
        <translation>Der Befehl, wie er gesendet wurde</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>The answer of the server</source>
        <translation>Die Antwort des Servers</translation>
    </message>
    <message>
        <source>Filter: command or answer</source>
        <translation>Filter: Befehl oder Antwort</translation>
    </message>
</context>
<context>
    <name>BanDialog</name>
    <message>
        <source>&amp;Addresses or networks</source>
        <translation>&amp;Adressen oder Netze</translation>
    </message>
    <message>
        <source>One or many, as in a list: 203.0.113.7, 198.51.100.0/24</source>
        <translation>Eine oder viele, auch als Liste: 203.0.113.7, 198.51.100.0/24</translation>
    </message>
    <message>
        <source>Addresses or networks</source>
        <translation>Adressen oder Netze</translation>
    </message>
    <message>
        <source>In these &amp;jails</source>
        <translation>In diesen &amp;Jails</translation>
    </message>
    <message>
        <source>On these &amp;servers</source>
        <translation>Auf diesen &amp;Servern</translation>
    </message>
    <message>
        <source>Jails to ban in</source>
        <translation>Jails, in denen gesperrt wird</translation>
    </message>
    <message>
        <source>Servers to ban on</source>
        <translation>Server, auf denen gesperrt wird</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Warnungen</translation>
    </message>
    <message>
        <source>I have read the warnings; ban anyway</source>
        <translation>Warnungen gelesen, trotzdem sperren</translation>
    </message>
    <message>
        <source>Entries that are left out</source>
        <translation>Einträge, die weggelassen werden</translation>
    </message>
</context>
<context>
    <name>BansPage</name>
    <message>
        <source>Filter by text, address or network</source>
        <translation>Nach Text, Adresse oder Netz filtern</translation>
    </message>
    <message>
        <source>Bans</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>Filter: text or address</source>
        <translation>Filter: Text oder Adresse</translation>
    </message>
</context>
<context>
    <name>ChangesPage</name>
    <message>
        <source>Filter: jail, user or result</source>
        <translation>Filter: Jail, Benutzer oder Ergebnis</translation>
    </message>
    <message>
        <source>Filter changes by server, jail, user or result</source>
        <translation>Änderungen nach Server, Jail, Benutzer oder Ergebnis filtern</translation>
    </message>
    <message>
        <source>Changes of the configuration</source>
        <translation>Änderungen der Konfiguration</translation>
    </message>
    <message>
        <source>What was changed in the file</source>
        <translation>Was in der Datei geändert wurde</translation>
    </message>
</context>
<context>
    <name>ConfigurationPage</name>
    <message>
        <source>Filter: jail, state or file</source>
        <translation>Filtern: Jail, Zustand oder Datei</translation>
    </message>
    <message>
        <source>Filter jails by name, state or file</source>
        <translation>Jails nach Name, Zustand oder Datei filtern</translation>
    </message>
    <message>
        <source>Server whose configuration is shown</source>
        <translation>Server, dessen Konfiguration gezeigt wird</translation>
    </message>
    <message>
        <source>Jails of the configuration</source>
        <translation>Jails der Konfiguration</translation>
    </message>
</context>
<context>
    <name>EffectDialog</name>
    <message>
        <source>What is affected</source>
        <translation>Was betroffen ist</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
</context>
<context>
    <name>EventsPage</name>
    <message>
        <source>Filter: address, jail, server</source>
        <translation>Filter: Adresse, Jail, Server</translation>
    </message>
    <message>
        <source>Filter by address, jail, server or details</source>
        <translation>Nach Adresse, Jail, Server oder Details filtern</translation>
    </message>
    <message>
        <source>Which events are shown</source>
        <translation>Welche Ereignisse gezeigt werden</translation>
    </message>
    <message>
        <source>Events of the servers, newest first</source>
        <translation>Ereignisse der Server, die neuesten zuerst</translation>
    </message>
</context>
<context>
    <name>JailsPage</name>
    <message>
        <source>Filter by jail, server or log file</source>
        <translation>Nach Jail, Server oder Logdatei filtern</translation>
    </message>
    <message>
        <source>Jails</source>
        <translation>Jails</translation>
    </message>
    <message>
        <source>Filter: jail or server</source>
        <translation>Filter: Jail oder Server</translation>
    </message>
</context>
<context>
    <name>LogPage</name>
    <message>
        <source>Filter: text or part</source>
        <translation>Filter: Text oder Teil</translation>
    </message>
    <message>
        <source>Filter by text or part</source>
        <translation>Nach Text oder Programmteil filtern</translation>
    </message>
    <message>
        <source>Least level that is shown</source>
        <translation>Niedrigste angezeigte Stufe</translation>
    </message>
    <message>
        <source>Follow the end</source>
        <translation>Ende folgen</translation>
    </message>
    <message>
        <source>BanGUI&apos;s own log</source>
        <translation>BanGUIs eigenes Log</translation>
    </message>
    <message>
        <source>BanGUI&apos;s own log, also in</source>
        <translation>BanGUIs eigenes Log, auch in</translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message>
        <source>Servers</source>
        <translation>Server</translation>
    </message>
</context>
<context>
    <name>ServerDialog</name>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>&amp;Socket</source>
        <translation>&amp;Socket</translation>
    </message>
    <message>
        <source>Path of fail2ban&apos;s socket</source>
        <translation>Pfad des fail2ban-Sockets</translation>
    </message>
    <message>
        <source>/run/fail2ban/fail2ban.sock</source>
        <translation>/run/fail2ban/fail2ban.sock</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Auswählen…</translation>
    </message>
    <message>
        <source>Browse for the socket</source>
        <translation>Socket auswählen</translation>
    </message>
    <message>
        <source>&amp;Group</source>
        <translation>&amp;Gruppe</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>&amp;Tags</source>
        <translation>&amp;Tags</translation>
    </message>
    <message>
        <source>Tags, separated by commas</source>
        <translation>Tags, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>web, customer-a</source>
        <translation>web, kunde-a</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Probe interval in seconds</source>
        <translation>Prüfintervall in Sekunden</translation>
    </message>
    <message>
        <source>Time &amp;zone</source>
        <translation>&amp;Zeitzone</translation>
    </message>
    <message>
        <source>Time zone of the server</source>
        <translation>Zeitzone des Servers</translation>
    </message>
    <message>
        <source>&amp;Configuration</source>
        <translation>&amp;Konfiguration</translation>
    </message>
    <message>
        <source>fail2ban&apos;s configuration folder</source>
        <translation>Konfigurationsordner von fail2ban</translation>
    </message>
    <message>
        <source>/etc/fail2ban</source>
        <translation>/etc/fail2ban</translation>
    </message>
    <message>
        <source>Browse for the configuration folder</source>
        <translation>Konfigurationsordner auswählen</translation>
    </message>
    <message>
        <source>fail2ban-c&amp;lient</source>
        <translation>fail2ban-c&amp;lient</translation>
    </message>
    <message>
        <source>Path of fail2ban-client</source>
        <translation>Pfad von fail2ban-client</translation>
    </message>
    <message>
        <source>found by itself</source>
        <translation>wird selbst gefunden</translation>
    </message>
    <message>
        <source>Browse for fail2ban-client</source>
        <translation>fail2ban-client auswählen</translation>
    </message>
    <message>
        <source>&amp;Read-only</source>
        <translation>Nu&amp;r lesen</translation>
    </message>
    <message>
        <source>BanGUI sends nothing that changes this server. Whoever can open the socket still can.</source>
        <translation>BanGUI sendet nichts, was diesen Server verändert. Wer den Socket öffnen kann, kann es weiterhin.</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Test conn&amp;ection</source>
        <translation>&amp;Verbindung testen</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>This co&amp;mputer</source>
        <translation>Dieser Co&amp;mputer</translation>
    </message>
    <message>
        <source>&amp;Another one, through ssh</source>
        <translation>&amp;Anderer, über ssh</translation>
    </message>
    <message>
        <source>&amp;Destination</source>
        <translation>Z&amp;iel</translation>
    </message>
    <message>
        <source>Destination, as you type it to ssh</source>
        <translation>Ziel, so wie es bei ssh eingegeben wird</translation>
    </message>
    <message>
        <source>web-1, or -p 2222 admin@web-1</source>
        <translation>web-1, oder -p 2222 admin@web-1</translation>
    </message>
    <message>
        <source>As you type it to ssh; your own keys, configuration and known hosts are used.</source>
        <translation>So wie es bei ssh eingegeben wird; die eigenen Schlüssel, die eigene Konfiguration und die bekannten Rechner gelten.</translation>
    </message>
    <message>
        <source>&amp;Find socket</source>
        <translation>Socket &amp;finden</translation>
    </message>
    <message>
        <source>Ask that machine for its socket</source>
        <translation>Den Rechner nach seinem Socket fragen</translation>
    </message>
    <message>
        <source>Become root with s&amp;udo</source>
        <translation>Mit s&amp;udo root werden</translation>
    </message>
    <message>
        <source>A password is asked for where sudo wants one. Whoever reaches the socket is root on that machine.</source>
        <translation>Wo sudo ein Passwort will, wird danach gefragt. Wer den Socket erreicht, ist auf dem Rechner root.</translation>
    </message>
    <message>
        <source>Ad&amp;vanced</source>
        <translation>&amp;Weiteres</translation>
    </message>
    <message>
        <source>ss&amp;h configuration</source>
        <translation>ss&amp;h-Konfiguration</translation>
    </message>
    <message>
        <source>File with the ssh configuration</source>
        <translation>Datei mit der ssh-Konfiguration</translation>
    </message>
    <message>
        <source>~/.ssh/config</source>
        <translation>~/.ssh/config</translation>
    </message>
    <message>
        <source>Browse for the ssh configuration</source>
        <translation>Die ssh-Konfiguration suchen</translation>
    </message>
    <message>
        <source>C&amp;ontainer</source>
        <translation>C&amp;ontainer</translation>
    </message>
    <message>
        <source>Name of the container that fail2ban runs in</source>
        <translation>Name des Containers, in dem fail2ban läuft</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>Eng&amp;ine</source>
        <translation>&amp;Engine</translation>
    </message>
    <message>
        <source>Container engine</source>
        <translation>Container-Engine</translation>
    </message>
    <message>
        <source>Pro&amp;be every</source>
        <translation>&amp;Prüfen alle</translation>
    </message>
    <message>
        <source>&amp;Production server</source>
        <translation>Pro&amp;duktivserver</translation>
    </message>
    <message>
        <source>Every change is asked about once more; undoing one is not.</source>
        <translation>Vor jeder Änderung wird noch einmal gefragt, vor dem Rückgängigmachen nicht.</translation>
    </message>
    <message>
        <source>Ho&amp;w to start it</source>
        <translation>&amp;Wie es gestartet wird</translation>
    </message>
    <message>
        <source>Command that starts fail2ban on the server</source>
        <translation>Befehl, der fail2ban auf dem Server startet</translation>
    </message>
    <message>
        <source>A command line for a shell on the server. It is only run to bring fail2ban back.</source>
        <translation>Eine Befehlszeile für eine Shell auf dem Server. Sie wird nur ausgeführt, um fail2ban zurückzubringen.</translation>
    </message>
    <message>
        <source>by its service manager</source>
        <translation>durch seinen Dienstverwalter</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Groups of settings</source>
        <translation>Gruppen von Einstellungen</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Change settings…</source>
        <translation>Einstellungen ändern…</translation>
    </message>
    <message>
        <source>Effective settings</source>
        <translation>Wirksame Einstellungen</translation>
    </message>
</context>
<context>
    <name>SetupServerStep</name>
    <message>
        <source>Search &amp;again</source>
        <translation>&amp;Erneut suchen</translation>
    </message>
    <message>
        <source>&amp;Socket</source>
        <translation>&amp;Socket</translation>
    </message>
    <message>
        <source>/run/fail2ban/fail2ban.sock</source>
        <translation>/run/fail2ban/fail2ban.sock</translation>
    </message>
    <message>
        <source>Path of fail2ban&apos;s socket</source>
        <translation>Pfad des fail2ban-Sockets</translation>
    </message>
    <message>
        <source>Name of the server in BanGUI</source>
        <translation>Name des Servers in BanGUI</translation>
    </message>
    <message>
        <source>Na&amp;me in BanGUI</source>
        <translation>&amp;Name in BanGUI</translation>
    </message>
</context>
<context>
    <name>SetupWizard</name>
    <message>
        <source>BanGUI shows what fail2ban does on your servers, and lets you ban and unban.</source>
        <translation>BanGUI zeigt, was fail2ban auf den Servern tut, und kann sperren und entsperren.</translation>
    </message>
    <message>
        <source>Three questions, then it starts. Nothing is stored before the last step, and nothing on a server is changed.</source>
        <translation>Drei Fragen, dann geht es los. Vor dem letzten Schritt wird nichts gespeichert, und auf keinem Server ändert sich etwas.</translation>
    </message>
</context>
<context>
    <name>TuneDialog</name>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>&amp;New value</source>
        <translation>&amp;Neuer Wert</translation>
    </message>
    <message>
        <source>Lost at the next reload of this jail or restart of fail2ban. The configuration files stay as they are.</source>
        <translation>Gilt bis zum nächsten Neuladen dieses Jails oder Neustart von fail2ban. Die Konfigurationsdateien bleiben, wie sie sind.</translation>
    </message>
</context>
<context>
    <name>app::Application</name>
    <message>
        <source>BanGUI demo</source>
        <translation>BanGUI-Demo</translation>
    </message>
    <message>
        <source>Starting a private fail2ban and an invented attack…</source>
        <translation>Ein privates fail2ban und ein erfundener Angriff werden gestartet…</translation>
    </message>
    <message>
        <source>Nothing is installed and no firewall is touched.</source>
        <translation>Es wird nichts installiert und keine Firewall berührt.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>The demo cannot start</source>
        <translation>Die Demo kann nicht starten</translation>
    </message>
    <message>
        <source>BanGUI&apos;s demo needs python3 and fail2ban&apos;s programs; fail2ban does not have to be installed or running. Nothing was changed.</source>
        <translation>Die Demo braucht python3 und die Programme von fail2ban; fail2ban muss weder installiert sein noch laufen. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>temporary</source>
        <extracomment>Where BanGUI&apos;s store is</extracomment>
        <translation>vorübergehend</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>dieser Computer</translation>
    </message>
    <message>
        <source>demo</source>
        <extracomment>Name of the server of the demo</extracomment>
        <translation>Demo</translation>
    </message>
    <message>
        <source>BanGUI runs, but could not be told to end. %1</source>
        <translation>BanGUI läuft, konnte aber nicht beendet werden. %1</translation>
    </message>
    <message>
        <source>Whether BanGUI runs could not be found out. %1</source>
        <translation>Ob BanGUI läuft, ließ sich nicht feststellen. %1</translation>
    </message>
</context>
<context>
    <name>app::CommandLine</name>
    <message>
        <source>Watch and operate fail2ban servers.</source>
        <translation>fail2ban-Server beobachten und bedienen.</translation>
    </message>
    <message>
        <source>Keep BanGUI&apos;s own data in DIR.</source>
        <translation>BanGUIs eigene Daten in DIR ablegen.</translation>
    </message>
    <message>
        <source>Show a private fail2ban under an invented attack. Nothing is configured or kept.</source>
        <translation>Ein privates fail2ban unter einem erfundenen Angriff zeigen. Nichts wird konfiguriert oder behalten.</translation>
    </message>
    <message>
        <source>Language of the window: de or en.</source>
        <translation>Sprache des Fensters: de oder en.</translation>
    </message>
    <message>
        <source>Write a log of at least LEVEL: debug, info, warning or error.</source>
        <translation>Log ab der Stufe LEVEL schreiben: debug, info, warning oder error.</translation>
    </message>
    <message>
        <source>Start in the tray, without a window.</source>
        <translation>Im Infobereich starten, ohne Fenster.</translation>
    </message>
    <message>
        <source>Show the server called NAME.</source>
        <translation>Den Server namens NAME zeigen.</translation>
    </message>
    <message>
        <source>End the window that runs with the same data.</source>
        <translation>Das Fenster beenden, das mit denselben Daten läuft.</translation>
    </message>
    <message>
        <source>Colours: system, light or dark.</source>
        <translation>Farben: system, light oder dark.</translation>
    </message>
    <message>
        <source>bangui takes no argument &quot;%1&quot;.</source>
        <translation>bangui kennt kein Argument „%1“.</translation>
    </message>
    <message>
        <source>bangui --help tells what it takes.</source>
        <translation>bangui --help nennt die möglichen.</translation>
    </message>
    <message>
        <source>Show a page: overview, bans, jails, configuration, changes, log, audit or settings.</source>
        <translation>Eine Seite zeigen: overview, bans, jails, configuration, changes, log, audit oder settings.</translation>
    </message>
    <message>
        <source>Tell what bangui takes, and end.</source>
        <translation>Zeigt, was bangui annimmt, und endet.</translation>
    </message>
</context>
<context>
    <name>app::DemoRunner</name>
    <message>
        <source>The private fail2ban did not answer in time.</source>
        <translation>Das private fail2ban hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>The demo is not installed (bangui_demo.py is missing).</source>
        <translation>Die Demo ist nicht installiert (bangui_demo.py fehlt).</translation>
    </message>
    <message>
        <source>The demo&apos;s fail2ban ended.</source>
        <translation>Das fail2ban der Demo hat sich beendet.</translation>
    </message>
</context>
<context>
    <name>app::StartProblemDialog</name>
    <message>
        <source>BanGUI cannot start</source>
        <extracomment>%1: a folder</extracomment>
        <translation>BanGUI kann nicht starten</translation>
    </message>
    <message>
        <source>BanGUI has started, with a notice</source>
        <translation>BanGUI ist gestartet, mit einem Hinweis</translation>
    </message>
    <message>
        <source>Data folder: %1</source>
        <translation>Datenordner: %1</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>with a notice</source>
        <translation>mit Hinweis</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>Details zeigen</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Hide details</source>
        <translation>Details verbergen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Ignored, because it is not allowed:</source>
        <translation>Nicht beachtet, weil es nicht erlaubt ist:</translation>
    </message>
    <message>
        <source>The settings that count are on the page Settings.</source>
        <translation>Die Einstellungen, die gelten, stehen auf der Seite Einstellungen.</translation>
    </message>
</context>
<context>
    <name>cli</name>
    <message>
        <source>%1 needs a value</source>
        <translation>%1 braucht einen Wert</translation>
    </message>
    <message>
        <source>%1 does not take &quot;%2&quot;</source>
        <translation>%1 kennt „%2“ nicht</translation>
    </message>
    <message>
        <source>unknown option %1</source>
        <translation>unbekannte Option %1</translation>
    </message>
    <message>
        <source>%1 takes a name such as Europe/Berlin, not &quot;%2&quot;</source>
        <extracomment>%1: an option, %2: what was given; the example stays as it is</extracomment>
        <translation>%1 erwartet einen Namen wie Europe/Berlin, nicht „%2“</translation>
    </message>
    <message>
        <source>--server, --group and --all exclude each other, and --socket, --ssh, --container and --sudo with them</source>
        <translation>--server, --group und --all schließen einander aus, und mit ihnen --socket, --ssh, --container und --sudo</translation>
    </message>
    <message>
        <source>with --ssh the socket is named by --remote-socket</source>
        <translation>mit --ssh wird der Socket durch --remote-socket genannt</translation>
    </message>
    <message>
        <source>--socket and --remote-socket exclude each other</source>
        <translation>--socket und --remote-socket schließen einander aus</translation>
    </message>
    <message>
        <source>--remote-socket needs --ssh or --container</source>
        <translation>--remote-socket braucht --ssh oder --container</translation>
    </message>
    <message>
        <source>--ssh-config needs --ssh</source>
        <translation>--ssh-config braucht --ssh</translation>
    </message>
    <message>
        <source>--engine needs --container</source>
        <translation>--engine braucht --container</translation>
    </message>
    <message>
        <source>the path of a remote socket begins with /</source>
        <translation>der Pfad eines entfernten Sockets beginnt mit /</translation>
    </message>
    <message>
        <source>--time-zone needs --socket, --ssh, --container or --config</source>
        <translation>--time-zone braucht --socket, --ssh, --container oder --config</translation>
    </message>
    <message>
        <source>stored with the usual socket %1, for it could not be asked: %2</source>
        <translation>mit dem üblichen Socket %1 gespeichert, denn danach fragen ließ sich nicht: %2</translation>
    </message>
    <message>
        <source>stored with the socket %1, which is not there now</source>
        <translation>mit dem Socket %1 gespeichert, der gerade nicht da ist</translation>
    </message>
    <message>
        <source>added</source>
        <translation>hinzugefügt</translation>
    </message>
    <message>
        <source>servers import takes one file</source>
        <translation>servers import erwartet eine Datei</translation>
    </message>
    <message>
        <source>servers export takes one file</source>
        <translation>servers export erwartet eine Datei</translation>
    </message>
    <message>
        <source>--format takes ssh-config, ansible or bangui, not &quot;%1&quot;</source>
        <extracomment>%1: what was given; the three words stay as they are</extracomment>
        <translation>--format erwartet ssh-config, ansible oder bangui, nicht „%1“</translation>
    </message>
    <message>
        <source>%1 is a production server: nothing was changed. Add --production to change it</source>
        <extracomment>%1: name of a server; --production stays as it is</extracomment>
        <translation>%1 ist ein Produktivserver: Nichts wurde geändert. Mit --production wird er geändert</translation>
    </message>
    <message>
        <source>%1 are production servers: nothing was changed anywhere. Add --production to change them</source>
        <extracomment>%1: names of servers; --production stays as it is</extracomment>
        <translation>%1 sind Produktivserver: Nirgends wurde etwas geändert. Mit --production werden sie geändert</translation>
    </message>
    <message>
        <source>%1 leads to the same daemon</source>
        <extracomment>%1: name of a server</extracomment>
        <translation>%1 führt zum selben Dienst</translation>
    </message>
    <message>
        <source>--keep is for stored servers</source>
        <translation>--keep gilt nur für gespeicherte Server</translation>
    </message>
    <message>
        <source>pending does not take &quot;%1&quot;</source>
        <translation>pending kennt „%1“ nicht</translation>
    </message>
    <message>
        <source>pending withdraw takes ids, or --all</source>
        <translation>pending withdraw erwartet Kennungen oder --all</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no id of a waiting change</source>
        <translation>„%1“ ist keine Kennung einer wartenden Änderung</translation>
    </message>
    <message>
        <source>blocked</source>
        <extracomment>of one check among others</extracomment>
        <translation>blockiert</translation>
    </message>
    <message>
        <source>ok</source>
        <extracomment>of one check among others</extracomment>
        <translation>ok</translation>
    </message>
    <message>
        <source>in part</source>
        <extracomment>of one check among others: some of it could not be made</extracomment>
        <translation>teilweise</translation>
    </message>
    <message>
        <source>not made</source>
        <extracomment>of one check among others: it could not be made</extracomment>
        <translation>nicht geprüft</translation>
    </message>
    <message>
        <source>%1: blocked. Nothing was changed.</source>
        <extracomment>%1: a jail or a server</extracomment>
        <translation>%1: blockiert. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>%1: passed, with warnings.</source>
        <extracomment>%1: a jail or a server</extracomment>
        <translation>%1: bestanden, mit Warnungen.</translation>
    </message>
    <message>
        <source>%1: passed.</source>
        <extracomment>%1: a jail or a server</extracomment>
        <translation>%1: bestanden.</translation>
    </message>
    <message>
        <source>fail2ban&apos;s default</source>
        <extracomment>where a value comes from: nobody has set it</extracomment>
        <translation>fail2bans Vorgabe</translation>
    </message>
    <message>
        <source>overrides %1   %2</source>
        <extracomment>%1: a value, %2: the place that sets it</extracomment>
        <translation>überschreibt %1   %2</translation>
    </message>
    <message>
        <source>config does not take &quot;%1&quot;</source>
        <translation>config kennt „%1“ nicht</translation>
    </message>
    <message>
        <source>config get takes a jail, and one of its keys</source>
        <translation>config get erwartet ein Jail und einen seiner Schlüssel</translation>
    </message>
    <message>
        <source>No events of %1: %2</source>
        <extracomment>%1: a server, %2: why its log cannot be read (&quot;it logs to the journal&quot;)</extracomment>
        <translation>Keine Ereignisse von %1: %2</translation>
    </message>
    <message>
        <source>bangui-cli recover confirm %1 keeps it, bangui-cli recover rollback %1 takes it back at once.</source>
        <extracomment>%1: the id of a change and the options that name its server; the commands stay as they are</extracomment>
        <translation>bangui-cli recover confirm %1 behält sie, bangui-cli recover rollback %1 nimmt sie sofort zurück.</translation>
    </message>
    <message>
        <source>It confirms itself after %1 of health.</source>
        <translation>Bestätigt sich nach %1 ohne Befund von selbst.</translation>
    </message>
    <message>
        <source>It is about to end; that is waited for.</source>
        <translation>Sie ist gleich zu Ende; darauf wird gewartet.</translation>
    </message>
    <message>
        <source>The %1 is left to the server: it takes it back by itself unless it is confirmed. bangui-cli recover list shows it.</source>
        <translation>Die %1 bleibt dem Server überlassen: Er nimmt sie von selbst zurück, wenn sie nicht bestätigt wird. bangui-cli recover list zeigt sie.</translation>
    </message>
    <message>
        <source>It is taken back; that is waited for.</source>
        <translation>Sie wird zurückgenommen; darauf wird gewartet.</translation>
    </message>
    <message>
        <source>config set takes a jail, a key and its value</source>
        <translation>config set braucht ein Jail, einen Schlüssel und dessen Wert</translation>
    </message>
    <message>
        <source>config unset takes a jail and a key</source>
        <translation>config unset braucht ein Jail und einen Schlüssel</translation>
    </message>
    <message>
        <source>Nothing is open on %1.</source>
        <extracomment>%1: a server</extracomment>
        <translation>Auf %1 ist nichts offen.</translation>
    </message>
    <message>
        <source>What %1 had left on %2 is removed.</source>
        <extracomment>%1: the id of a change, %2: a server</extracomment>
        <translation>Was %1 auf %2 hinterlassen hatte, ist entfernt.</translation>
    </message>
    <message>
        <source>Several are open on %1: name one by its id, as recover list shows it.</source>
        <extracomment>%1: a server; the command stays as it is</extracomment>
        <translation>Auf %1 sind mehrere offen: eine mit ihrer Kennung nennen, wie recover list sie zeigt.</translation>
    </message>
    <message>
        <source>No change %1 is open on %2.</source>
        <translation>Auf %2 ist keine Änderung %1 offen.</translation>
    </message>
    <message>
        <source>recover does not take &quot;%1&quot;</source>
        <translation>recover kennt „%1“ nicht</translation>
    </message>
    <message>
        <source>Open changes on %1 are kept from this login: only root and the daemon&apos;s own user see them. Reach the server with --sudo, or as that user.</source>
        <extracomment>%1: a server</extracomment>
        <translation>Offene Änderungen auf %1 bleiben diesem Login verborgen: Nur root und der Benutzer des Dienstes sehen sie. Den Server mit --sudo oder als dieser Benutzer erreichen.</translation>
    </message>
    <message>
        <source>--all stands before the words of a command where it means every server, and behind -- where it is a word of fail2ban&apos;s own</source>
        <translation>--all steht vor den Wörtern eines Befehls, wo es jeden Server meint, und hinter --, wo es ein Wort von fail2ban ist</translation>
    </message>
    <message>
        <source>%1 is a loss of protection and no change: there is nothing to confirm or to roll back. bangui-cli disable JAIL, or &quot;Disable jail and restart…&quot; in the window, brings fail2ban back; recover dismiss ends the notice.</source>
        <extracomment>%1: a number; the commands and &quot;Disable jail and restart&quot; stay as they are elsewhere</extracomment>
        <translation>%1 ist ein Schutzverlust und keine Änderung: Es gibt nichts zu bestätigen oder zurückzunehmen. bangui-cli disable JAIL oder „Jail abschalten und neu starten …“ im Fenster bringt fail2ban zurück; recover dismiss beendet den Hinweis.</translation>
    </message>
    <message>
        <source>bangui-cli recover list%1 tells what is still open there.</source>
        <extracomment>%1: empty, or a space and the options that name the server; the command stays as it is</extracomment>
        <translation>bangui-cli recover list%1 sagt, was dort noch offen ist.</translation>
    </message>
    <message>
        <source>%1 is for %2</source>
        <extracomment>%1: an option, %2: the commands that take it</extracomment>
        <translation>%1 ist für %2</translation>
    </message>
    <message>
        <source>Usage: bangui-cli [options] COMMAND [arguments]

Commands:
  status                          state, version and figures of each server
  jails                           jails with their figures
  jail NAME                       everything readable of one jail
  bans [--jail J] [--search TEXT] current bans
  events [--follow] [--jail J] [--search TEXT]  what the log tells, and with --follow what comes
  ban --jail J ADDR...            ban addresses or networks
  unban [--jail J] ADDR...        unban addresses, in one jail or everywhere
  pending                         bans and unbans that wait for their server
  pending withdraw ID...|--all    take them back; the window sends the others
  config get JAIL [KEY]           what the files say of a jail: each value, its place, what it overrides
  config set JAIL KEY VALUE       set a value in BanGUI&apos;s own file of the jail, as a change (see below)
  config unset JAIL KEY           take BanGUI&apos;s value out again, as a change
  enable JAIL, disable JAIL       make a jail live, or end it for good, as a change
  recover list                    changes that are not decided, and lost protection
  recover confirm|rollback|dismiss [ID]  keep such a change, take it back, or remove what it has left
  check [JAIL]                    what stands in the way of loading what the files say; changes nothing
  servers list                    the stored servers
  servers add NAME --socket PATH  store a server; or with --ssh, --container
  servers remove NAME             forget a server
  servers test NAME               test the connection step by step
  servers import FILE             store the servers of an ssh configuration, an Ansible inventory or an
                                  export
  servers export [FILE]           the stored servers as JSON, without secrets
  command WORD...                 a raw fail2ban command; put -- before words that begin with a dash

Targets:
  --server NAME  --group G  --all  stored servers
  --socket PATH  a socket on this computer
  --ssh DEST     a machine, as you type it to ssh: web-1, &apos;-p 2222 admin@web-1&apos;
  --remote-socket PATH  the socket there; without it the machine is asked
  --ssh-config FILE     for ssh, in place of your own
  --container NAME [--engine docker|podman]  in a container, here or behind --ssh
  --sudo         become root there with sudo; its password is asked on a terminal only
  --config DIR   the daemon&apos;s configuration folder; its fail2ban.conf names the socket; what works
                 on files takes it with stored servers, too
  --client PATH  fail2ban-client of that server
  --time-zone ZONE  zone of the server&apos;s times (Europe/Berlin), of a server that is not stored; else what
                 its machine says

Changes (enable, disable, config set, config unset) are checked on a copy first, watched by a timer on
the server that takes them back unless they are confirmed, and looked at until they confirm themselves:
  --confirm-after S  after so many seconds of health (60); 0: recover confirm does it
  --undo-after S     the timer on the server, 5 to 3600 seconds (120)
  --canary           try a new or changed action out: an address for documentation is banned, looked for in the
                     firewall, and lifted; a ban that fails takes the change back

Options:
  --json         exactly one JSON document on standard output; with events --follow one in each line
  --force        ban loopback, own and ignored addresses all the same
  --keep         ban, unban: where a stored server is not reached, keep the change; the window sends it
                 when the server is back
  --data DIR     BanGUI&apos;s own data folder
  --timeout S    deadline of a read, in seconds
  --production   ban, unban, command, changes, recover: change production servers too; else nothing is
                 changed (exit code 2)
  --format ssh-config|ansible|bangui, --dry-run  for servers import
  --group G, --tag T, --read-only, --production  for servers add and servers import
  --log-level LEVEL, --help, --version

Exit codes: 0 done, 1 refused or a check failed, 2 usage, 3 a server could not be reached, 4 rolled back
</source>
        <translation>Aufruf: bangui-cli [Optionen] BEFEHL [Argumente]

Befehle:
  status                          Zustand, Version und Zahlen jedes Servers
  jails                           Jails mit ihren Zahlen
  jail NAME                       alles Lesbare eines Jails
  bans [--jail J] [--search TEXT] aktuelle Sperren
  events [--follow] [--jail J] [--search TEXT]  was das Log meldet, mit --follow auch das Kommende
  ban --jail J ADDR...            Adressen oder Netze sperren
  unban [--jail J] ADDR...        Adressen entsperren, in einem Jail oder überall
  pending                         Sperren und Entsperrungen, die auf ihren Server warten
  pending withdraw ID...|--all    sie zurückziehen; die übrigen sendet das Fenster
  config get JAIL [KEY]           was die Dateien über ein Jail sagen: jeder Wert, seine Stelle, was er überschreibt
  config set JAIL KEY WERT        einen Wert in BanGUIs eigener Datei des Jails setzen, als Änderung (siehe unten)
  config unset JAIL KEY           BanGUIs Wert wieder herausnehmen, als Änderung
  enable JAIL, disable JAIL       ein Jail in Betrieb nehmen oder dauerhaft beenden, als Änderung
  recover list                    nicht entschiedene Änderungen und verlorener Schutz
  recover confirm|rollback|dismiss [ID]  eine solche Änderung behalten, zurücknehmen oder ihren Rest entfernen
  check [JAIL]                    was dem Laden der Dateien im Weg steht; ändert nichts
  servers list                    die gespeicherten Server
  servers add NAME --socket PFAD  einen Server speichern; oder mit --ssh, --container
  servers remove NAME             einen Server vergessen
  servers test NAME               die Verbindung Schritt für Schritt testen
  servers import DATEI            die Server einer ssh-Konfiguration, eines Ansible-Inventars oder eines
                                  Exports speichern
  servers export [DATEI]          die gespeicherten Server als JSON, ohne Geheimnisse
  command WORT...                 ein roher fail2ban-Befehl; -- vor Wörter setzen, die mit einem Strich beginnen

Ziele:
  --server NAME  --group G  --all  gespeicherte Server
  --socket PFAD  ein Socket auf diesem Computer
  --ssh ZIEL     ein Rechner, so wie bei ssh eingegeben: web-1, &apos;-p 2222 admin@web-1&apos;
  --remote-socket PFAD  der Socket dort; ohne diese Option wird der Rechner gefragt
  --ssh-config DATEI    für ssh, statt der eigenen
  --container NAME [--engine docker|podman]  in einem Container, hier oder hinter --ssh
  --sudo         dort mit sudo root werden; das Passwort wird nur auf einem Terminal erfragt
  --config DIR   Konfigurationsordner des Dienstes; seine fail2ban.conf nennt den Socket; was mit
                 Dateien arbeitet, nimmt ihn auch bei gespeicherten Servern
  --client PFAD  fail2ban-client dieses Servers
  --time-zone ZONE  Zeitzone des Servers (Europe/Berlin), eines nicht gespeicherten; sonst die
                 seines Rechners

Änderungen (enable, disable, config set, config unset) werden zuerst an einer Kopie geprüft, von einem Zeitgeber auf dem
Server bewacht, der sie zurücknimmt, wenn sie nicht bestätigt werden, und beobachtet, bis sie sich selbst bestätigen:
  --confirm-after S  nach so vielen Sekunden ohne Befund (60); 0: recover confirm tut es
  --undo-after S     der Zeitgeber auf dem Server, 5 bis 3600 Sekunden (120)
  --canary           eine neue oder geänderte Aktion erproben: Eine Adresse für Dokumentation wird gesperrt, in der
                     Firewall gesucht und entsperrt; misslingt die Sperre, wird die Änderung zurückgenommen

Optionen:
  --json         genau ein JSON-Dokument auf der Standardausgabe; bei events --follow eines je Zeile
  --force        auch Loopback-, eigene und ignorierte Adressen sperren
  --keep         ban, unban: für einen gespeicherten Server, der nicht erreichbar ist, die Änderung
                 vormerken; das Fenster sendet sie, sobald er wieder da ist
  --data DIR     BanGUIs eigener Datenordner
  --timeout S    Frist für eine Abfrage, in Sekunden
  --production   ban, unban, command, Änderungen, recover: auch Produktivserver ändern; sonst wird nichts
                 geändert (Rückgabewert 2)
  --format ssh-config|ansible|bangui, --dry-run  für servers import
  --group G, --tag T, --read-only, --production  für servers add und servers import
  --log-level STUFE, --help, --version

Rückgabewerte: 0 erledigt, 1 abgelehnt oder Prüfung fehlgeschlagen, 2 Aufruf, 3 ein Server war nicht erreichbar, 4 zurückgerollt
</translation>
    </message>
    <message>
        <source>%1 No other change begins before that is dismissed. Nothing was changed.</source>
        <extracomment>%1: what became of an earlier change, as a sentence</extracomment>
        <translation>%1 Keine andere Änderung beginnt, bevor das verworfen ist. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>bangui-cli recover dismiss %1 does that.</source>
        <extracomment>%1: the id of a change and the options that name its server; the command stays as it is</extracomment>
        <translation>Das tut bangui-cli recover dismiss %1.</translation>
    </message>
    <message>
        <source>%1 does not take &quot;%2&quot;: it takes %3 to %4 seconds</source>
        <extracomment>%1: an option, %2: what was given, %3 and %4: numbers</extracomment>
        <translation>%1 nimmt „%2“ nicht an, sondern %3 bis %4 Sekunden</translation>
    </message>
    <message>
        <source>It is cancelled; that is waited for.</source>
        <translation>Sie wird abgebrochen; darauf wird gewartet.</translation>
    </message>
    <message>
        <source>unknown option %1; where it is a value and begins with -, it stands behind --</source>
        <extracomment>%1: a word of the command line; &quot;--&quot; stays as it is</extracomment>
        <translation>unbekannte Option %1; ein Wert, der mit - beginnt, steht hinter --</translation>
    </message>
    <message>
        <source>the output could not be written: %1</source>
        <extracomment>%1: what the system says: &quot;No space left on device&quot;</extracomment>
        <translation>die Ausgabe konnte nicht geschrieben werden: %1</translation>
    </message>
    <message>
        <source>It was not confirmed, and stays open; bangui-cli recover rollback %1 takes it back at once.</source>
        <translation>Sie wurde nicht bestätigt und bleibt offen; bangui-cli recover rollback %1 nimmt sie sofort zurück.</translation>
    </message>
    <message>
        <source>%1 is open, and not to be dismissed: recover confirm keeps it, recover rollback takes it back.</source>
        <extracomment>%1: the id of a change; the commands stay as they are</extracomment>
        <translation>%1 ist offen und kann nicht verworfen werden: recover confirm behält sie, recover rollback nimmt sie zurück.</translation>
    </message>
    <message>
        <source>Nothing is to be decided on %1. %2 recover dismiss %3 removes what it has left.</source>
        <extracomment>%1: a server, %2: what became of an earlier change, as a sentence, %3: its id; the command stays as it is</extracomment>
        <translation>Auf %1 ist nichts zu entscheiden. %2 recover dismiss %3 entfernt, was sie hinterlassen hat.</translation>
    </message>
    <message>
        <source>the id of the change is empty</source>
        <translation>die Kennung der Änderung ist leer</translation>
    </message>
    <message>
        <source>This was interrupted: whether the server has got the decision is not known, and the change may still be open. bangui-cli recover list%1 tells.</source>
        <extracomment>%1: empty, or a space and the options that name the server; the command stays as it is</extracomment>
        <translation>Das wurde unterbrochen: Ob der Server die Entscheidung bekommen hat, ist nicht bekannt, und die Änderung kann noch offen sein. bangui-cli recover list%1 zeigt es.</translation>
    </message>
</context>
<context>
    <name>cli::CliApplication</name>
    <message>
        <source>a command is missing</source>
        <translation>ein Befehl fehlt</translation>
    </message>
    <message>
        <source>unknown command %1</source>
        <translation>unbekannter Befehl %1</translation>
    </message>
    <message>
        <source>%1 needs more words</source>
        <translation>%1 braucht weitere Wörter</translation>
    </message>
    <message>
        <source>%1 does not take &quot;%2&quot;</source>
        <translation>%1 kennt „%2“ nicht</translation>
    </message>
    <message>
        <source>%1 needs --jail</source>
        <translation>%1 braucht --jail</translation>
    </message>
    <message>
        <source>no socket is named in %1</source>
        <translation>in %1 ist kein Socket genannt</translation>
    </message>
    <message>
        <source>no server is named %1</source>
        <translation>kein Server heißt %1</translation>
    </message>
    <message>
        <source>no server is in the group %1</source>
        <translation>kein Server ist in der Gruppe %1</translation>
    </message>
    <message>
        <source>which server: --server NAME, --group G or --all</source>
        <translation>welcher Server: --server NAME, --group G oder --all</translation>
    </message>
    <message>
        <source>Usage: bangui-cli %1</source>
        <translation>Aufruf: bangui-cli %1</translation>
    </message>
    <message>
        <source>bangui-cli --help tells the commands and options.</source>
        <translation>bangui-cli --help nennt Befehle und Optionen.</translation>
    </message>
    <message>
        <source>the name of the jail is empty</source>
        <translation>der Name des Jails ist leer</translation>
    </message>
    <message>
        <source>bangui-cli recover list tells what is still open.</source>
        <translation>bangui-cli recover list zeigt, was noch offen ist.</translation>
    </message>
    <message>
        <source>bangui-cli servers list tells what is stored.</source>
        <translation>bangui-cli servers list zeigt, was gespeichert ist.</translation>
    </message>
    <message>
        <source>bangui-cli pending list tells what is kept.</source>
        <translation>bangui-cli pending list zeigt, was aufbewahrt wird.</translation>
    </message>
</context>
<context>
    <name>cli::TerminalAsker</name>
    <message>
        <source>That was not accepted.</source>
        <translation>Das wurde nicht angenommen.</translation>
    </message>
    <message>
        <source>Passphrase of the key %1: </source>
        <extracomment>%1: path of a key</extracomment>
        <translation>Passphrase des Schlüssels %1: </translation>
    </message>
    <message>
        <source>Password of %1: </source>
        <extracomment>%1: user@host</extracomment>
        <translation>Passwort von %1: </translation>
    </message>
    <message>
        <source>The other machine asks, in its own words:</source>
        <extracomment>%1: user@host; text of that machine follows, in quotation marks</extracomment>
        <translation>Der andere Rechner fragt, mit eigenen Worten:</translation>
    </message>
    <message>
        <source>%1 asks, in its own words:</source>
        <translation>%1 fragt, mit eigenen Worten:</translation>
    </message>
    <message>
        <source>Answer: </source>
        <translation>Antwort: </translation>
    </message>
    <message>
        <source>PIN of the hardware key %1: </source>
        <extracomment>%1: a hardware key</extracomment>
        <translation>PIN des Hardware-Schlüssels %1: </translation>
    </message>
    <message>
        <source>Touch the hardware key %1</source>
        <extracomment>%1: a hardware key; may be empty</extracomment>
        <translation>Hardware-Schlüssel berühren: %1</translation>
    </message>
    <message>
        <source>%1 shows a key that is not known yet.</source>
        <extracomment>%1: name and address of a machine</extracomment>
        <translation>%1 zeigt einen Schlüssel, der noch nicht bekannt ist.</translation>
    </message>
    <message>
        <source>%1 key %2</source>
        <extracomment>%1: type of a key (&quot;ED25519&quot;), %2: its fingerprint</extracomment>
        <translation>%1-Schlüssel %2</translation>
    </message>
    <message>
        <source>Trust it [o]nce, [a]lways, or [n]ot at all? </source>
        <extracomment>the answers are the first letters, or the whole words</extracomment>
        <translation>Ihm [e]inmal, [i]mmer oder gar [n]icht vertrauen? </translation>
    </message>
    <message>
        <source>Password for sudo of %1: </source>
        <extracomment>%1: user, or user@host</extracomment>
        <translation>Passwort für sudo von %1: </translation>
    </message>
    <message>
        <source>once</source>
        <extracomment>answers to &quot;Trust it [o]nce, [a]lways, or [n]ot at all?&quot;; their first letters differ</extracomment>
        <translation>einmal</translation>
    </message>
    <message>
        <source>always</source>
        <extracomment>an answer to &quot;Trust it [o]nce, [a]lways, or [n]ot at all?&quot;</extracomment>
        <translation>immer</translation>
    </message>
    <message>
        <source>not</source>
        <extracomment>an answer to &quot;Trust it [o]nce, [a]lways, or [n]ot at all?&quot;</extracomment>
        <translation>nicht</translation>
    </message>
</context>
<context>
    <name>gui</name>
    <message>
        <source>being taken back</source>
        <extracomment>state of a change on a server</extracomment>
        <translation>wird zurückgenommen</translation>
    </message>
</context>
<context>
    <name>gui::AboutDialog</name>
    <message>
        <source>BanGUI %1</source>
        <translation>BanGUI %1</translation>
    </message>
    <message>
        <source>Watches and operates fail2ban servers.</source>
        <translation>Beobachtet und bedient fail2ban-Server.</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later. Built with Qt %1.</source>
        <translation>Freie Software unter der GNU General Public License, Version 3 oder später. Gebaut mit Qt %1.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>gui::AccessDialog</name>
    <message>
        <source>Ways to fix it</source>
        <translation>Auswege</translation>
    </message>
    <message>
        <source>Looking at the socket…</source>
        <translation>Der Socket wird angesehen…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Use this way</source>
        <translation>Diesen Weg nutzen</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>BanGUI changes nothing on the server by itself.</source>
        <translation>BanGUI ändert auf dem Server nichts von selbst.</translation>
    </message>
    <message>
        <source>File for the text</source>
        <translation>Datei für den Text</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the text: %1</source>
        <extracomment>%1: what is copied: the title of one of the ways to fix a refused socket</extracomment>
        <translation>Text kopieren: %1</translation>
    </message>
</context>
<context>
    <name>gui::ActionCollection</name>
    <message>
        <source>&amp;Search…</source>
        <translation>S&amp;uchen…</translation>
    </message>
    <message>
        <source>&amp;Ban…</source>
        <translation>S&amp;perren…</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation>&amp;Aktualisieren</translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation>&amp;Filtern</translation>
    </message>
    <message>
        <source>&amp;Next pane</source>
        <extracomment>Moves the keyboard focus to the next part of the window</extracomment>
        <translation>&amp;Nächster Fensterbereich</translation>
    </message>
    <message>
        <source>&amp;Previous pane</source>
        <translation>&amp;Vorheriger Fensterbereich</translation>
    </message>
    <message>
        <source>Bac&amp;k</source>
        <extracomment>Leaves what is open inside a page: a search, a filter, a detail pane</extracomment>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>Show s&amp;idebar</source>
        <translation>Seiten&amp;leiste zeigen</translation>
    </message>
    <message>
        <source>&amp;Add server…</source>
        <translation>Server &amp;hinzufügen…</translation>
    </message>
    <message>
        <source>&amp;Edit server…</source>
        <translation>Server &amp;bearbeiten…</translation>
    </message>
    <message>
        <source>&amp;Test connection…</source>
        <translation>&amp;Verbindung testen…</translation>
    </message>
    <message>
        <source>&amp;Probe now</source>
        <extracomment>A probe is one health check</extracomment>
        <translation>&amp;Jetzt prüfen</translation>
    </message>
    <message>
        <source>Probe a&amp;ll</source>
        <translation>A&amp;lle prüfen</translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation>&amp;Einstellungen…</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;About BanGUI</source>
        <translation>Ü&amp;ber BanGUI</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Been&amp;den</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>%1: what an action does, %2: its keys</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>&amp;Import servers…</source>
        <translation>Server &amp;importieren…</translation>
    </message>
    <message>
        <source>E&amp;xport servers…</source>
        <translation>Server e&amp;xportieren…</translation>
    </message>
    <message>
        <source>C&amp;onnect…</source>
        <extracomment>Opens the way to a server, with the questions that it has</extracomment>
        <translation>Verbin&amp;den…</translation>
    </message>
    <message>
        <source>&amp;Ways to fix it…</source>
        <extracomment>Opens the page for a server whose socket is refused</extracomment>
        <translation>&amp;Auswege…</translation>
    </message>
    <message>
        <source>&amp;Waiting changes…</source>
        <extracomment>Bans and unbans that wait for their server</extracomment>
        <translation>&amp;Wartende Änderungen…</translation>
    </message>
    <message>
        <source>Resc&amp;ue…</source>
        <extracomment>An action: finds out why a server does not protect, and brings it back</extracomment>
        <translation>&amp;Retten…</translation>
    </message>
    <message>
        <source>&amp;Remove server…</source>
        <translation>Server &amp;entfernen…</translation>
    </message>
    <message>
        <source>Mo&amp;ve up</source>
        <extracomment>To another place in the sidebar</extracomment>
        <translation>Nach &amp;oben</translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <extracomment>To another place in the sidebar</extracomment>
        <translation>Nach &amp;unten</translation>
    </message>
</context>
<context>
    <name>gui::ActionFailureNotice</name>
    <message numerus="yes">
        <source>Actions of %n more jails failed, too.</source>
        <translation>
            <numerusform>Auch in %n weiteren Jail sind Aktionen fehlgeschlagen.</numerusform>
            <numerusform>Auch in %n weiteren Jails sind Aktionen fehlgeschlagen.</numerusform>
        </translation>
    </message>
    <message>
        <source>action failed</source>
        <translation>Aktion fehlgeschlagen</translation>
    </message>
    <message>
        <source>Show events</source>
        <translation>Ereignisse zeigen</translation>
    </message>
</context>
<context>
    <name>gui::AuditPage</name>
    <message>
        <source>Reading records…</source>
        <translation>Einträge werden gelesen…</translation>
    </message>
    <message>
        <source>Close details</source>
        <translation>Details schließen</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>From</source>
        <extracomment>window or command line</extracomment>
        <translation>Von</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>&amp;Details</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>No record matches the filter.</source>
        <translation>Kein Eintrag passt zum Filter.</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter aufheben</translation>
    </message>
    <message>
        <source>BanGUI has changed nothing on these servers yet.</source>
        <translation>BanGUI hat auf diesen Servern noch nichts geändert.</translation>
    </message>
    <message>
        <source>newest %1</source>
        <extracomment>%1: &quot;200 records&quot;; older ones are read when they are scrolled to</extracomment>
        <translation>neueste %1</translation>
    </message>
    <message>
        <source>No record is selected.</source>
        <translation>Kein Eintrag ist ausgewählt.</translation>
    </message>
    <message>
        <source>%1, after %2</source>
        <extracomment>%1: &quot;done&quot;, %2: how long it took, &quot;0.6 s&quot;</extracomment>
        <translation>%1, nach %2</translation>
    </message>
</context>
<context>
    <name>gui::BanDetails</name>
    <message>
        <source>Banned by %1 on %2</source>
        <extracomment>%1: jail, %2: server</extracomment>
        <translation>Gesperrt durch %1 auf %2</translation>
    </message>
    <message>
        <source>Since: %1</source>
        <translation>Seit: %1</translation>
    </message>
    <message>
        <source>Until: permanent</source>
        <translation>Bis: dauerhaft</translation>
    </message>
    <message>
        <source>Until: %1</source>
        <translation>Bis: %1</translation>
    </message>
    <message>
        <source>Ban time: %1</source>
        <translation>Sperrzeit: %1</translation>
    </message>
    <message>
        <source>This version of fail2ban does not tell since when and until when.</source>
        <translation>Diese Version von fail2ban nennt nicht, seit wann und bis wann.</translation>
    </message>
    <message>
        <source>Unban…</source>
        <translation>Entsperren…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>gui::BanDialog</name>
    <message>
        <source>Ban addresses</source>
        <translation>Adressen sperren</translation>
    </message>
    <message>
        <source>Each jail decides how long its bans last.</source>
        <translation>Wie lange eine Sperre dauert, legt jedes Jail fest.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Ban</source>
        <extracomment>A button</extracomment>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>%1 (read-only)</source>
        <extracomment>%1: name of a server</extracomment>
        <translation>%1 (nur lesen)</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>No address is left to ban.</source>
        <translation>Keine Adresse zum Sperren übrig.</translation>
    </message>
    <message>
        <source>Choose a server.</source>
        <translation>Server wählen.</translation>
    </message>
    <message>
        <source>The jails of these servers are not known yet.</source>
        <translation>Die Jails dieser Server sind noch nicht bekannt.</translation>
    </message>
    <message>
        <source>Choose a jail.</source>
        <translation>Jail wählen.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>You can close this window: it goes on.</source>
        <translation>Das Fenster darf geschlossen werden: Es läuft weiter.</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>A button: ends a ban that runs on many servers; what has not been sent is not sent</extracomment>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>%1 of %2. You can close this window: it goes on.</source>
        <translation>%1 von %2. Das Fenster darf geschlossen werden: Es läuft weiter.</translation>
    </message>
</context>
<context>
    <name>gui::BanExporter</name>
    <message>
        <source>Export bans</source>
        <translation>Sperren exportieren</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV-Dateien (*.csv)</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>JSON-Dateien (*.json)</translation>
    </message>
    <message>
        <source>%1 could not be written. Nothing was changed.</source>
        <extracomment>%1: a path</extracomment>
        <translation>%1 ließ sich nicht schreiben. Nichts wurde geändert.</translation>
    </message>
</context>
<context>
    <name>gui::BanFilters</name>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Any jail</source>
        <extracomment>%1: how many jails are chosen in the filter</extracomment>
        <translation>Jedes Jail</translation>
    </message>
    <message>
        <source>%1 jails</source>
        <translation>%1 Jails</translation>
    </message>
    <message>
        <source>Any server</source>
        <extracomment>%1: how many servers are chosen in the filter</extracomment>
        <translation>Jeder Server</translation>
    </message>
    <message>
        <source>%1 servers</source>
        <translation>%1 Server</translation>
    </message>
    <message>
        <source>Until: any</source>
        <translation>Bis: beliebig</translation>
    </message>
    <message>
        <source>Permanent</source>
        <translation>Dauerhaft</translation>
    </message>
    <message>
        <source>With an end</source>
        <translation>Mit Ende</translation>
    </message>
    <message>
        <source>Ends within an hour</source>
        <translation>Endet binnen einer Stunde</translation>
    </message>
</context>
<context>
    <name>gui::BansPage</name>
    <message>
        <source>&amp;Unban…</source>
        <translation>&amp;Entsperren…</translation>
    </message>
    <message>
        <source>Unban in &amp;every jail…</source>
        <translation>In &amp;jedem Jail entsperren…</translation>
    </message>
    <message>
        <source>Unban &amp;all of the scope…</source>
        <translation>&amp;Alles im Bereich entsperren…</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>&amp;Details</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Copy a&amp;ddresses only</source>
        <translation>Nur Ad&amp;ressen kopieren</translation>
    </message>
    <message>
        <source>Export as C&amp;SV…</source>
        <translation>Als &amp;CSV exportieren…</translation>
    </message>
    <message>
        <source>Export as &amp;JSON…</source>
        <translation>Als JS&amp;ON exportieren…</translation>
    </message>
    <message>
        <source>Unban…</source>
        <translation>Entsperren…</translation>
    </message>
    <message>
        <source>Unban the selected bans (Del)</source>
        <extracomment>Tool tip; Del is the Delete key</extracomment>
        <translation>Ausgewählte Sperren aufheben (Entf)</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the selected bans as text (Ctrl+C)</source>
        <translation>Ausgewählte Sperren als Text kopieren (Strg+C)</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>No ban matches the filter.</source>
        <translation>Keine Sperre passt zum Filter.</translation>
    </message>
    <message>
        <source>No bans on %1. fail2ban is watching with %2.</source>
        <extracomment>%1: name of a server, %2: &quot;4 jails&quot;</extracomment>
        <translation>Keine Sperren auf %1. fail2ban wacht mit %2.</translation>
    </message>
    <message>
        <source>No bans on these %1. fail2ban is watching with %2.</source>
        <extracomment>%1: &quot;5 servers&quot;, %2: &quot;4 jails&quot;</extracomment>
        <translation>%1 ohne Sperren. fail2ban wacht mit %2.</translation>
    </message>
    <message>
        <source>Reading bans…</source>
        <translation>Sperren werden gelesen…</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter aufheben</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>&quot;12 of 214 bans&quot;; %1: a number, %2: &quot;214 bans&quot;</extracomment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 · %2 selected</source>
        <extracomment>%1: &quot;214 bans&quot;, %2: number of selected rows</extracomment>
        <translation>%1 · %2 ausgewählt</translation>
    </message>
    <message>
        <source>Show &amp;jail %1</source>
        <extracomment>%1: name of a jail</extracomment>
        <translation>Jail %1 &amp;zeigen</translation>
    </message>
    <message>
        <source>No bans on the servers that have answered.</source>
        <translation>Keine Sperren auf den Servern, die geantwortet haben.</translation>
    </message>
</context>
<context>
    <name>gui::ChangeBanner</name>
    <message>
        <source>Undecided changes</source>
        <translation>Nicht entschiedene Änderungen</translation>
    </message>
    <message>
        <source>by %1</source>
        <extracomment>who has begun a change: user@host</extracomment>
        <translation>von %1</translation>
    </message>
    <message>
        <source>begun %1 ago</source>
        <extracomment>how long ago a change was begun; %1: &quot;40 s&quot;</extracomment>
        <translation>begonnen vor %1</translation>
    </message>
    <message>
        <source>is being taken back</source>
        <translation>wird zurückgenommen</translation>
    </message>
    <message>
        <source>was taken back; something is left to look at</source>
        <translation>wurde zurückgenommen; es bleibt etwas anzusehen</translation>
    </message>
    <message>
        <source>nothing on the server watches over it any more</source>
        <translation>auf dem Server wacht nichts mehr darüber</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>Confirm…</source>
        <translation>Bestätigen…</translation>
    </message>
    <message>
        <source>Roll back…</source>
        <translation>Zurücknehmen…</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message numerus="yes">
        <source>%n more undecided changes</source>
        <translation>
            <numerusform>%n weitere nicht entschiedene Änderung</numerusform>
            <numerusform>%n weitere nicht entschiedene Änderungen</numerusform>
        </translation>
    </message>
    <message>
        <source>was taken back, but not everything is as it was: fail2ban may be down</source>
        <translation>wurde zurückgenommen, aber nicht alles ist, wie es war: fail2ban läuft vielleicht nicht</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Erneut fragen</translation>
    </message>
    <message>
        <source>Dismiss…</source>
        <translation>Verwerfen…</translation>
    </message>
</context>
<context>
    <name>gui::ChangeDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>Roll back now</source>
        <translation>Jetzt zurücknehmen</translation>
    </message>
    <message>
        <source>Confirm</source>
        <extracomment>Button: a change stays as it is made</extracomment>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>Activate %1 on %2</source>
        <extracomment>Titles; %1: name of a jail, %2: name of a server</extracomment>
        <translation>%1 auf %2 aktivieren</translation>
    </message>
    <message>
        <source>Deactivate %1 on %2</source>
        <translation>%1 auf %2 deaktivieren</translation>
    </message>
    <message>
        <source>Change %1 on %2</source>
        <translation>%1 auf %2 ändern</translation>
    </message>
    <message>
        <source>Nothing on the server is changed before you say so.</source>
        <translation>Auf dem Server ändert sich nichts, bevor es verlangt wird.</translation>
    </message>
    <message>
        <source>You can close this window: it goes on, and undoes itself if it cannot finish.</source>
        <translation>Dieses Fenster kann geschlossen werden: Es geht weiter und macht sich rückgängig, wenn es nicht zu Ende kommt.</translation>
    </message>
    <message>
        <source>Another change of this server is under way. Nothing was changed.</source>
        <translation>Eine andere Änderung dieses Servers läuft. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Cancel the change</source>
        <translation>Änderung abbrechen</translation>
    </message>
    <message>
        <source>This change is not open any more: somebody has decided it, or the server has undone it.</source>
        <translation>Diese Änderung ist nicht mehr offen: Jemand hat sie entschieden, oder der Server hat sie zurückgenommen.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Telling the server…</source>
        <translation>Der Server wird benachrichtigt…</translation>
    </message>
    <message>
        <source>You can close this window: the banner keeps it in sight.</source>
        <translation>Dieses Fenster kann geschlossen werden: Das Band behält es im Blick.</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <extracomment>Button: what a change has left on a server is removed there</extracomment>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>What it had left on the server is removed. fail2ban and its files were not touched.</source>
        <translation>Was sie auf dem Server hinterlassen hatte, ist entfernt. fail2ban und seine Dateien wurden nicht berührt.</translation>
    </message>
    <message>
        <source>removed</source>
        <extracomment>state of what a change has left on a server</extracomment>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>Change the filter %1 on %2</source>
        <extracomment>Title; %1: name of a filter, %2: name of a server</extracomment>
        <translation>Filter %1 auf %2 ändern</translation>
    </message>
    <message>
        <source>Change the action %1 on %2</source>
        <extracomment>Title; %1: name of an action, %2: name of a server</extracomment>
        <translation>Aktion %1 auf %2 ändern</translation>
    </message>
    <message>
        <source>Restore %1 on %2</source>
        <extracomment>Title; %1: name of a file, %2: name of a server</extracomment>
        <translation>%1 auf %2 wiederherstellen</translation>
    </message>
    <message>
        <source>As it was before the change of %1. Nothing on the server is changed before you say so.</source>
        <extracomment>Sub line of a title; %1: date and time of a change of a file that is brought back</extracomment>
        <translation>So wie vor der Änderung vom %1. Auf dem Server ändert sich nichts, bevor es verlangt wird.</translation>
    </message>
    <message>
        <source>Restore</source>
        <extracomment>Button: a file is brought back</extracomment>
        <translation>Wiederherstellen</translation>
    </message>
</context>
<context>
    <name>gui::ChangePreviewPane</name>
    <message>
        <source>Issues, what is written, and checks</source>
        <translation>Befunde, was geschrieben wird, und Prüfungen</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Prüfungen</translation>
    </message>
    <message>
        <source>Who confirms it</source>
        <translation>Wer bestätigt</translation>
    </message>
    <message>
        <source>It confirms itself after</source>
        <extracomment>Choice; a number of seconds follows</extracomment>
        <translation>Sie bestätigt sich selbst nach</translation>
    </message>
    <message>
        <source>It confirms itself after some time of verified health</source>
        <translation>Sie bestätigt sich selbst, wenn eine Zeit lang alles nachweislich in Ordnung ist</translation>
    </message>
    <message>
        <source>Seconds of verified health</source>
        <translation>Sekunden ohne Befund</translation>
    </message>
    <message>
        <source> s</source>
        <extracomment>behind a number of seconds</extracomment>
        <translation> s</translation>
    </message>
    <message>
        <source>of verified health, or when I say so</source>
        <translation>ohne Befund, oder auf meine Bestätigung</translation>
    </message>
    <message>
        <source>I confirm it, within %1 after it is made</source>
        <extracomment>Choice; %1: &quot;2 min&quot;</extracomment>
        <translation>Ich bestätige sie, innerhalb von %1 nach dem Anwenden</translation>
    </message>
    <message>
        <source>Checking on a private copy of the configuration…</source>
        <translation>Es wird an einer eigenen Kopie der Konfiguration geprüft…</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>What is written, and where</source>
        <translation>Was geschrieben wird und wohin</translation>
    </message>
    <message>
        <source>What is written</source>
        <translation>Was geschrieben wird</translation>
    </message>
    <message>
        <source>Difference of the file</source>
        <translation>Unterschied der Datei</translation>
    </message>
    <message>
        <source>Nothing: the file is as it is wanted. Only the running jail changes.</source>
        <translation>Nichts: Die Datei ist schon wie gewünscht. Nur das laufende Jail ändert sich.</translation>
    </message>
    <message>
        <source>Reloaded and checked afterwards: %1.</source>
        <extracomment>%1: names of jails: those that use an edited filter or action</extracomment>
        <translation>Danach neu geladen und geprüft: %1.</translation>
    </message>
    <message>
        <source>Try its actions out with a test ban</source>
        <extracomment>Choice: a new action of a jail is tried out</extracomment>
        <translation>Die Aktionen mit einer Testsperre erproben</translation>
    </message>
    <message>
        <source>An address that nobody has is banned in the jail, looked for in the firewall, and lifted within seconds. A ban that fails takes the change back.</source>
        <translation>Eine Adresse, die niemandem gehört, wird im Jail gesperrt, in der Firewall gesucht und binnen Sekunden wieder entsperrt. Misslingt die Sperre, wird die Änderung zurückgenommen.</translation>
    </message>
    <message>
        <source>The file was changed again after that change. Those later edits are lost with it: the difference below shows them, too.</source>
        <translation>Nach dieser Änderung wurde die Datei noch einmal geändert. Auch das Spätere geht damit verloren: Der Unterschied unten zeigt es mit.</translation>
    </message>
</context>
<context>
    <name>gui::ChangeRunPane</name>
    <message>
        <source>Stages of the change</source>
        <translation>Stufen der Änderung</translation>
    </message>
    <message>
        <source>Show log</source>
        <translation>Log zeigen</translation>
    </message>
    <message>
        <source>Hide log</source>
        <translation>Log verbergen</translation>
    </message>
    <message>
        <source>Log of the change</source>
        <translation>Log der Änderung</translation>
    </message>
    <message>
        <source>Where the server keeps what somebody else wrote</source>
        <extracomment>Title; a path on the server follows</extracomment>
        <translation>Wo der Server aufbewahrt, was jemand anderes geschrieben hat</translation>
    </message>
    <message>
        <source>Folder on the server</source>
        <translation>Ordner auf dem Server</translation>
    </message>
    <message>
        <source>It stays there until it is dismissed or the machine restarts. BanGUI does not read it: compare it with the file before you dismiss it.</source>
        <translation>Es bleibt dort, bis es verworfen wird oder die Maschine neu startet. BanGUI liest es nicht: vor dem Verwerfen mit der Datei vergleichen.</translation>
    </message>
    <message>
        <source>What this change wrote, and where</source>
        <translation>Was diese Änderung geschrieben hat, und wohin</translation>
    </message>
    <message>
        <source>It is not known here: the change was begun from another computer, or by another user of this one. The page Configuration shows the files as they are.</source>
        <translation>Das ist hier nicht bekannt: Die Änderung wurde von einem anderen Computer aus oder von jemand anderem an diesem begonnen. Die Seite Konfiguration zeigt die Dateien, wie sie sind.</translation>
    </message>
    <message>
        <source>The file stayed as it was.</source>
        <translation>Die Datei blieb, wie sie war.</translation>
    </message>
    <message>
        <source>Difference of the file</source>
        <translation>Unterschied der Datei</translation>
    </message>
</context>
<context>
    <name>gui::ChangesPage</name>
    <message>
        <source>Close details</source>
        <translation>Einzelheiten schließen</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Gemacht</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>&amp;Restore…</source>
        <translation>&amp;Wiederherstellen…</translation>
    </message>
    <message>
        <source>Brings the file back to what it was before this change, after a preview of the effect.</source>
        <translation>Bringt die Datei auf den Stand vor dieser Änderung, nachdem die Wirkung gezeigt wurde.</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>&amp;Einzelheiten</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>Wiederherstellen…</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Reading changes…</source>
        <translation>Änderungen werden gelesen…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>No change matches the filter.</source>
        <translation>Keine Änderung passt zum Filter.</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter löschen</translation>
    </message>
    <message>
        <source>BanGUI has changed no configuration on these servers yet.</source>
        <translation>BanGUI hat auf diesen Servern noch keine Konfiguration geändert.</translation>
    </message>
    <message>
        <source>No change is selected.</source>
        <translation>Keine Änderung ist ausgewählt.</translation>
    </message>
    <message>
        <source>%1, after %2</source>
        <extracomment>%1: &quot;rolled back&quot;, %2: how long it took, &quot;12 s&quot;</extracomment>
        <translation>%1, nach %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1: &quot;Verify&quot;, a stage of a change, %2: raw text</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>The file stayed as it was.</source>
        <translation>Die Datei blieb, wie sie war.</translation>
    </message>
    <message>
        <source>The file was made by this change.</source>
        <translation>Die Datei entstand durch diese Änderung.</translation>
    </message>
    <message>
        <source>The file was removed by this change.</source>
        <translation>Die Datei wurde durch diese Änderung entfernt.</translation>
    </message>
    <message>
        <source>What was changed in the file</source>
        <translation>Was in der Datei geändert wurde</translation>
    </message>
</context>
<context>
    <name>gui::ColourChoice</name>
    <message>
        <source>No colour</source>
        <translation>Keine Farbe</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Rot</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>Orange</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>Gelb</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Grün</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>Petrol</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Blau</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>Violett</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Grau</translation>
    </message>
    <message>
        <source>Own colour %1</source>
        <extracomment>A colour that is none of the eight offered; %1: &quot;#aabbcc&quot;</extracomment>
        <translation>Eigene Farbe %1</translation>
    </message>
</context>
<context>
    <name>gui::ConfigOptionEditor</name>
    <message>
        <source>yes (%1)</source>
        <extracomment>value of a switch; %1: fail2ban&apos;s own word for it</extracomment>
        <translation>ja (%1)</translation>
    </message>
    <message>
        <source>no (%1)</source>
        <translation>nein (%1)</translation>
    </message>
    <message>
        <source>Reset to inherited</source>
        <translation>Auf Geerbtes zurücksetzen</translation>
    </message>
    <message>
        <source>Make permanent</source>
        <translation>Dauerhaft machen</translation>
    </message>
    <message>
        <source>Puts the running value into this jail&apos;s own file, to be reviewed and applied.</source>
        <translation>Übernimmt den laufenden Wert in die eigene Datei dieses Jails, zum Prüfen und Anwenden.</translation>
    </message>
    <message>
        <source>Revert…</source>
        <translation>Zurücksetzen…</translation>
    </message>
    <message>
        <source>Sets the running jail to the value of the files, after its effect was shown.</source>
        <translation>Setzt das laufende Jail auf den Wert der Dateien, nachdem die Wirkung gezeigt wurde.</translation>
    </message>
    <message>
        <source>Value of %1</source>
        <extracomment>name of a field for screen readers; %1: name of an option</extracomment>
        <translation>Wert von %1</translation>
    </message>
    <message>
        <source>600, 10m, 1d 12h, -1 for ever</source>
        <translation>600, 10m, 1d 12h, -1 für immer</translation>
    </message>
    <message>
        <source>Removes the line of this jail&apos;s own file, so that what lies below rules again.</source>
        <translation>Entfernt die Zeile aus der eigenen Datei dieses Jails, sodass wieder gilt, was darunter liegt.</translation>
    </message>
    <message>
        <source>This jail&apos;s own file does not set it.</source>
        <translation>Die eigene Datei dieses Jails setzt es nicht.</translation>
    </message>
    <message>
        <source>The running jail has %1, the files say %2.</source>
        <extracomment>%1: value of an option while the jail runs, %2: value that the files give it</extracomment>
        <translation>Das laufende Jail hat %1, die Dateien sagen %2.</translation>
    </message>
    <message>
        <source>Not a time that fail2ban can read: use 600, 10m, 1d 12h, or -1 for ever.</source>
        <translation>Keine Zeit, die fail2ban lesen kann: 600, 10m, 1d 12h oder -1 für immer verwenden.</translation>
    </message>
    <message>
        <source>fail2ban would run this as a program: only a time is written.</source>
        <translation>fail2ban würde das als Programm ausführen: Nur eine Zeit wird geschrieben.</translation>
    </message>
    <message>
        <source>A whole number is needed here: the daemon would stop at this.</source>
        <translation>Hier ist eine ganze Zahl nötig: Der Dienst würde daran scheitern.</translation>
    </message>
    <message>
        <source>Only true and false are written here: fail2ban takes every other word for no.</source>
        <translation>Hier werden nur true und false geschrieben: Jedes andere Wort versteht fail2ban als Nein.</translation>
    </message>
    <message>
        <source>There is no such backend: auto, systemd, polling, pyinotify or gamin.</source>
        <translation>Dieses Backend gibt es nicht: auto, systemd, polling, pyinotify oder gamin.</translation>
    </message>
    <message>
        <source>The daemon would stop at this value.</source>
        <translation>Der Dienst würde an diesem Wert scheitern.</translation>
    </message>
    <message>
        <source>A file cannot hold this so that fail2ban reads it back as it is: a line must not begin with #, and “ ;” begins a comment.</source>
        <translation>Keine Datei kann dies so enthalten, dass fail2ban es unverändert zurückliest: Eine Zeile darf nicht mit # beginnen, und „ ;“ beginnt einen Kommentar.</translation>
    </message>
    <message>
        <source>Removes the line of the .local file, so that what lies below rules again.</source>
        <translation>Entfernt die Zeile aus der .local-Datei, sodass wieder gilt, was darunter liegt.</translation>
    </message>
    <message>
        <source>The .local file does not set it.</source>
        <translation>Die .local-Datei setzt sie nicht.</translation>
    </message>
</context>
<context>
    <name>gui::ConfigOptionPane</name>
    <message>
        <source>Which options are shown</source>
        <translation>Welche Optionen gezeigt werden</translation>
    </message>
    <message>
        <source>All options</source>
        <translation>Alle Optionen</translation>
    </message>
    <message>
        <source>Set in files</source>
        <translation>In Dateien gesetzt</translation>
    </message>
    <message>
        <source>Set for this jail</source>
        <translation>Für dieses Jail gesetzt</translation>
    </message>
    <message>
        <source>Overridden or different</source>
        <extracomment>kind of options: overridden, different while running, or with a problem</extracomment>
        <translation>Überschrieben oder abweichend</translation>
    </message>
    <message>
        <source>File of the jail</source>
        <translation>Datei des Jails</translation>
    </message>
    <message>
        <source>Text of the file</source>
        <translation>Text der Datei</translation>
    </message>
    <message>
        <source>Options of the jail</source>
        <translation>Optionen des Jails</translation>
    </message>
    <message>
        <source>Choose a jail to see its options.</source>
        <translation>Ein Jail wählen, um seine Optionen zu sehen.</translation>
    </message>
    <message>
        <source>No file has this jail: it was started while the server ran.</source>
        <translation>In keiner Datei steht dieses Jail: Es wurde gestartet, während der Server lief.</translation>
    </message>
    <message>
        <source>No option of this jail is of this kind.</source>
        <translation>Keine Option dieses Jails ist von dieser Art.</translation>
    </message>
    <message>
        <source>Show all options</source>
        <translation>Alle Optionen zeigen</translation>
    </message>
    <message>
        <source>%1 (filter)</source>
        <extracomment>in a list of files; %1: path of a file of the jail&apos;s filter</extracomment>
        <translation>%1 (Filter)</translation>
    </message>
    <message>
        <source>%1 (action %2)</source>
        <extracomment>in a list of files; %1: path of a file of an action, %2: name of the action</extracomment>
        <translation>%1 (Aktion %2)</translation>
    </message>
    <message>
        <source>This file does not exist.</source>
        <translation>Diese Datei gibt es nicht.</translation>
    </message>
    <message>
        <source>This file cannot be read: %1</source>
        <translation>Diese Datei ist nicht lesbar: %1</translation>
    </message>
    <message>
        <source>Line %1 is marked.</source>
        <extracomment>%1: number of a line</extracomment>
        <translation>Zeile %1 ist markiert.</translation>
    </message>
    <message>
        <source>The option is not set in this file.</source>
        <translation>Die Option ist in dieser Datei nicht gesetzt.</translation>
    </message>
    <message>
        <source>Find an option</source>
        <translation>Option suchen</translation>
    </message>
    <message>
        <source>Find options by name, value or file</source>
        <translation>Optionen nach Name, Wert oder Datei suchen</translation>
    </message>
    <message>
        <source>No option of this jail matches.</source>
        <translation>Keine Option dieses Jails passt.</translation>
    </message>
    <message>
        <source>%1 (edited here)</source>
        <extracomment>in a list of files; %1: path of the file of a jail that is edited here</extracomment>
        <translation>%1 (hier bearbeitet)</translation>
    </message>
    <message>
        <source>This file does not exist yet: type, or edit an option.</source>
        <translation>Diese Datei gibt es noch nicht: Text eingeben oder eine Option bearbeiten.</translation>
    </message>
    <message>
        <source>This jail&apos;s own file: it can be edited here.</source>
        <translation>Die eigene Datei dieses Jails: Sie kann hier bearbeitet werden.</translation>
    </message>
    <message>
        <source>Discard edits…</source>
        <translation>Bearbeitung verwerfen…</translation>
    </message>
    <message>
        <source>Review and apply…</source>
        <translation>Prüfen und anwenden…</translation>
    </message>
    <message>
        <source>This jail&apos;s own file cannot be read, or its name makes no name of a file.</source>
        <translation>Die eigene Datei dieses Jails ist nicht lesbar, oder sein Name ergibt keinen Dateinamen.</translation>
    </message>
    <message>
        <source>This is an action of the jail: edit the option “action” to change the call.</source>
        <translation>Dies ist eine Aktion des Jails: Der Aufruf wird in der Option „action“ geändert.</translation>
    </message>
    <message>
        <source>The text is edited, not applied.</source>
        <translation>Der Text ist bearbeitet, nicht angewendet.</translation>
    </message>
    <message numerus="yes">
        <source>%n options edited, not applied: %1</source>
        <extracomment>%n: number of options, %1: their names</extracomment>
        <translation>
            <numerusform>%n Option bearbeitet, nicht angewendet: %1</numerusform>
            <numerusform>%n Optionen bearbeitet, nicht angewendet: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Somebody has changed the file since: the review shows what would be lost.</source>
        <translation>Jemand hat die Datei inzwischen geändert: Die Prüfung zeigt, was verloren ginge.</translation>
    </message>
    <message>
        <source>fail2ban cannot read this text: %1 (line %2)</source>
        <extracomment>%1: what is wrong, %2: number of a line</extracomment>
        <translation>fail2ban kann diesen Text nicht lesen: %1 (Zeile %2)</translation>
    </message>
    <message>
        <source>1 option edited, not applied: %1</source>
        <translation>1 Option bearbeitet, nicht angewendet: %1</translation>
    </message>
    <message>
        <source>Filter and actions</source>
        <extracomment>kind of options: those of the jail&apos;s filter and of its actions</extracomment>
        <translation>Filter und Aktionen</translation>
    </message>
    <message>
        <source>The text of the file has to be readable for fail2ban before options can be edited.</source>
        <translation>Der Text der Datei muss für fail2ban lesbar sein, bevor Optionen bearbeitet werden können.</translation>
    </message>
    <message>
        <source>The call in the jail&apos;s option “filter” sets this: edit it there.</source>
        <translation>Der Aufruf in der Option „filter“ des Jails setzt dies: Dort wird es bearbeitet.</translation>
    </message>
    <message>
        <source>The filter&apos;s own file cannot be read, or its name makes no name of a file.</source>
        <translation>Die eigene Datei des Filters ist nicht lesbar, oder sein Name ergibt keinen Dateinamen.</translation>
    </message>
    <message>
        <source>The call in the jail&apos;s option “action” sets this: edit it there.</source>
        <translation>Der Aufruf in der Option „action“ des Jails setzt dies: Dort wird es bearbeitet.</translation>
    </message>
    <message>
        <source>The action&apos;s own file cannot be read, or its name makes no name of a file.</source>
        <translation>Die eigene Datei der Aktion ist nicht lesbar, oder ihr Name ergibt keinen Dateinamen.</translation>
    </message>
    <message>
        <source>Filter %1: %2</source>
        <extracomment>%1: name of a filter, %2: &quot;1 option edited, not applied: failregex&quot;</extracomment>
        <translation>Filter %1: %2</translation>
    </message>
    <message>
        <source>Action %1: %2</source>
        <extracomment>%1: name of an action, %2: &quot;1 option edited, not applied: actionban&quot;</extracomment>
        <translation>Aktion %1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n other files of this jail are edited, too: each is applied on its own.</source>
        <extracomment>behind what was edited in one file; %n: how many other files were edited</extracomment>
        <translation>
            <numerusform>%n weitere Datei dieses Jails ist auch bearbeitet: Jede wird für sich angewendet.</numerusform>
            <numerusform>%n weitere Dateien dieses Jails sind auch bearbeitet: Jede wird für sich angewendet.</numerusform>
        </translation>
    </message>
    <message>
        <source>Lines %1 to %2 are marked.</source>
        <extracomment>%1, %2: numbers of lines</extracomment>
        <translation>Zeilen %1 bis %2 sind markiert.</translation>
    </message>
    <message>
        <source>The filter&apos;s own file: it can be edited here.</source>
        <translation>Die eigene Datei des Filters: Sie kann hier bearbeitet werden.</translation>
    </message>
    <message>
        <source>The action&apos;s own file: it can be edited here.</source>
        <translation>Die eigene Datei der Aktion: Sie kann hier bearbeitet werden.</translation>
    </message>
    <message>
        <source>Written and in force, not confirmed yet. What is not confirmed is taken back.</source>
        <translation>Geschrieben und in Kraft, noch nicht bestätigt. Was nicht bestätigt wird, wird zurückgenommen.</translation>
    </message>
</context>
<context>
    <name>gui::ConfigSentence</name>
    <message numerus="yes">
        <source>and %n more</source>
        <extracomment>behind a list of names; %n: number of further ones</extracomment>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>no file sets it: fail2ban&apos;s own default</source>
        <translation>keine Datei setzt es: fail2bans eigene Vorgabe</translation>
    </message>
    <message>
        <source>set in</source>
        <extracomment>an option; behind it stands a file with its line</extracomment>
        <translation>gesetzt in</translation>
    </message>
    <message>
        <source>overrides</source>
        <extracomment>an option; behind it stands a file with its line, then the value that is overridden</extracomment>
        <translation>überschreibt</translation>
    </message>
    <message>
        <source>with</source>
        <extracomment>an option whose value has %(...)s in it; behind it stands the place of what was put in</extracomment>
        <translation>mit</translation>
    </message>
    <message>
        <source>runtime: %1, file: %2</source>
        <extracomment>%1: value of an option while the jail runs, %2: value that the files give it</extracomment>
        <translation>zur Laufzeit: %1, Datei: %2</translation>
    </message>
    <message>
        <source>No other jail uses it.</source>
        <translation>Kein anderes Jail benutzt es.</translation>
    </message>
    <message numerus="yes">
        <source>No other enabled jail uses it, %n that are not enabled do.</source>
        <extracomment>a filter or an action</extracomment>
        <translation>
            <numerusform>Kein anderes aktiviertes Jail benutzt es, aber %n nicht aktiviertes.</numerusform>
            <numerusform>Kein anderes aktiviertes Jail benutzt es, aber %n nicht aktivierte.</numerusform>
        </translation>
    </message>
    <message>
        <source>Also used by: %1.</source>
        <extracomment>a filter or an action; %1: names of jails</extracomment>
        <translation>Auch benutzt von: %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n jails that are not enabled use it, too.</source>
        <extracomment>a filter or an action; %n: number of jails</extracomment>
        <translation>
            <numerusform>Auch %n nicht aktiviertes Jail benutzt es.</numerusform>
            <numerusform>Auch %n nicht aktivierte Jails benutzen es.</numerusform>
        </translation>
    </message>
    <message>
        <source>An edit is written to %1.</source>
        <extracomment>%1: path of a file of a filter or an action, which may not be there yet</extracomment>
        <translation>Eine Änderung kommt in %1.</translation>
    </message>
</context>
<context>
    <name>gui::ConfigurationPage</name>
    <message>
        <source>&amp;Check jail…</source>
        <translation>Jail &amp;prüfen…</translation>
    </message>
    <message>
        <source>Check &amp;all enabled jails…</source>
        <translation>&amp;Alle aktivierten Jails prüfen…</translation>
    </message>
    <message>
        <source>Copy &amp;path of the file</source>
        <translation>&amp;Pfad der Datei kopieren</translation>
    </message>
    <message>
        <source>C&amp;opy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Check…</source>
        <translation>Prüfen…</translation>
    </message>
    <message>
        <source>Check all…</source>
        <translation>Alle prüfen…</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>No jail matches the filter.</source>
        <translation>Kein Jail passt zum Filter.</translation>
    </message>
    <message>
        <source>These files define no jail: jail.conf or jail.local has no section of one.</source>
        <translation>Diese Dateien definieren kein Jail: jail.conf und jail.local haben keinen Abschnitt für eines.</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter leeren</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n running</source>
        <extracomment>%1: &quot;91 jails&quot;; %n: how many of them run</extracomment>
        <translation>
            <numerusform>%1, %n läuft</numerusform>
            <numerusform>%1, %n laufen</numerusform>
        </translation>
    </message>
    <message>
        <source>Reading the configuration…</source>
        <translation>Konfiguration wird gelesen…</translation>
    </message>
    <message>
        <source>There is no server yet.</source>
        <translation>Noch kein Server vorhanden.</translation>
    </message>
    <message>
        <source>Choose a server to see its configuration.</source>
        <translation>Einen Server wählen, um seine Konfiguration zu sehen.</translation>
    </message>
    <message>
        <source>There is no fail2ban configuration in %1 on %2: neither jail.conf nor jail.local.</source>
        <extracomment>%1: path of a folder, %2: name of a server</extracomment>
        <translation>In %1 auf %2 ist keine fail2ban-Konfiguration: weder jail.conf noch jail.local.</translation>
    </message>
    <message>
        <source>Name the folder in the server&apos;s settings where it is another one.</source>
        <translation>Liegt sie anderswo, den Ordner in den Einstellungen des Servers nennen.</translation>
    </message>
    <message>
        <source>Let BanGUI use sudo there, in the server&apos;s settings, or let this login read the folder.</source>
        <translation>BanGUI dort sudo erlauben (Einstellungen des Servers) oder diesem Login das Lesen des Ordners erlauben.</translation>
    </message>
    <message>
        <source>Ways to fix it…</source>
        <translation>Auswege…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Show the place</source>
        <translation>Stelle zeigen</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>broken</source>
        <translation>defekt</translation>
    </message>
    <message>
        <source>fail2ban cannot read these files: no reload works, and a restart would leave no jail.</source>
        <translation>fail2ban kann diese Dateien nicht lesen: Kein Neuladen gelingt, und ein Neustart ließe kein Jail übrig.</translation>
    </message>
    <message>
        <source>Not current:</source>
        <translation>Nicht aktuell:</translation>
    </message>
    <message>
        <source>on %1, read now</source>
        <extracomment>behind the path of a folder; %1: name of a server, %2: &quot;12 s&quot;</extracomment>
        <translation>auf %1, eben gelesen</translation>
    </message>
    <message>
        <source>on %1, read %2 ago</source>
        <translation>auf %1, vor %2 gelesen</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>&amp;Review and apply…</source>
        <translation>&amp;Prüfen und anwenden…</translation>
    </message>
    <message>
        <source>&amp;Discard edits…</source>
        <translation>Bearbeitung &amp;verwerfen…</translation>
    </message>
    <message>
        <source>This server&apos;s profile is read-only: nothing can be applied.</source>
        <translation>Das Profil dieses Servers ist schreibgeschützt: Nichts kann angewendet werden.</translation>
    </message>
    <message>
        <source>Discard the edits of %1</source>
        <extracomment>%1: name of a jail, or &quot;filter sshd&quot;</extracomment>
        <translation>Bearbeitung von %1 verwerfen</translation>
    </message>
    <message>
        <source>What was edited here is forgotten. Nothing changes on the server.</source>
        <translation>Was hier bearbeitet wurde, wird vergessen. Auf dem Server ändert sich nichts.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation>Weiter bearbeiten</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <extracomment>%1: name of a jail, or &quot;filter sshd&quot;; %2: name of a server</extracomment>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>Edited and not applied: %1.</source>
        <extracomment>%1: a list such as &quot;sshd on web-1&quot;</extracomment>
        <translation>Bearbeitet und nicht angewendet: %1.</translation>
    </message>
    <message>
        <source>filter %1</source>
        <extracomment>what was edited; %1: name of a filter</extracomment>
        <translation>Filter %1</translation>
    </message>
    <message>
        <source>action %1</source>
        <extracomment>what was edited; %1: name of an action</extracomment>
        <translation>Aktion %1</translation>
    </message>
</context>
<context>
    <name>gui::ConnectionTestDialog</name>
    <message>
        <source>Connection to %1</source>
        <extracomment>%1: name of a server</extracomment>
        <translation>Verbindung zu %1</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Test again</source>
        <translation>Erneut testen</translation>
    </message>
</context>
<context>
    <name>gui::ConnectionTestView</name>
    <message>
        <source>Steps of the connection test</source>
        <translation>Schritte des Verbindungstests</translation>
    </message>
    <message>
        <source>It works: BanGUI can watch and operate this server.</source>
        <translation>Es klappt: BanGUI kann diesen Server beobachten und bedienen.</translation>
    </message>
    <message>
        <source>It does not work this way. Nothing was changed.</source>
        <translation>So klappt es nicht. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Ways to fix it…</source>
        <extracomment>A link below a connection test that ended at a refused socket</extracomment>
        <translation>Auswege…</translation>
    </message>
</context>
<context>
    <name>gui::DemoNotice</name>
    <message>
        <source>demo</source>
        <translation>Demo</translation>
    </message>
    <message>
        <source>This is a demo.</source>
        <translation>Dies ist eine Demo.</translation>
    </message>
    <message>
        <source>A private fail2ban under an invented attack. Nothing here is protected or changed by it, and all of it is gone when you close BanGUI.</source>
        <translation>Ein privates fail2ban unter einem erfundenen Angriff. Nichts hier wird davon geschützt oder verändert, und alles ist weg, sobald BanGUI geschlossen wird.</translation>
    </message>
</context>
<context>
    <name>gui::EffectDialog</name>
    <message>
        <source>Looking what this changes…</source>
        <translation>Wirkung wird ermittelt…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>You can close this window: it goes on.</source>
        <translation>Das Fenster darf geschlossen werden: Es läuft weiter.</translation>
    </message>
</context>
<context>
    <name>gui::EventsPage</name>
    <message>
        <source>&amp;Bans of this address</source>
        <translation>&amp;Sperren dieser Adresse</translation>
    </message>
    <message>
        <source>&amp;Copy events</source>
        <translation>Ereignisse &amp;kopieren</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1: server, %2: why its log is not followed (&quot;it logs to the journal&quot;)</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>No event passes the filter.</source>
        <translation>Kein Ereignis passt zum Filter.</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>%1: &quot;12 events&quot;, %2: number of all events</extracomment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Off: the settings say that no log is followed.</source>
        <translation>Aus: Laut Einstellungen wird kein Log mitgelesen.</translation>
    </message>
    <message>
        <source>No log is being followed.</source>
        <translation>Kein Log wird mitgelesen.</translation>
    </message>
    <message>
        <source>Live: the log of 1 server is being followed.</source>
        <translation>Live: Das Log von 1 Server wird mitgelesen.</translation>
    </message>
    <message>
        <source>Live: the logs of %1 servers are being followed.</source>
        <extracomment>%1: a number from 2 on</extracomment>
        <translation>Live: Die Logs von %1 Servern werden mitgelesen.</translation>
    </message>
    <message>
        <source>Not %1</source>
        <extracomment>%1: &quot;web-2: it logs to the journal&quot;</extracomment>
        <translation>Nicht %1</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weiterer</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Show the newest</source>
        <translation>Neueste zeigen</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>live</source>
        <translation>live</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>There is no server yet.</source>
        <translation>Noch kein Server vorhanden.</translation>
    </message>
    <message>
        <source>Bans and failures are not shown as they happen: the settings say that no log is followed.</source>
        <translation>Sperren und Fehlversuche werden nicht laufend gezeigt: Laut Einstellungen wird kein Log mitgelesen.</translation>
    </message>
    <message>
        <source>Nothing was logged since BanGUI began to follow. What happens appears here at once.</source>
        <translation>Seit BanGUI mitliest, wurde nichts protokolliert. Was geschieht, erscheint hier sofort.</translation>
    </message>
    <message>
        <source>No log can be followed here. %1.</source>
        <extracomment>%1: &quot;web-2: it logs to the journal&quot;</extracomment>
        <translation>Hier lässt sich kein Log mitlesen. %1.</translation>
    </message>
    <message>
        <source>No server of this scope was reached yet.</source>
        <translation>Noch wurde kein Server dieses Bereichs erreicht.</translation>
    </message>
</context>
<context>
    <name>gui::HostKeyDialog</name>
    <message>
        <source>Unknown host key of %1</source>
        <extracomment>%1: name of a server</extracomment>
        <translation>Unbekannter Hostschlüssel: %1</translation>
    </message>
    <message>
        <source>This computer has not met this key before. Somebody in between would show another one.</source>
        <translation>Diesem Computer ist dieser Schlüssel noch nicht begegnet. Jemand dazwischen würde einen anderen zeigen.</translation>
    </message>
    <message>
        <source>Do not connect</source>
        <translation>Nicht verbinden</translation>
    </message>
    <message>
        <source>Trust until BanGUI ends</source>
        <translation>Vertrauen, bis BanGUI endet</translation>
    </message>
    <message>
        <source>Connects, and asks again the next time BanGUI runs</source>
        <translation>Verbindet und fragt beim nächsten Start von BanGUI wieder</translation>
    </message>
    <message>
        <source>Trust always</source>
        <translation>Immer vertrauen</translation>
    </message>
    <message>
        <source>Connects, and adds the key to your known_hosts file</source>
        <translation>Verbindet und fügt den Schlüssel der eigenen known_hosts-Datei hinzu</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>Key type</source>
        <extracomment>Kind of a cryptographic key, such as ED25519</extracomment>
        <translation>Schlüsseltyp</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>Fingerabdruck</translation>
    </message>
    <message>
        <source>Compare the fingerprint by another way, character by character: with whoever runs the server, or on its own console with this command:</source>
        <translation>Den Fingerabdruck auf einem anderen Weg Zeichen für Zeichen vergleichen: mit jemandem, der den Server betreut, oder an dessen eigener Konsole mit diesem Befehl:</translation>
    </message>
    <message>
        <source>Command that shows the fingerprint on the server</source>
        <translation>Befehl, der den Fingerabdruck auf dem Server zeigt</translation>
    </message>
    <message>
        <source>Trusted always, the key is added to your known_hosts file.</source>
        <translation>Bei „Immer vertrauen“ kommt der Schlüssel in die eigene known_hosts-Datei.</translation>
    </message>
    <message>
        <source>The fingerprint as a picture of characters</source>
        <translation>Der Fingerabdruck als Bild aus Zeichen</translation>
    </message>
</context>
<context>
    <name>gui::ImportDialog</name>
    <message>
        <source>Import servers</source>
        <translation>Server importieren</translation>
    </message>
    <message>
        <source>From an ssh configuration, an Ansible inventory, or a list that BanGUI has exported</source>
        <translation>Aus einer ssh-Konfiguration, einem Ansible-Inventar oder einer von BanGUI exportierten Liste</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>File to import</source>
        <translation>Datei für den Import</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Auswählen…</translation>
    </message>
    <message>
        <source>My ssh configuration</source>
        <translation>Eigene ssh-Konfiguration</translation>
    </message>
    <message>
        <source>Kind of file</source>
        <translation>Art der Datei</translation>
    </message>
    <message>
        <source>recognised by its content</source>
        <extracomment>The kind of a file is found out from what it holds</extracomment>
        <translation>am Inhalt erkannt</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>&amp;Art</translation>
    </message>
    <message>
        <source>Group of the imported servers</source>
        <translation>Gruppe der importierten Server</translation>
    </message>
    <message>
        <source>as in the file</source>
        <extracomment>In place of a group&apos;s name: each server keeps the one that the file gives it</extracomment>
        <translation>wie in der Datei</translation>
    </message>
    <message>
        <source>How the login becomes root</source>
        <translation>Wie die Anmeldung root wird</translation>
    </message>
    <message>
        <source>not at all</source>
        <extracomment>How the login becomes root: it does not</extracomment>
        <translation>gar nicht</translation>
    </message>
    <message>
        <source>with sudo</source>
        <translation>mit sudo</translation>
    </message>
    <message>
        <source>&amp;Group</source>
        <translation>&amp;Gruppe</translation>
    </message>
    <message>
        <source>Become &amp;root</source>
        <translation>&amp;root werden</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Tick all servers</source>
        <translation>Alle Server ankreuzen</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Tick no server</source>
        <translation>Keinen Server ankreuzen</translation>
    </message>
    <message>
        <source>Servers of the file</source>
        <translation>Server der Datei</translation>
    </message>
    <message>
        <source>Choose a file: what it holds is shown here before anything is stored.</source>
        <translation>Eine Datei wählen: Was sie enthält, wird hier gezeigt, bevor etwas gespeichert wird.</translation>
    </message>
    <message>
        <source>What was left out</source>
        <translation>Was ausgelassen wurde</translation>
    </message>
    <message>
        <source>Choose a list of servers</source>
        <translation>Eine Serverliste wählen</translation>
    </message>
    <message>
        <source>%1: %2, %3 of them new</source>
        <extracomment>%1: &quot;Ansible inventory&quot;, %2: &quot;12 servers&quot;, %3: a number</extracomment>
        <translation>%1: %2, davon %3 neu</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Import %1</source>
        <extracomment>A button; %1: &quot;12 servers&quot;</extracomment>
        <translation>%1 importieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>%1 of %2 stored</source>
        <extracomment>%1, %2: numbers</extracomment>
        <translation>%1 von %2 gespeichert</translation>
    </message>
    <message>
        <source>%1 could not be stored.</source>
        <extracomment>%1: &quot;3 servers&quot;; what follows names the reason</extracomment>
        <translation>Nicht gespeichert: %1.</translation>
    </message>
</context>
<context>
    <name>gui::JailDetailPane</name>
    <message>
        <source>Close details</source>
        <translation>Details schließen</translation>
    </message>
    <message>
        <source>Details of the jail</source>
        <translation>Details des Jails</translation>
    </message>
    <message>
        <source>Properties</source>
        <translation>Eigenschaften</translation>
    </message>
    <message>
        <source>Regexes</source>
        <translation>Regexe</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Aktionen</translation>
    </message>
    <message>
        <source>Properties of the jail</source>
        <translation>Eigenschaften des Jails</translation>
    </message>
    <message>
        <source>Regexes of the jail</source>
        <translation>Regexe des Jails</translation>
    </message>
    <message>
        <source>Actions of the jail</source>
        <translation>Aktionen des Jails</translation>
    </message>
    <message>
        <source>Reading the jail…</source>
        <translation>Jail wird gelesen…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern…</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Hinzufügen…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <source>on %1</source>
        <extracomment>Behind a jail&apos;s name; %1: name of a server</extracomment>
        <translation>auf %1</translation>
    </message>
    <message>
        <source>Changed while running: %1. Lost at the next reload.</source>
        <extracomment>%1: titles of properties</extracomment>
        <translation>Im Betrieb geändert: %1. Gilt bis zum nächsten Neuladen.</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>Wert kopieren</translation>
    </message>
    <message>
        <source>Choose a jail to see its properties.</source>
        <translation>Ein Jail wählen, um seine Eigenschaften zu sehen.</translation>
    </message>
    <message>
        <source>on %1 · read-only</source>
        <extracomment>Behind a jail&apos;s name; %1: name of a server</extracomment>
        <translation>auf %1 · nur lesen</translation>
    </message>
    <message>
        <source>Activate…</source>
        <translation>Aktivieren…</translation>
    </message>
    <message>
        <source>Deactivate…</source>
        <translation>Deaktivieren…</translation>
    </message>
    <message>
        <source>on %1 · does not run</source>
        <extracomment>Behind a jail&apos;s name; %1: name of a server</extracomment>
        <translation>auf %1 · läuft nicht</translation>
    </message>
    <message>
        <source>This server is read-only in BanGUI.</source>
        <translation>Dieser Server ist in BanGUI schreibgeschützt.</translation>
    </message>
</context>
<context>
    <name>gui::JailsPage</name>
    <message>
        <source>Reading jails…</source>
        <translation>Jails werden gelesen…</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>&amp;Details</translation>
    </message>
    <message>
        <source>&amp;Reload jail…</source>
        <translation>Jail &amp;neu laden…</translation>
    </message>
    <message>
        <source>St&amp;op jail…</source>
        <translation>Jail sto&amp;ppen…</translation>
    </message>
    <message>
        <source>&amp;Start a jail…</source>
        <translation>Jail s&amp;tarten…</translation>
    </message>
    <message>
        <source>Show &amp;bans</source>
        <translation>&amp;Sperren zeigen</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Start…</source>
        <translation>Starten…</translation>
    </message>
    <message>
        <source>Reload…</source>
        <translation>Neu laden…</translation>
    </message>
    <message>
        <source>Stop…</source>
        <translation>Stoppen…</translation>
    </message>
    <message>
        <source>No jail matches the filter.</source>
        <translation>Kein Jail passt zum Filter.</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter aufheben</translation>
    </message>
    <message>
        <source>No jail runs here: fail2ban guards nothing.</source>
        <translation>Hier läuft kein Jail: fail2ban schützt nichts.</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>This server is read-only in BanGUI.</source>
        <translation>Dieser Server ist in BanGUI auf „Nur lesen“ gestellt.</translation>
    </message>
    <message>
        <source>Stop jail (Del)</source>
        <translation>Jail stoppen (Entf)</translation>
    </message>
    <message>
        <source>Show con&amp;figuration</source>
        <translation>Kon&amp;figuration zeigen</translation>
    </message>
    <message>
        <source>All jails</source>
        <translation>Alle Jails</translation>
    </message>
    <message>
        <source>Which jails are shown</source>
        <translation>Welche Jails gezeigt werden</translation>
    </message>
    <message>
        <source>Active</source>
        <extracomment>Choices of a filter: jails that run, jails that do not</extracomment>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Inactive</source>
        <translation>Inaktiv</translation>
    </message>
    <message>
        <source>&amp;Activate jail…</source>
        <translation>Jail &amp;aktivieren…</translation>
    </message>
    <message>
        <source>Deacti&amp;vate jail…</source>
        <translation>Jail &amp;deaktivieren…</translation>
    </message>
    <message>
        <source>Activate…</source>
        <translation>Aktivieren…</translation>
    </message>
    <message>
        <source>Every jail that the files define runs.</source>
        <translation>Jedes Jail, das die Dateien definieren, läuft.</translation>
    </message>
    <message>
        <source>Show all jails</source>
        <translation>Alle Jails zeigen</translation>
    </message>
    <message>
        <source>%1, %2 active</source>
        <extracomment>%1: &quot;90 jails&quot;, %2: how many of them run</extracomment>
        <translation>%1, %2 aktiv</translation>
    </message>
    <message>
        <source>%1; files of %2 not read</source>
        <extracomment>%1: &quot;90 jails&quot;, %2: names of servers</extracomment>
        <translation>%1; Dateien von %2 nicht gelesen</translation>
    </message>
    <message>
        <source>Activate jail: checked first, and undone by itself where it fails</source>
        <translation>Jail aktivieren: vorher geprüft, und von selbst zurückgenommen, wenn es fehlschlägt</translation>
    </message>
    <message>
        <source>Deactivate jail for good, in the files too</source>
        <translation>Jail dauerhaft deaktivieren, auch in den Dateien</translation>
    </message>
    <message>
        <source>%1 takes no commands now: %2.</source>
        <translation>%1 nimmt jetzt keine Befehle an: %2.</translation>
    </message>
    <message>
        <source>Reload jail: its configuration is tested first</source>
        <translation>Jail neu laden: vorher wird die Konfiguration geprüft</translation>
    </message>
</context>
<context>
    <name>gui::LogPage</name>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Was geschieht</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>Warnungen und Fehler</translation>
    </message>
    <message>
        <source>Errors only</source>
        <translation>Nur Fehler</translation>
    </message>
    <message>
        <source>&amp;Copy lines</source>
        <translation>Zeilen &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Open log folder</source>
        <translation>&amp;Log-Ordner öffnen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Open log folder</source>
        <translation>Log-Ordner öffnen</translation>
    </message>
    <message>
        <source>No line of the log passes the filter.</source>
        <translation>Keine Logzeile passt zum Filter.</translation>
    </message>
    <message>
        <source>BanGUI has logged nothing since it started.</source>
        <translation>BanGUI hat seit dem Start nichts protokolliert.</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>%1: &quot;12 lines&quot;, %2: number of all lines</extracomment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>The log folder was not opened</source>
        <translation>Der Log-Ordner wurde nicht geöffnet</translation>
    </message>
    <message>
        <source>Any server</source>
        <extracomment>%1: how many servers are chosen in the filter</extracomment>
        <translation>Jeder Server</translation>
    </message>
    <message>
        <source>%1 servers</source>
        <translation>%1 Server</translation>
    </message>
</context>
<context>
    <name>gui::LogsPage</name>
    <message>
        <source>Which log</source>
        <translation>Welches Log</translation>
    </message>
    <message>
        <source>Events</source>
        <extracomment>view of the log page: what the servers log, as it happens</extracomment>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>BanGUI&apos;s own log</source>
        <translation>BanGUIs eigenes Log</translation>
    </message>
</context>
<context>
    <name>gui::MainMenu</name>
    <message>
        <source>This page</source>
        <translation>Diese Seite</translation>
    </message>
    <message>
        <source>&amp;Go to</source>
        <extracomment>Menu of the window&apos;s pages</extracomment>
        <translation>&amp;Gehe zu</translation>
    </message>
    <message>
        <source>&amp;Servers</source>
        <translation>&amp;Server</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>Ans&amp;icht</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Farben</translation>
    </message>
</context>
<context>
    <name>gui::MainWindow</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>Demo</translation>
    </message>
    <message>
        <source>Quit BanGUI</source>
        <translation>BanGUI beenden</translation>
    </message>
    <message>
        <source>What was edited and not applied is lost. Nothing changes on the servers.</source>
        <translation>Was bearbeitet und nicht angewendet wurde, geht verloren. Auf den Servern ändert sich nichts.</translation>
    </message>
    <message>
        <source>Discard and quit</source>
        <translation>Verwerfen und beenden</translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation>Weiter bearbeiten</translation>
    </message>
    <message>
        <source>Rescue of %1</source>
        <extracomment>what goes on just now; %1: name of a server</extracomment>
        <translation>Rettung von %1</translation>
    </message>
    <message>
        <source>What is under way on a server is broken off. The server takes back by itself, within minutes, what was not confirmed yet; until then fail2ban may be down there.</source>
        <translation>Was auf einem Server läuft, wird abgebrochen. Der Server nimmt innerhalb von Minuten von selbst zurück, was noch nicht bestätigt war; bis dahin läuft fail2ban dort vielleicht nicht.</translation>
    </message>
    <message>
        <source>What was edited and not applied is lost.</source>
        <translation>Was bearbeitet und nicht angewendet wurde, geht verloren.</translation>
    </message>
    <message>
        <source>Quit anyway</source>
        <translation>Trotzdem beenden</translation>
    </message>
    <message>
        <source>Let it finish</source>
        <translation>Zu Ende führen</translation>
    </message>
    <message>
        <source>Bans or unbans on their way</source>
        <extracomment>what goes on just now</extracomment>
        <translation>Sperren oder Entsperrungen unterwegs</translation>
    </message>
    <message>
        <source>Change of a jail</source>
        <extracomment>what goes on just now: it is stopped, started, reloaded or tuned</extracomment>
        <translation>Änderung eines Jails</translation>
    </message>
    <message>
        <source>Bans and unbans that have not been sent by then wait, and are sent when BanGUI runs again.</source>
        <translation>Sperren und Entsperrungen, die bis dahin nicht gesendet sind, warten und werden gesendet, wenn BanGUI wieder läuft.</translation>
    </message>
    <message>
        <source>The change of the jail has a few seconds to end; after that nobody looks whether it worked.</source>
        <translation>Die Änderung des Jails hat einige Sekunden, um fertig zu werden; danach sieht niemand nach, ob sie gelungen ist.</translation>
    </message>
    <message>
        <source>%1: not confirmed yet</source>
        <extracomment>a change that is made and not confirmed; %1: &quot;Activation of sshd on web-2&quot;</extracomment>
        <translation>%1: noch nicht bestätigt</translation>
    </message>
    <message>
        <source>What is not confirmed is taken back by its server when the time is over.</source>
        <translation>Was nicht bestätigt ist, nimmt sein Server zurück, wenn die Zeit um ist.</translation>
    </message>
    <message>
        <source>Look at it first</source>
        <translation>Erst ansehen</translation>
    </message>
</context>
<context>
    <name>gui::OverviewPage</name>
    <message>
        <source>Busiest jails</source>
        <translation>Aktivste Jails</translation>
    </message>
    <message>
        <source>No jail has told its figures yet.</source>
        <translation>Noch hat kein Jail seine Zahlen genannt.</translation>
    </message>
    <message>
        <source>· last %1 minutes · %2</source>
        <extracomment>Behind the title of the chart; %1: a number of minutes from 2 on, %2: &quot;5 servers&quot;</extracomment>
        <translation>· letzte %1 Minuten · %2</translation>
    </message>
    <message>
        <source>Bans and failures per minute</source>
        <translation>Sperren und Fehlversuche pro Minute</translation>
    </message>
    <message>
        <source>BanGUI knows no fail2ban server yet.</source>
        <translation>BanGUI kennt noch keinen fail2ban-Server.</translation>
    </message>
    <message>
        <source>Add server…</source>
        <translation>Server hinzufügen…</translation>
    </message>
    <message>
        <source>A server is one running fail2ban, reached through its socket.</source>
        <translation>Ein Server ist ein laufendes fail2ban, erreichbar über seinen Socket.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weiterer</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>· since now · %1</source>
        <extracomment>Behind the title of the chart; %1: &quot;5 servers&quot;</extracomment>
        <translation>· ab jetzt · %1</translation>
    </message>
    <message>
        <source>Some bans may block nothing</source>
        <translation>Manche Sperren sind womöglich wirkungslos</translation>
    </message>
</context>
<context>
    <name>gui::Pages</name>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Bans</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>Jails</source>
        <translation>Jails</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>Audit</translation>
    </message>
    <message>
        <source>Effective settings</source>
        <translation>Wirksame Einstellungen</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>Konfiguration</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
</context>
<context>
    <name>gui::PendingDialog</name>
    <message>
        <source>Changes that wait</source>
        <translation>Wartende Änderungen</translation>
    </message>
    <message>
        <source>Their servers could not be reached. Each is sent when its server answers again, in the order of asking.</source>
        <translation>Die Server waren nicht erreichbar. Jede Änderung wird gesendet, sobald ihr Server wieder antwortet, in der Reihenfolge, in der sie verlangt wurden.</translation>
    </message>
    <message>
        <source>Changes that wait for their server</source>
        <translation>Änderungen, die auf ihren Server warten</translation>
    </message>
    <message>
        <source>Nothing waits: every change has reached its server.</source>
        <translation>Nichts wartet: Jede Änderung hat ihren Server erreicht.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <extracomment>A button: take back changes that have not been sent</extracomment>
        <translation>Zurückziehen</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Withdraw all</source>
        <translation>Alle zurückziehen</translation>
    </message>
    <message>
        <source>Try all now</source>
        <translation>Alle jetzt versuchen</translation>
    </message>
    <message>
        <source>Too late to withdraw: it is being sent.</source>
        <translation>Zum Zurückziehen zu spät: Es wird gerade gesendet.</translation>
    </message>
    <message>
        <source>Trying…</source>
        <translation>Wird versucht…</translation>
    </message>
    <message>
        <source>Withdraw every change that waits</source>
        <translation>Alle wartenden Änderungen zurückziehen</translation>
    </message>
    <message>
        <source>What is withdrawn is not sent. Undo keeps it again.</source>
        <translation>Was zurückgezogen ist, wird nicht gesendet. Rückgängig stellt es wieder zurück in die Warteschlange.</translation>
    </message>
</context>
<context>
    <name>gui::PreflightDialog</name>
    <message>
        <source>Check of all enabled jails on %1</source>
        <extracomment>Title of a dialog; %1: name of a jail, %2: name of a server</extracomment>
        <translation>Prüfung aller aktivierten Jails auf %1</translation>
    </message>
    <message>
        <source>Check of %1 on %2</source>
        <translation>Prüfung von %1 auf %2</translation>
    </message>
    <message>
        <source>Looks whether fail2ban would take what the files say. Nothing on the server is changed.</source>
        <translation>Prüft, ob fail2ban annähme, was die Dateien sagen. Auf dem Server wird nichts geändert.</translation>
    </message>
    <message>
        <source>Issues and checks</source>
        <translation>Befunde und Prüfungen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Prüfung läuft…</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
</context>
<context>
    <name>gui::PreflightIssueList</name>
    <message>
        <source>Issues</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>What blocks</source>
        <translation>Was verhindert</translation>
    </message>
    <message>
        <source>What is to be known</source>
        <translation>Was zu wissen ist</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weiterer</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
</context>
<context>
    <name>gui::ProblemState</name>
    <message>
        <source>Show details</source>
        <translation>Details zeigen</translation>
    </message>
    <message>
        <source>Hide details</source>
        <translation>Details verbergen</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
</context>
<context>
    <name>gui::ProductionCheck</name>
    <message>
        <source>%1 is a production server.</source>
        <extracomment>%1: name of a server</extracomment>
        <translation>%1 ist ein Produktivserver.</translation>
    </message>
    <message>
        <source>Change production server %1</source>
        <translation>Produktivserver %1 ändern</translation>
    </message>
    <message>
        <source>All %1 are production servers.</source>
        <translation>Alle %1 sind Produktivserver.</translation>
    </message>
    <message>
        <source>%1 of these %2 are production servers.</source>
        <translation>Von diesen %2 Servern sind %1 Produktivserver.</translation>
    </message>
    <message>
        <source>Change production servers: %1</source>
        <extracomment>%1: names of servers</extracomment>
        <translation>Produktivserver ändern: %1</translation>
    </message>
</context>
<context>
    <name>gui::PromptDialog</name>
    <message>
        <source>a server</source>
        <translation>Server ohne Namen</translation>
    </message>
</context>
<context>
    <name>gui::ReceiptPresenter</name>
    <message>
        <source>Dismissed the notice about %1</source>
        <extracomment>%1: name of a server whose recovery banner was dismissed</extracomment>
        <translation>Hinweis zu %1 verworfen</translation>
    </message>
    <message>
        <source>Removed %1 from BanGUI. fail2ban on it goes on.</source>
        <extracomment>%1: name of a server</extracomment>
        <translation>%1 aus BanGUI entfernt. fail2ban läuft dort weiter.</translation>
    </message>
    <message>
        <source>Banned: %1</source>
        <translation>Gesperrt: %1</translation>
    </message>
    <message>
        <source>Banned %1</source>
        <translation>%1 gesperrt</translation>
    </message>
    <message>
        <source>Unbanned: %1</source>
        <translation>Aufgehoben: %1</translation>
    </message>
    <message>
        <source>Unbanned %1</source>
        <translation>%1 entsperrt</translation>
    </message>
    <message>
        <source>Stopped %1</source>
        <extracomment>%1: name of a jail</extracomment>
        <translation>%1 gestoppt</translation>
    </message>
    <message>
        <source>Changed %1 of %2 until its next reload</source>
        <extracomment>%1: name of a property such as bantime, %2: name of a jail</extracomment>
        <translation>%1 von %2 geändert, bis zum nächsten Neuladen</translation>
    </message>
    <message>
        <source>done</source>
        <extracomment>State of a change, for a screen reader</extracomment>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>not everything was done</source>
        <translation>nicht alles wurde erledigt</translation>
    </message>
    <message>
        <source>Undo</source>
        <extracomment>A button</extracomment>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>Rückgängig gemacht</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>Was getan wurde</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Imported %1</source>
        <extracomment>%1: name of a server, or &quot;12 servers&quot;</extracomment>
        <translation>%1 importiert</translation>
    </message>
    <message>
        <source>Waiting changes…</source>
        <extracomment>A button: opens the list of changes that wait, where they can be withdrawn</extracomment>
        <translation>Wartende Änderungen…</translation>
    </message>
    <message>
        <source>Changed %1 so that %2 protects again</source>
        <extracomment>%1: name of a jail, %2: name of a server</extracomment>
        <translation>%1 geändert, damit %2 wieder schützt</translation>
    </message>
    <message>
        <source>Withdrew a change that waited</source>
        <extracomment>Changes that waited for their server are not sent any more</extracomment>
        <translation>Eine wartende Änderung zurückgezogen</translation>
    </message>
    <message>
        <source>Withdrew changes that waited</source>
        <translation>Wartende Änderungen zurückgezogen</translation>
    </message>
    <message>
        <source>%1. Nothing on the server is changed before you say so.</source>
        <extracomment>Sub line of a title; %1: &quot;Change of sshd that brought web-1 back&quot;, which is to be undone</extracomment>
        <translation>%1. Auf dem Server ändert sich nichts, bevor es verlangt wird.</translation>
    </message>
</context>
<context>
    <name>gui::RecoveryBanner</name>
    <message>
        <source>Show log</source>
        <translation>Log zeigen</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>%1 more lost protection</source>
        <extracomment>Below the recovery banners; %1: &quot;3 servers&quot;</extracomment>
        <translation>Außerdem ohne Schutz: %1</translation>
    </message>
    <message>
        <source>Disable jail and restart…</source>
        <extracomment>A button; leads to a dialog that shows its effect first</extracomment>
        <translation>Jail abschalten und neu starten…</translation>
    </message>
    <message>
        <source>Rescue…</source>
        <extracomment>A button; leads to a dialog that shows its effect first</extracomment>
        <translation>Retten…</translation>
    </message>
</context>
<context>
    <name>gui::ReloadDialog</name>
    <message>
        <source>Start %1 on %2</source>
        <extracomment>%1: name of a jail, %2: name of a server</extracomment>
        <translation>%1 auf %2 starten</translation>
    </message>
    <message>
        <source>Reload %1 on %2</source>
        <translation>%1 auf %2 neu laden</translation>
    </message>
    <message>
        <source>Starts %1 as it is configured on %2.</source>
        <translation>Startet %1, wie es auf %2 konfiguriert ist.</translation>
    </message>
    <message>
        <source>What was changed while running is lost: %1.</source>
        <extracomment>%1: names of properties that were changed while running</extracomment>
        <translation>Im Betrieb Geändertes geht verloren: %1.</translation>
    </message>
    <message>
        <source>The configuration and every regex are checked first; where a check fails, nothing is reloaded.</source>
        <translation>Konfiguration und alle Regexe werden zuerst geprüft; schlägt eine Prüfung fehl, wird nichts neu geladen.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Start jail</source>
        <extracomment>Buttons</extracomment>
        <translation>Jail starten</translation>
    </message>
    <message>
        <source>Reload jail</source>
        <translation>Jail neu laden</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>You can close this window: it goes on.</source>
        <translation>Das Fenster darf geschlossen werden: Es läuft weiter.</translation>
    </message>
    <message>
        <source>%1 runs.</source>
        <translation>%1 läuft.</translation>
    </message>
    <message>
        <source>%1 is reloaded and runs as configured.</source>
        <translation>%1 ist neu geladen und läuft wie konfiguriert.</translation>
    </message>
    <message>
        <source>Looking whether its bans stay…</source>
        <translation>Es wird geprüft, ob die Sperren bleiben…</translation>
    </message>
    <message>
        <source>The reload has cost %1 an action.</source>
        <translation>Das Neuladen hat %1 eine Aktion gekostet.</translation>
    </message>
    <message>
        <source>Restart jail</source>
        <extracomment>Button: agrees to what a restart of the jail costs</extracomment>
        <translation>Jail neu starten</translation>
    </message>
</context>
<context>
    <name>gui::RescueDialog</name>
    <message>
        <source>Rescue %1</source>
        <extracomment>Title of a dialog; %1: name of a server</extracomment>
        <translation>%1 retten</translation>
    </message>
    <message>
        <source>Reasons, effect and steps</source>
        <translation>Gründe, Wirkung und Schritte</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Erneut nachsehen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Looking at the daemon, its configuration and its log…</source>
        <translation>Dienst, Konfiguration und Log werden angesehen…</translation>
    </message>
    <message>
        <source>Last lines of its log</source>
        <translation>Letzte Zeilen seines Logs</translation>
    </message>
    <message>
        <source>What stops it</source>
        <translation>Was es aufhält</translation>
    </message>
    <message>
        <source>It is looked at afterwards over a new connection. Where it fails, the files are put back.</source>
        <translation>Danach wird über eine neue Verbindung nachgesehen. Wo es scheitert, kommen die Dateien zurück.</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Was geschieht</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Was zu tun ist</translation>
    </message>
    <message>
        <source>What is written</source>
        <translation>Was geschrieben wird</translation>
    </message>
    <message>
        <source>Also found</source>
        <translation>Außerdem gefunden</translation>
    </message>
    <message>
        <source>Bringing it back…</source>
        <translation>Es wird zurückgebracht…</translation>
    </message>
    <message>
        <source>You can close this window: it goes on.</source>
        <translation>Dieses Fenster kann geschlossen werden: Es geht weiter.</translation>
    </message>
    <message>
        <source>to come</source>
        <extracomment>a step that has not begun</extracomment>
        <translation>folgt</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>not needed</source>
        <translation>nicht nötig</translation>
    </message>
    <message>
        <source>Finds out why it does not protect as it should, and brings it back once you say so.</source>
        <translation>Stellt fest, warum es nicht schützt, wie es soll, und bringt es zurück, sobald es verlangt wird.</translation>
    </message>
</context>
<context>
    <name>gui::ScopeController</name>
    <message>
        <source>All servers</source>
        <extracomment>The scope of the window</extracomment>
        <translation>Alle Server</translation>
    </message>
    <message>
        <source>Selected servers</source>
        <extracomment>The scope of the window: servers that were chosen one by one</extracomment>
        <translation>Ausgewählte Server</translation>
    </message>
</context>
<context>
    <name>gui::ScopeNotice</name>
    <message>
        <source>Not current: %1.</source>
        <extracomment>%1: names of servers, each with its reason</extracomment>
        <translation>Nicht aktuell: %1.</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <extracomment>%1: names of servers, %n: how many other servers are not named</extracomment>
        <translation>
            <numerusform>%1 und %n weiterer</numerusform>
            <numerusform>%1 und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Ways to fix it…</source>
        <translation>Auswege…</translation>
    </message>
</context>
<context>
    <name>gui::SearchPanel</name>
    <message>
        <source>Search results</source>
        <translation>Suchergebnisse</translation>
    </message>
    <message>
        <source>Nothing on these servers is called “%1”.</source>
        <translation>Auf diesen Servern heißt nichts „%1“.</translation>
    </message>
</context>
<context>
    <name>gui::SecretDialog</name>
    <message>
        <source>Unlock a key for %1</source>
        <extracomment>%1: name of a server</extracomment>
        <translation>Schlüssel für %1 aufschließen</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Aufschließen</translation>
    </message>
    <message>
        <source>Unlock the hardware key for %1</source>
        <extracomment>%1: name of a server</extracomment>
        <translation>Hardware-Schlüssel für %1 aufschließen</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Use sudo on %1</source>
        <extracomment>sudo is a program. %1: name of a server</extracomment>
        <translation>sudo auf %1 verwenden</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Answer %1</source>
        <extracomment>What another machine has asked. %1: name of a server</extracomment>
        <translation>%1 antworten</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Log in to %1</source>
        <extracomment>%1: name of a server</extracomment>
        <translation>Auf %1 anmelden</translation>
    </message>
    <message>
        <source>Log in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>This text comes from the other machine:</source>
        <translation>Dieser Text kommt vom anderen Rechner:</translation>
    </message>
    <message>
        <source>(no text)</source>
        <translation>(kein Text)</translation>
    </message>
    <message>
        <source>What the other machine says</source>
        <translation>Was der andere Rechner sagt</translation>
    </message>
    <message>
        <source>Whoever runs that machine can read the answer.</source>
        <translation>Wer jenen Rechner betreibt, kann die Antwort lesen.</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>That was not accepted.</source>
        <translation>Das wurde nicht angenommen.</translation>
    </message>
    <message>
        <source>Remember in the keychain</source>
        <translation>Im Schlüsselbund merken</translation>
    </message>
</context>
<context>
    <name>gui::ServerActions</name>
    <message>
        <source>%1 was not removed</source>
        <extracomment>%1: name of a server</extracomment>
        <translation>%1 wurde nicht entfernt</translation>
    </message>
    <message>
        <source>Remove %1 from BanGUI</source>
        <extracomment>%1: name of a server</extracomment>
        <translation>%1 aus BanGUI entfernen</translation>
    </message>
    <message>
        <source>BanGUI forgets %1 and no longer watches it.</source>
        <translation>BanGUI vergisst %1 und beobachtet es nicht mehr.</translation>
    </message>
    <message>
        <source>Nothing on the server is changed: its jails and bans stay.</source>
        <translation>Auf dem Server ändert sich nichts: Jails und Sperren bleiben.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Exported %1 to %2</source>
        <extracomment>%1: &quot;12 servers&quot;, %2: a path</extracomment>
        <translation>%1 exportiert nach %2</translation>
    </message>
    <message>
        <source>Why the h&amp;ost key is refused…</source>
        <translation>Warum &amp;der Hostschlüssel abgelehnt wird…</translation>
    </message>
    <message>
        <source>C&amp;onnect…</source>
        <translation>Verbin&amp;den…</translation>
    </message>
    <message>
        <source>%1. It is not sent any more; Undo keeps it again.</source>
        <extracomment>%1: &quot;1 change waits for web-1&quot; or &quot;2 changes wait for web-1&quot;</extracomment>
        <translation>%1. Sie wird nicht mehr gesendet; Rückgängig stellt sie wieder zurück in die Warteschlange.</translation>
    </message>
    <message>
        <source>%1. They are not sent any more; Undo keeps them again.</source>
        <translation>%1. Sie werden nicht mehr gesendet; Rückgängig stellt sie wieder zurück in die Warteschlange.</translation>
    </message>
</context>
<context>
    <name>gui::ServerCardWidget</name>
    <message>
        <source>jails</source>
        <translation>Jails</translation>
    </message>
    <message>
        <source>bans</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>failures</source>
        <translation>Fehlversuche</translation>
    </message>
    <message>
        <source>%1 · read-only</source>
        <translation>%1 · nur lesen</translation>
    </message>
    <message>
        <source>Failures since fail2ban started on this server</source>
        <translation>Fehlversuche seit dem Start von fail2ban auf diesem Server</translation>
    </message>
    <message>
        <source>Total bans: %1</source>
        <extracomment>%1: a number, or a dash where it is not known: bans ever made, also those that have ended</extracomment>
        <translation>Sperren insgesamt: %1</translation>
    </message>
    <message>
        <source>Bans since fail2ban started on this server, also those that have ended</source>
        <translation>Sperren, seit fail2ban auf diesem Server läuft, auch die schon beendeten</translation>
    </message>
    <message>
        <source>Ways to fix it…</source>
        <translation>Auswege…</translation>
    </message>
    <message>
        <source>Try now</source>
        <extracomment>A link behind &quot;Trying again in 12 s&quot;</extracomment>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Rescue…</source>
        <extracomment>A link: opens what brings a server back that lost its protection</extracomment>
        <translation>Retten…</translation>
    </message>
</context>
<context>
    <name>gui::ServerConnector</name>
    <message>
        <source>Connecting…</source>
        <translation>Wird verbunden…</translation>
    </message>
    <message numerus="yes">
        <source>Connect %n servers…</source>
        <translation>
            <numerusform>%n Server verbinden…</numerusform>
            <numerusform>%n Server verbinden…</numerusform>
        </translation>
    </message>
    <message>
        <source>Connect now</source>
        <translation>Jetzt verbinden</translation>
    </message>
    <message>
        <source>Connect…</source>
        <translation>Verbinden…</translation>
    </message>
    <message>
        <source>Why…</source>
        <extracomment>A button beside a server whose host key has changed: opens the explanation</extracomment>
        <translation>Warum…</translation>
    </message>
    <message numerus="yes">
        <source>%n servers were not connected</source>
        <translation>
            <numerusform>%n Server wurde nicht verbunden</numerusform>
            <numerusform>%n Server wurden nicht verbunden</numerusform>
        </translation>
    </message>
    <message>
        <source>Host key of %1</source>
        <extracomment>%1: name of a server</extracomment>
        <translation>Hostschlüssel von %1</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>gui::ServerDialog</name>
    <message>
        <source>A path begins with /.</source>
        <translation>Ein Pfad beginnt mit /.</translation>
    </message>
    <message>
        <source>Add a server</source>
        <translation>Server hinzufügen</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <extracomment>%1: name of a server</extracomment>
        <translation>%1 bearbeiten</translation>
    </message>
    <message>
        <source>Only BanGUI&apos;s own notes are changed.</source>
        <translation>Nur BanGUIs eigene Angaben werden geändert.</translation>
    </message>
    <message>
        <source>Choose fail2ban&apos;s socket</source>
        <translation>fail2ban-Socket wählen</translation>
    </message>
    <message>
        <source>Choose fail2ban&apos;s configuration folder</source>
        <translation>Konfigurationsordner von fail2ban wählen</translation>
    </message>
    <message>
        <source>Choose fail2ban-client</source>
        <translation>fail2ban-client wählen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Add server</source>
        <translation>Server hinzufügen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>no group</source>
        <translation>keine Gruppe</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>As in the settings (%1)</source>
        <extracomment>%1: &quot;30 s&quot;; the probe interval of the settings is used</extracomment>
        <translation>Wie in den Einstellungen (%1)</translation>
    </message>
    <message>
        <source> s</source>
        <extracomment>seconds, behind a number</extracomment>
        <translation> s</translation>
    </message>
    <message>
        <source>As this computer</source>
        <extracomment>the time zone of this computer</extracomment>
        <translation>Wie dieser Computer</translation>
    </message>
    <message>
        <source>Time zone of the server</source>
        <translation>Zeitzone des Servers</translation>
    </message>
    <message>
        <source>A server needs a name.</source>
        <translation>Ein Server braucht einen Namen.</translation>
    </message>
    <message>
        <source>Another server bears this name.</source>
        <translation>Ein anderer Server heißt bereits so.</translation>
    </message>
    <message>
        <source>The socket&apos;s path is missing. fail2ban names it in fail2ban.conf.</source>
        <translation>Der Socket-Pfad fehlt. fail2ban nennt ihn in fail2ban.conf.</translation>
    </message>
    <message>
        <source>The path has %1 bytes; a socket&apos;s has at most %2.</source>
        <translation>Der Pfad hat %1 Bytes; bei einem Socket sind höchstens %2 erlaubt.</translation>
    </message>
    <message>
        <source>Not a time zone that this computer knows. Example: Europe/Berlin.</source>
        <translation>Diese Zeitzone kennt der Computer nicht. Beispiel: Europe/Berlin.</translation>
    </message>
    <message>
        <source>A fail2ban on this computer, or on another one that ssh reaches</source>
        <translation>Ein fail2ban auf diesem Computer oder auf einem anderen, den ssh erreicht</translation>
    </message>
    <message>
        <source>Choose an ssh configuration</source>
        <translation>Eine ssh-Konfiguration wählen</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <extracomment>%1: a machine or container, as one calls it</extracomment>
        <translation>%1 wird gefragt…</translation>
    </message>
    <message>
        <source>No socket is there now; fail2ban would make it at this path.</source>
        <translation>Dort ist gerade kein Socket; fail2ban würde ihn unter diesem Pfad anlegen.</translation>
    </message>
    <message>
        <source>Found at its usual place.</source>
        <translation>Am üblichen Ort gefunden.</translation>
    </message>
    <message>
        <source>Found; %1 names it.</source>
        <extracomment>%1: a configuration file</extracomment>
        <translation>Gefunden; %1 nennt ihn.</translation>
    </message>
    <message>
        <source>The name has %1 characters; %2 are the most.</source>
        <translation>Der Name hat %1 Zeichen; höchstens %2 sind erlaubt.</translation>
    </message>
    <message>
        <source>%1 leads to the same daemon.</source>
        <extracomment>%1: names of servers</extracomment>
        <translation>%1 führt zum selben Dienst.</translation>
    </message>
    <message>
        <source>%1 lead to the same daemon.</source>
        <translation>%1 führen zum selben Dienst.</translation>
    </message>
    <message>
        <source>%1 leads elsewhere from now on</source>
        <extracomment>%1: name of a server</extracomment>
        <translation>%1 führt von jetzt an anderswohin</translation>
    </message>
    <message>
        <source>What waits was meant for the place until now and is not sent to the new one by itself.</source>
        <translation>Was wartet, war für den bisherigen Ort gedacht und wird nicht von selbst an den neuen gesendet.</translation>
    </message>
    <message>
        <source>Send these to the new place</source>
        <translation>An den neuen Ort senden</translation>
    </message>
    <message>
        <source>Send it to the new place</source>
        <extracomment>one change that waits for its server</extracomment>
        <translation>An den neuen Ort senden</translation>
    </message>
    <message>
        <source>That is about the place until now. It is shown again when %1 leads there again.</source>
        <extracomment>%1: name of a server</extracomment>
        <translation>Das betrifft den bisherigen Ort. Es wird wieder gezeigt, wenn %1 wieder dorthin führt.</translation>
    </message>
</context>
<context>
    <name>gui::ServerExporter</name>
    <message>
        <source>Export servers</source>
        <translation>Server exportieren</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>JSON-Dateien (*.json)</translation>
    </message>
    <message>
        <source>%1 could not be written. Nothing was changed.</source>
        <extracomment>%1: a path</extracomment>
        <translation>%1 ließ sich nicht schreiben. Nichts wurde geändert.</translation>
    </message>
</context>
<context>
    <name>gui::ServerHealth</name>
    <message>
        <source>%1, last known</source>
        <extracomment>%1: &quot;35 bans&quot;; every one of them is on a server that does not answer now</extracomment>
        <translation>%1, letzter bekannter Stand</translation>
    </message>
    <message>
        <source>%1, %2 of them last known</source>
        <extracomment>%1: &quot;35 bans&quot;, %2: how many of them are on servers that do not answer now</extracomment>
        <translation>%1, davon %2 letzter bekannter Stand</translation>
    </message>
</context>
<context>
    <name>gui::ServerRowsModel</name>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Jails</source>
        <translation>Jails</translation>
    </message>
    <message>
        <source>Bans</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>Bans in total</source>
        <translation>Sperren gesamt</translation>
    </message>
    <message>
        <source>Failures in total</source>
        <translation>Fehlversuche gesamt</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
</context>
<context>
    <name>gui::ServerSidebar</name>
    <message>
        <source>Servers</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Add server…</source>
        <translation>Server hinzufügen…</translation>
    </message>
    <message>
        <source>Find servers…</source>
        <translation>Server suchen…</translation>
    </message>
    <message>
        <source>Find servers by name, group, tag or state</source>
        <translation>Server nach Name, Gruppe, Tag oder Zustand suchen</translation>
    </message>
    <message>
        <source>Name, group, tag or state; tag:web, state:offline. Enter shows what is found.</source>
        <translation>Name, Gruppe, Tag oder Zustand; tag:web, state:offline. Die Eingabetaste zeigt die gefundenen.</translation>
    </message>
    <message>
        <source>No server fits.</source>
        <extracomment>Below the line that finds servers</extracomment>
        <translation>Kein Server passt.</translation>
    </message>
</context>
<context>
    <name>gui::SettingPlacesModel</name>
    <message>
        <source>Notification: %1</source>
        <extracomment>%1: what a notification is about, such as &quot;A server went offline&quot;</extracomment>
        <translation>Benachrichtigung: %1</translation>
    </message>
</context>
<context>
    <name>gui::SettingRow</name>
    <message>
        <source> s</source>
        <extracomment>seconds, behind a number</extracomment>
        <translation> s</translation>
    </message>
    <message>
        <source> days</source>
        <extracomment>days, behind a number</extracomment>
        <translation> Tage</translation>
    </message>
    <message>
        <source>Restore default</source>
        <translation>Vorgabe wiederherstellen</translation>
    </message>
    <message>
        <source>Restore the default of: %1</source>
        <extracomment>%1: title of a setting</extracomment>
        <translation>Vorgabe wiederherstellen für: %1</translation>
    </message>
    <message>
        <source>On</source>
        <extracomment>a setting that is switched on</extracomment>
        <translation>Ein</translation>
    </message>
</context>
<context>
    <name>gui::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Each change holds at once.</source>
        <translation>Jede Änderung gilt sofort.</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Probing</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Benachrichtigungen</translation>
    </message>
    <message>
        <source>Tray and start</source>
        <translation>Infobereich und Start</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <source>This desktop has no tray.</source>
        <translation>Dieser Desktop hat keinen Infobereich.</translation>
    </message>
    <message>
        <source>A demo does not start by itself.</source>
        <translation>Eine Demo startet nicht von selbst.</translation>
    </message>
    <message>
        <source>Where values come from…</source>
        <translation>Herkunft der Werte…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Language of the window. A change holds from the next start.</source>
        <translation>Sprache des Fensters. Eine Änderung gilt ab dem nächsten Start.</translation>
    </message>
</context>
<context>
    <name>gui::SettingsPage</name>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Effective settings</source>
        <translation>Wirksame Einstellungen</translation>
    </message>
    <message>
        <source>Every setting has its default.</source>
        <translation>Jede Einstellung hat ihre Vorgabe.</translation>
    </message>
</context>
<context>
    <name>gui::SetupServerStep</name>
    <message>
        <source>this computer</source>
        <translation>dieser Computer</translation>
    </message>
    <message>
        <source>Looking for fail2ban on this computer…</source>
        <translation>fail2ban wird auf diesem Computer gesucht…</translation>
    </message>
    <message>
        <source>Named in %1.</source>
        <translation>Genannt in %1.</translation>
    </message>
    <message>
        <source>It is in BanGUI already, as %1.</source>
        <extracomment>%1: the name that a server already has</extracomment>
        <translation>Bereits in BanGUI, als %1.</translation>
    </message>
    <message>
        <source>fail2ban runs on this computer. It can be the first server:</source>
        <translation>fail2ban läuft auf diesem Computer. Es kann der erste Server werden:</translation>
    </message>
    <message>
        <source>fail2ban is here, but BanGUI cannot use it yet. It can be added all the same:</source>
        <translation>fail2ban ist hier, aber BanGUI kann es noch nicht nutzen. Hinzufügen ist trotzdem möglich:</translation>
    </message>
    <message>
        <source>Another socket of this computer</source>
        <translation>Ein anderer Socket dieses Computers</translation>
    </message>
    <message>
        <source>I will add servers later</source>
        <translation>Server später hinzufügen</translation>
    </message>
    <message>
        <source>No fail2ban was found in the usual places of this computer. One that uses another socket can be named below.</source>
        <translation>An den üblichen Stellen dieses Rechners wurde kein fail2ban gefunden. Eines mit einem anderen Socket kann unten angegeben werden.</translation>
    </message>
    <message>
        <source>Looking at this socket…</source>
        <translation>Dieser Socket wird angesehen…</translation>
    </message>
    <message>
        <source>Next adds it all the same.</source>
        <translation>„Weiter“ fügt ihn trotzdem hinzu.</translation>
    </message>
</context>
<context>
    <name>gui::SetupWizard</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>The first start on this computer</source>
        <translation>Der erste Start auf diesem Computer</translation>
    </message>
    <message>
        <source>Step 1 of 3: the first server</source>
        <translation>Schritt 1 von 3: der erste Server</translation>
    </message>
    <message>
        <source>Step 2 of 3: how often to look, how times are written</source>
        <translation>Schritt 2 von 3: Prüfintervall und Schreibweise der Zeiten</translation>
    </message>
    <message>
        <source>Step 3 of 3: tray and start</source>
        <translation>Schritt 3 von 3: Infobereich und Start</translation>
    </message>
    <message>
        <source>Step 3 of 3: start</source>
        <translation>Schritt 3 von 3: Start</translation>
    </message>
    <message>
        <source>This is stored when you finish</source>
        <translation>Das wird beim Fertigstellen gespeichert</translation>
    </message>
    <message>
        <source>Set up BanGUI</source>
        <translation>BanGUI einrichten</translation>
    </message>
    <message>
        <source>&amp;Finish</source>
        <translation>&amp;Fertigstellen</translation>
    </message>
    <message>
        <source>First server</source>
        <translation>Erster Server</translation>
    </message>
    <message>
        <source>%1, through %2</source>
        <extracomment>name of a server, then the path of its socket</extracomment>
        <translation>%1, über %2</translation>
    </message>
    <message>
        <source>none yet: servers are added in the sidebar</source>
        <translation>noch keiner: Server kommen in der Seitenleiste hinzu</translation>
    </message>
    <message>
        <source>BanGUI is set up, but it will not start at login. %1</source>
        <translation>BanGUI ist eingerichtet, startet aber nicht bei der Anmeldung. %1</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message numerus="yes">
        <source>none more: %n server(s) are stored already</source>
        <translation>
            <numerusform>kein weiterer: %n Server ist schon gespeichert</numerusform>
            <numerusform>kein weiterer: %n Server sind schon gespeichert</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>gui::StartJailDialog</name>
    <message>
        <source>Start a jail</source>
        <translation>Jail starten</translation>
    </message>
    <message>
        <source>Jails that are configured and do not run</source>
        <translation>Konfigurierte Jails, die nicht laufen</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Jails that do not run</source>
        <translation>Jails, die nicht laufen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Next…</source>
        <extracomment>A button that goes on to the next step</extracomment>
        <translation>Weiter…</translation>
    </message>
    <message>
        <source>Reading the configuration…</source>
        <translation>Konfiguration wird gelesen…</translation>
    </message>
    <message>
        <source>Every configured jail runs.</source>
        <translation>Jedes konfigurierte Jail läuft.</translation>
    </message>
</context>
<context>
    <name>gui::StopJailDialog</name>
    <message>
        <source>Stop jail</source>
        <extracomment>A button: stops a jail</extracomment>
        <translation>Jail stoppen</translation>
    </message>
    <message>
        <source>Stop %1 on %2</source>
        <extracomment>%1: name of a jail, %2: name of a server</extracomment>
        <translation>%1 auf %2 stoppen</translation>
    </message>
    <message>
        <source>Stopping %1…</source>
        <translation>%1 wird gestoppt…</translation>
    </message>
</context>
<context>
    <name>gui::StoreNotice</name>
    <message>
        <source>failed</source>
        <extracomment>State of BanGUI&apos;s store, for a screen reader</extracomment>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>BanGUI cannot write its store: %1</source>
        <extracomment>%1: a sentence such as &quot;The disk is full.&quot;</extracomment>
        <translation>BanGUI kann seinen Datenspeicher nicht schreiben: %1</translation>
    </message>
    <message>
        <source>Nothing that changes a server is sent meanwhile. %1</source>
        <extracomment>%1: a sentence that says what to do</extracomment>
        <translation>Solange wird nichts gesendet, was einen Server verändert. %1</translation>
    </message>
    <message>
        <source>recovered</source>
        <extracomment>State of BanGUI&apos;s store, for a screen reader</extracomment>
        <translation>behoben</translation>
    </message>
    <message>
        <source>BanGUI writes its store again.</source>
        <translation>BanGUI schreibt seinen Datenspeicher wieder.</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
</context>
<context>
    <name>gui::TablePage</name>
    <message>
        <source>There is no server yet.</source>
        <translation>Noch kein Server vorhanden.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Ways to fix it…</source>
        <translation>Auswege…</translation>
    </message>
</context>
<context>
    <name>gui::TopBar</name>
    <message>
        <source>Show sidebar</source>
        <translation>Seitenleiste zeigen</translation>
    </message>
    <message>
        <source>Search address, jail, server…</source>
        <translation>Adresse, Jail, Server suchen…</translation>
    </message>
    <message>
        <source>Search address, jail, server</source>
        <translation>Adresse, Jail, Server suchen</translation>
    </message>
    <message>
        <source>Ctrl K</source>
        <translation>Strg K</translation>
    </message>
    <message>
        <source>Ban…</source>
        <translation>Sperren…</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Scope: %1</source>
        <extracomment>%1: name of a server</extracomment>
        <translation>Bereich: %1</translation>
    </message>
    <message>
        <source>Scope: %1 · %2</source>
        <extracomment>%1: name of a group, or &quot;All servers&quot;; %2: &quot;5 servers&quot;</extracomment>
        <translation>Bereich: %1 · %2</translation>
    </message>
    <message>
        <source>Which servers every page shows</source>
        <translation>Welche Server jede Seite zeigt</translation>
    </message>
    <message>
        <source>All servers</source>
        <translation>Alle Server</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Tag: %1 · %2</source>
        <extracomment>%1: a tag, %2: &quot;12 servers&quot;</extracomment>
        <translation>Tag: %1 · %2</translation>
    </message>
</context>
<context>
    <name>gui::TouchDialog</name>
    <message>
        <source>Touch the hardware key for %1</source>
        <extracomment>%1: name of a server</extracomment>
        <translation>Hardware-Schlüssel für %1 berühren</translation>
    </message>
    <message>
        <source>The key is waiting for a touch. This closes by itself afterwards.</source>
        <translation>Der Schlüssel wartet auf eine Berührung. Danach schließt sich dieses Fenster von selbst.</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>gui::TuneDialog</name>
    <message>
        <source>%1 on %2</source>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>Add to: %1</source>
        <extracomment>%1: title of a property such as &quot;Ban time&quot;; second line: &quot;sshd on web-1&quot;</extracomment>
        <translation>Hinzufügen zu: %1</translation>
    </message>
    <message>
        <source>Remove from: %1</source>
        <translation>Entfernen aus: %1</translation>
    </message>
    <message>
        <source>Change: %1</source>
        <translation>Ändern: %1</translation>
    </message>
    <message>
        <source>Removes</source>
        <translation>Entfernt</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>New value</source>
        <translation>Neuer Wert</translation>
    </message>
    <message>
        <source>600, 10m, 1d 12h</source>
        <translation>600, 10m, 1d 12h</translation>
    </message>
    <message>
        <source>Not a time that fail2ban knows. Examples: 600, 10m, 1d 12h, -1 for permanent.</source>
        <translation>Diese Zeitangabe kennt fail2ban nicht. Beispiele: 600, 10m, 1d 12h, -1 für dauerhaft.</translation>
    </message>
    <message>
        <source>The time in which failures are counted must be longer than 0.</source>
        <translation>Das Zeitfenster für Fehlversuche muss größer als 0 sein.</translation>
    </message>
    <message>
        <source>A whole number from 1.</source>
        <translation>Eine ganze Zahl ab 1.</translation>
    </message>
    <message>
        <source>This would ignore every address: nobody would be banned.</source>
        <translation>Das nähme jede Adresse aus: Niemand würde gesperrt.</translation>
    </message>
    <message>
        <source>A path begins with /.</source>
        <translation>Ein Pfad beginnt mit /.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>gui::UnbanDialog</name>
    <message>
        <source>Unban</source>
        <extracomment>A button</extracomment>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>Unban everything</source>
        <translation>Alles entsperren</translation>
    </message>
    <message>
        <source>Unban %1</source>
        <extracomment>%1: an address</extracomment>
        <translation>Entsperren: %1</translation>
    </message>
    <message>
        <source>since %1</source>
        <extracomment>%1: a time</extracomment>
        <translation>seit %1</translation>
    </message>
    <message>
        <source>permanent</source>
        <translation>dauerhaft</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <extracomment>%1: a number of bans that the list does not show</extracomment>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>%1: not reachable, nothing is changed there.</source>
        <extracomment>%1: names of servers</extracomment>
        <translation>%1: nicht erreichbar, dort ändert sich nichts.</translation>
    </message>
    <message>
        <source>Nothing of this is banned now.</source>
        <translation>Nichts davon ist jetzt gesperrt.</translation>
    </message>
    <message>
        <source>Undo bans them again; each ban then begins anew.</source>
        <translation>„Rückgängig“ sperrt wieder; jede Sperre beginnt dann von vorn.</translation>
    </message>
    <message>
        <source>Unbanning…</source>
        <translation>Wird entsperrt…</translation>
    </message>
    <message>
        <source>Nothing can be unbanned here.</source>
        <translation>Hier lässt sich nichts entsperren.</translation>
    </message>
    <message>
        <source>%1 is read-only in BanGUI: nothing is changed there.</source>
        <extracomment>%1: name of a server</extracomment>
        <translation>%1 ist in BanGUI auf „Nur lesen“ gestellt: Dort ändert sich nichts.</translation>
    </message>
    <message>
        <source>%1 are read-only in BanGUI: nothing is changed there.</source>
        <extracomment>%1: names of servers</extracomment>
        <translation>%1 sind in BanGUI auf „Nur lesen“ gestellt: Dort ändert sich nichts.</translation>
    </message>
</context>
<context>
    <name>gui::WindowStatusBar</name>
    <message>
        <source>store: %1</source>
        <extracomment>%1: the place, such as &quot;this computer&quot;</extracomment>
        <translation>Datenspeicher: %1</translation>
    </message>
    <message>
        <source>No servers</source>
        <translation>Keine Server</translation>
    </message>
    <message>
        <source>no answer yet</source>
        <translation>noch keine Antwort</translation>
    </message>
    <message>
        <source>answered now</source>
        <extracomment>%1: an age such as &quot;4 s&quot;</extracomment>
        <translation>soeben geantwortet</translation>
    </message>
    <message>
        <source>answered %1 ago</source>
        <translation>Antwort vor %1</translation>
    </message>
    <message>
        <source>Show</source>
        <extracomment>A link: opens the list of changes that wait</extracomment>
        <translation>Zeigen</translation>
    </message>
</context>
<context>
    <name>models</name>
    <message>
        <source>%1: %2. %3 jails, %4 bans, %5 failures.</source>
        <extracomment>read aloud for a server&apos;s card: name, its state, jails, bans, failures</extracomment>
        <translation>%1: %2. Jails: %3, Sperren: %4, Fehlversuche: %5.</translation>
    </message>
    <message>
        <source>1 duplicate</source>
        <translation>1 Duplikat</translation>
    </message>
    <message numerus="yes">
        <source>%Ln duplicates</source>
        <translation>
            <numerusform>%Ln Duplikat</numerusform>
            <numerusform>%Ln Duplikate</numerusform>
        </translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>not needed</source>
        <translation>nicht nötig</translation>
    </message>
    <message>
        <source>to come</source>
        <extracomment>a step that has not begun</extracomment>
        <translation>steht aus</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more changes</source>
        <translation>
            <numerusform>%Ln weitere Änderung</numerusform>
            <numerusform>%Ln weitere Änderungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was changed: the jail was not reloaded.</source>
        <translation>Nichts wurde geändert: Das Jail wurde nicht neu geladen.</translation>
    </message>
    <message>
        <source>Whether the jail was reloaded is not known.</source>
        <translation>Ob das Jail neu geladen wurde, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>The jail was reloaded; your configuration files were not touched.</source>
        <translation>Das Jail wurde neu geladen; die Konfigurationsdateien wurden nicht angerührt.</translation>
    </message>
    <message>
        <source>The configuration of %1 does not pass fail2ban&apos;s own test.</source>
        <translation>Die Konfiguration von %1 besteht den Test von fail2ban selbst nicht.</translation>
    </message>
    <message>
        <source>The configuration of %1 does not say what %2 would become.</source>
        <translation>Die Konfiguration von %1 sagt nicht, was aus %2 würde.</translation>
    </message>
    <message>
        <source>A regex of %1 on %2 does not work.</source>
        <translation>Eine Regex von %1 auf %2 funktioniert nicht.</translation>
    </message>
    <message>
        <source>The activation could not be recorded, so that it was not begun.</source>
        <translation>Die Aktivierung ließ sich nicht festhalten und wurde deshalb nicht begonnen.</translation>
    </message>
    <message>
        <source>%1 did not reload %2.</source>
        <translation>%1 hat %2 nicht neu geladen.</translation>
    </message>
    <message>
        <source>After the reload of %1, %2 runs fewer jails than before.</source>
        <translation>Nach dem Neuladen von %1 laufen auf %2 weniger Jails als vorher.</translation>
    </message>
    <message>
        <source>After the reload, %1 on %2 does not have the actions that its configuration says.</source>
        <translation>Nach dem Neuladen hat %1 auf %2 nicht die Aktionen, die seine Konfiguration nennt.</translation>
    </message>
    <message>
        <source>Correct what the details name, then reload again.</source>
        <translation>Korrigieren, was die Details nennen, dann erneut neu laden.</translation>
    </message>
    <message>
        <source>Correct the regex that the details name: a reload would remove the jail and lift its bans.</source>
        <translation>Die in den Details genannte Regex korrigieren: Ein Neuladen würde das Jail entfernen und seine Sperren aufheben.</translation>
    </message>
    <message>
        <source>Check BanGUI&apos;s data folder, then reload again.</source>
        <translation>BanGUIs Datenordner prüfen, dann erneut neu laden.</translation>
    </message>
    <message>
        <source>Look at the jail now; the details hold the server&apos;s words.</source>
        <translation>Das Jail jetzt ansehen; die Details enthalten die Worte des Servers.</translation>
    </message>
    <message>
        <source>Bans of this jail may have no effect: stop and start it.</source>
        <translation>Sperren dieses Jails sind womöglich wirkungslos: Jail stoppen und starten.</translation>
    </message>
    <message>
        <source>Socket path</source>
        <translation>Socket-Pfad</translation>
    </message>
    <message>
        <source>Permission</source>
        <translation>Berechtigung</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>What it can do</source>
        <translation>Was es kann</translation>
    </message>
    <message>
        <source>Configuration passes fail2ban&apos;s test</source>
        <translation>Konfiguration besteht den Test von fail2ban</translation>
    </message>
    <message>
        <source>What the reload would bring</source>
        <translation>Was das Neuladen brächte</translation>
    </message>
    <message>
        <source>Every regex works</source>
        <translation>Jede Regex funktioniert</translation>
    </message>
    <message>
        <source>Activation recorded</source>
        <translation>Aktivierung festgehalten</translation>
    </message>
    <message>
        <source>Only this jail reloaded</source>
        <translation>Nur dieses Jail neu geladen</translation>
    </message>
    <message>
        <source>No jail is missing</source>
        <translation>Kein Jail fehlt</translation>
    </message>
    <message>
        <source>Actions are as configured</source>
        <translation>Aktionen sind wie konfiguriert</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>every server</source>
        <translation>jeder Server</translation>
    </message>
    <message>
        <source>%1 is the loopback address: the server would ban itself.</source>
        <translation>%1 ist die Loopback-Adresse: Der Server würde sich selbst sperren.</translation>
    </message>
    <message>
        <source>%1 is an address of %2 itself.</source>
        <translation>%1 ist eine eigene Adresse (%2).</translation>
    </message>
    <message>
        <source>%1 is on the list of addresses that %2 never bans on %3; a ban by hand does not heed that list.</source>
        <translation>%1 steht auf der Liste der Adressen, die %2 nie sperrt (%3); eine Sperre von Hand beachtet diese Liste nicht.</translation>
    </message>
    <message>
        <source>%1 contains the loopback address %2.</source>
        <translation>%1 enthält die Loopback-Adresse %2.</translation>
    </message>
    <message>
        <source>%1 contains %2, an address of %3 itself.</source>
        <translation>%1 enthält %2, eine eigene Adresse (%3).</translation>
    </message>
    <message>
        <source>%1 contains %2, which %3 never bans on %4.</source>
        <translation>%1 enthält %2; diese Adresse sperrt %3 nie (%4).</translation>
    </message>
    <message>
        <source>%1 has no jail %2; it is left out there.</source>
        <translation>%1 hat kein Jail %2; es entfällt dort.</translation>
    </message>
    <message>
        <source>%1 is banned in %2 on %3 already.</source>
        <translation>%1 ist in %2 bereits gesperrt (%3).</translation>
    </message>
    <message>
        <source>Line %1: &quot;%2&quot; is no address and no network.</source>
        <translation>Zeile %1: „%2“ ist weder Adresse noch Netz.</translation>
    </message>
    <message>
        <source>Line %1: &quot;%2&quot; is the whole internet; it is not banned.</source>
        <translation>Zeile %1: „%2“ ist das ganze Internet; es wird nicht gesperrt.</translation>
    </message>
    <message>
        <source>Line %1: &quot;%2&quot; is a host name; its address is needed.</source>
        <translation>Zeile %1: „%2“ ist ein Hostname; nötig ist seine Adresse.</translation>
    </message>
    <message>
        <source>Bans nothing: none of these jails is there to do it</source>
        <translation>Sperrt nichts: Keines dieser Jails ist dafür da</translation>
    </message>
    <message>
        <source>The last one ends then: %1.</source>
        <translation>Die letzte endet dann: %1.</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Computer</translation>
    </message>
    <message>
        <source>fail2ban answers at %1.</source>
        <translation>fail2ban antwortet unter %1.</translation>
    </message>
    <message>
        <source>fail2ban %1 answers at %2.</source>
        <translation>fail2ban %1 antwortet unter %2.</translation>
    </message>
    <message>
        <source>There is no fail2ban on this computer.</source>
        <translation>Auf diesem Computer gibt es kein fail2ban.</translation>
    </message>
    <message>
        <source>Install it, or go on without: other servers can be added later.</source>
        <translation>Es installieren oder ohne weitermachen: Server lassen sich später hinzufügen.</translation>
    </message>
    <message>
        <source>Ban of %1 in %2</source>
        <extracomment>%1 an address or &quot;12 bans&quot;, %2 &quot;3 jails&quot;</extracomment>
        <translation>Sperre: %1 in %2</translation>
    </message>
    <message>
        <source>Unban of %1 in %2</source>
        <translation>Entsperrung: %1 in %2</translation>
    </message>
    <message>
        <source>Unban of everything: %1 on %2</source>
        <extracomment>%1 &quot;214 bans&quot;, %2 &quot;2 servers&quot;</extracomment>
        <translation>Alles entsperrt: %1 (%2)</translation>
    </message>
    <message>
        <source>Stop of %1</source>
        <extracomment>%1 a jail, %2 a server</extracomment>
        <translation>Stopp von %1</translation>
    </message>
    <message>
        <source>Change of %1 of %2</source>
        <extracomment>%1 a property (&quot;bantime&quot;), %2 a jail, %3 a server</extracomment>
        <translation>Änderung von %1 in %2</translation>
    </message>
    <message>
        <source>Dismissal of the warning about %1</source>
        <translation>Verworfene Warnung zu %1</translation>
    </message>
    <message>
        <source>Removal of %1</source>
        <translation>Entfernen von %1</translation>
    </message>
    <message>
        <source>Undo ban of %1</source>
        <translation>Sperren rückgängig machen: %1</translation>
    </message>
    <message>
        <source>Undo unban of %1</source>
        <translation>Entsperren rückgängig machen: %1</translation>
    </message>
    <message>
        <source>Undo stop of %1</source>
        <extracomment>%1 a jail, %2 a server</extracomment>
        <translation>Stopp von %1 rückgängig machen</translation>
    </message>
    <message>
        <source>Undo change of %1</source>
        <extracomment>%1 a property (&quot;bantime&quot;), %2 a jail, %3 a server</extracomment>
        <translation>Änderung von %1 rückgängig machen</translation>
    </message>
    <message>
        <source>Undo dismissal for %1</source>
        <translation>Verwerfen zu %1 rückgängig machen</translation>
    </message>
    <message>
        <source>Undo removal of %1</source>
        <translation>Entfernen von %1 rückgängig machen</translation>
    </message>
    <message>
        <source>The server&apos;s own history of these bans does not come back.</source>
        <translation>Der Verlauf dieser Sperren auf dem Server kommt nicht zurück.</translation>
    </message>
    <message>
        <source>%1 went offline</source>
        <translation>%1 ist offline gegangen</translation>
    </message>
    <message>
        <source>fail2ban no longer runs there; nothing is protected.</source>
        <translation>fail2ban läuft dort nicht mehr; nichts ist geschützt.</translation>
    </message>
    <message>
        <source>%1 is online again</source>
        <translation>%1 ist wieder online</translation>
    </message>
    <message>
        <source>fail2ban answers there.</source>
        <translation>fail2ban antwortet dort.</translation>
    </message>
    <message>
        <source>%1 lost protection</source>
        <translation>%1 hat den Schutz verloren</translation>
    </message>
    <message>
        <source>1 more change</source>
        <translation>1 weitere Änderung</translation>
    </message>
    <message>
        <source>The window shows the state of every server.</source>
        <translation>Das Fenster zeigt den Zustand jedes Servers.</translation>
    </message>
    <message>
        <source>1 entry left out</source>
        <translation>1 Angabe ausgelassen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries left out</source>
        <translation>
            <numerusform>%Ln Angabe ausgelassen</numerusform>
            <numerusform>%Ln Angaben ausgelassen</numerusform>
        </translation>
    </message>
    <message>
        <source>1 regex compiles</source>
        <translation>1 Regex ist gültig</translation>
    </message>
    <message numerus="yes">
        <source>%Ln regexes compile</source>
        <translation>
            <numerusform>%Ln Regex ist gültig</numerusform>
            <numerusform>%Ln Regexe sind gültig</numerusform>
        </translation>
    </message>
    <message>
        <source>1 jail runs</source>
        <translation>1 Jail läuft</translation>
    </message>
    <message numerus="yes">
        <source>%Ln jails run</source>
        <translation>
            <numerusform>%Ln Jail läuft</numerusform>
            <numerusform>%Ln Jails laufen</numerusform>
        </translation>
    </message>
    <message>
        <source>1 action is in place</source>
        <translation>1 Aktion ist vorhanden</translation>
    </message>
    <message numerus="yes">
        <source>%Ln actions are in place</source>
        <translation>
            <numerusform>%Ln Aktion ist vorhanden</numerusform>
            <numerusform>%Ln Aktionen sind vorhanden</numerusform>
        </translation>
    </message>
    <message>
        <source>Last known; %1 has not been asked yet.</source>
        <translation>Letzter bekannter Stand; %1 wurde noch nicht gefragt.</translation>
    </message>
    <message>
        <source>Last known; %1 needs attention: %2.</source>
        <extracomment>server, a few words why (&quot;permission denied&quot;)</extracomment>
        <translation>Letzter bekannter Stand; %1 braucht Aufmerksamkeit: %2.</translation>
    </message>
    <message>
        <source>Last known; %1 has been offline since %2.</source>
        <extracomment>server, date and time</extracomment>
        <translation>Letzter bekannter Stand; %1 ist seit %2 offline.</translation>
    </message>
    <message>
        <source>Last known; %1 has not been reached since %2.</source>
        <extracomment>server, date and time</extracomment>
        <translation>Letzter bekannter Stand; %1 ist seit %2 nicht erreichbar.</translation>
    </message>
    <message>
        <source>Last known; %1 has been busy since %2.</source>
        <extracomment>server, date and time</extracomment>
        <translation>Letzter bekannter Stand; %1 ist seit %2 beschäftigt.</translation>
    </message>
    <message>
        <source>Last known; %1: %2.</source>
        <extracomment>server, the word for its state (&quot;offline&quot;)</extracomment>
        <translation>Letzter bekannter Stand; %1: %2.</translation>
    </message>
    <message>
        <source>What they guarded is unprotected now; your configuration files were not touched.</source>
        <translation>Was sie bewacht haben, ist jetzt ungeschützt; die Konfigurationsdateien wurden nicht angerührt.</translation>
    </message>
    <message>
        <source>Correct what the details name, then start those jails; the notice above the page stays until they run.</source>
        <translation>Was die Details nennen, berichtigen und dann diese Jails starten; der Hinweis über der Seite bleibt, bis sie laufen.</translation>
    </message>
    <message>
        <source>This cannot be undone.</source>
        <translation>Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>It stays stopped until it is started, or fail2ban is reloaded or restarted. Undo starts it again.</source>
        <translation>Es bleibt gestoppt, bis es gestartet oder fail2ban neu geladen oder neu gestartet wird. „Rückgängig“ startet es wieder.</translation>
    </message>
    <message>
        <source>The configuration files of %1 do not enable %2: neither BanGUI nor a restart of fail2ban could start it again. Enable it in the files first if you want it back.</source>
        <translation>Die Konfigurationsdateien von %1 schalten %2 nicht ein: Weder BanGUI noch ein Neustart von fail2ban könnte es wieder starten. Soll es zurückkommen, muss es zuerst in den Dateien eingeschaltet werden.</translation>
    </message>
    <message>
        <source>It runs now, but its configuration files on %1 would not start it again. Correct what the check names first if you want it back.</source>
        <translation>Es läuft jetzt, aber seine Konfigurationsdateien auf %1 würden es nicht wieder starten. Soll es zurückkommen, muss zuerst berichtigt werden, was die Prüfung nennt.</translation>
    </message>
    <message>
        <source>Whether the configuration files of %1 would start it again could not be found out: %2. Undo tries it and may fail.</source>
        <translation>Ob die Konfigurationsdateien von %1 es wieder starten würden, war nicht herauszufinden: %2. „Rückgängig“ versucht es und kann scheitern.</translation>
    </message>
    <message>
        <source>Whether the configuration files on the server start the jail again is not known.</source>
        <translation>Ob die Konfigurationsdateien auf dem Server das Jail wieder starten, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Every jail that ran before still runs.</source>
        <translation>Jedes Jail, das vorher lief, läuft noch.</translation>
    </message>
    <message>
        <source>Correct what the server names, then try again.</source>
        <translation>Berichtigen, was der Server nennt, dann noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Line %1: &quot;%2&quot; is nobody&apos;s address; it is not banned.</source>
        <extracomment>%2: 0.0.0.0 or ::</extracomment>
        <translation>Zeile %1: „%2“ ist niemandes Adresse; sie wird nicht gesperrt.</translation>
    </message>
    <message>
        <source>%1 is taken as %2: bits behind the prefix are cleared</source>
        <extracomment>two networks: &quot;127.0.0.0/4 is taken as 112.0.0.0/4&quot;</extracomment>
        <translation>%1 gilt als %2: die Bits hinter dem Präfix sind gelöscht</translation>
    </message>
    <message>
        <source>After an undo, how often an address was banned before is counted anew.</source>
        <translation>Nach einem Rückgängig zählt neu, wie oft eine Adresse schon gesperrt war.</translation>
    </message>
    <message>
        <source>Bans that are given back begin anew, with the jail&apos;s present ban time.</source>
        <translation>Zurückgegebene Sperren beginnen neu, mit der jetzigen Sperrzeit des Jails.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>server name and a few words: &quot;web-2: no jail runs&quot;</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln networks, their bits behind the prefix cleared</source>
        <translation>
            <numerusform>%Ln Netz, die Bits hinter dem Präfix gelöscht</numerusform>
            <numerusform>%Ln Netze, die Bits hinter dem Präfix gelöscht</numerusform>
        </translation>
    </message>
    <message>
        <source>production</source>
        <extracomment>the mark of a server whose changes are asked about once more</extracomment>
        <translation>produktiv</translation>
    </message>
    <message>
        <source>prod</source>
        <extracomment>the mark of a production server where there is little room: at most five letters</extracomment>
        <translation>prod</translation>
    </message>
    <message>
        <source>ssh login</source>
        <translation>ssh-Anmeldung</translation>
    </message>
    <message>
        <source>Root rights</source>
        <extracomment>a step of the connection test: becoming root there with sudo or pkexec</extracomment>
        <translation>Root-Rechte</translation>
    </message>
    <message>
        <source>Container</source>
        <translation>Container</translation>
    </message>
    <message>
        <source>%1 cannot be entered now: nothing is changed there.</source>
        <translation>%1 ist gerade nicht zugänglich: Dort ändert sich nichts.</translation>
    </message>
    <message>
        <source>Import of %1</source>
        <extracomment>%1 name of a server, or &quot;12 servers&quot;</extracomment>
        <translation>Import: %1</translation>
    </message>
    <message>
        <source>Undo import of %1</source>
        <translation>Import rückgängig machen: %1</translation>
    </message>
    <message>
        <source>A file is not written in UTF-8.</source>
        <translation>Eine Datei ist nicht in UTF-8 geschrieben.</translation>
    </message>
    <message>
        <source>There is text before the first [section]: %1</source>
        <extracomment>%1: a line of a file</extracomment>
        <translation>Vor dem ersten [Abschnitt] steht Text: %1</translation>
    </message>
    <message>
        <source>The section [%1] stands twice in one file.</source>
        <extracomment>%1: name of a section of a file</extracomment>
        <translation>Der Abschnitt [%1] steht zweimal in einer Datei.</translation>
    </message>
    <message>
        <source>The option %1 stands twice in one section.</source>
        <extracomment>%1: name of an option</extracomment>
        <translation>Die Option %1 steht zweimal in einem Abschnitt.</translation>
    </message>
    <message>
        <source>A line is no option, section or comment: %1</source>
        <extracomment>%1: a line of a file</extracomment>
        <translation>Eine Zeile ist weder Option noch Abschnitt noch Kommentar: %1</translation>
    </message>
    <message>
        <source>What %1 refers to cannot be put in: %2</source>
        <extracomment>%1: name of an option, %2: Python&apos;s words</extracomment>
        <translation>Worauf %1 verweist, lässt sich nicht einsetzen: %2</translation>
    </message>
    <message>
        <source>%1 wants another kind of value than %2; fail2ban takes its default.</source>
        <extracomment>%1: name of an option, %2: what stands there</extracomment>
        <translation>%1 verlangt eine andere Art von Wert als %2; fail2ban nimmt seine Vorgabe.</translation>
    </message>
    <message>
        <source>blocks</source>
        <extracomment>a check of the configuration that found something that blocks</extracomment>
        <translation>blockiert</translation>
    </message>
    <message>
        <source>in part</source>
        <extracomment>a check of which some could not be made</extracomment>
        <translation>teilweise</translation>
    </message>
    <message>
        <source>not made</source>
        <translation>nicht geprüft</translation>
    </message>
    <message>
        <source>Nothing blocks</source>
        <translation>Nichts blockiert</translation>
    </message>
    <message>
        <source>no warnings</source>
        <translation>keine Warnungen</translation>
    </message>
    <message>
        <source>%1, %2.</source>
        <extracomment>result of a check; %1: &quot;3 issues block&quot;, %2: &quot;1 warning&quot;</extracomment>
        <translation>%1, %2.</translation>
    </message>
    <message>
        <source>now, after one more look over a fresh connection</source>
        <extracomment>a stage to come: a change is confirmed</extracomment>
        <translation>jetzt, nach noch einem Blick über eine neue Verbindung</translation>
    </message>
    <message>
        <source>by itself after %1 of health, or now</source>
        <extracomment>a stage to come: a change is confirmed; %1: &quot;1 min&quot;</extracomment>
        <translation>von selbst nach %1 ohne Befund, oder jetzt</translation>
    </message>
    <message>
        <source>by you, before the server takes it back</source>
        <translation>von Hand, bevor der Server sie zurücknimmt</translation>
    </message>
    <message>
        <source>waits for you</source>
        <extracomment>a stage of a change: somebody has to say something</extracomment>
        <translation>wartet auf die Entscheidung</translation>
    </message>
    <message>
        <source>Undoes itself now</source>
        <translation>Macht sich jetzt rückgängig</translation>
    </message>
    <message>
        <source>Undoes itself in %1</source>
        <extracomment>of a change on a server; %1: minutes and seconds, &quot;1:47&quot;</extracomment>
        <translation>Macht sich in %1 rückgängig</translation>
    </message>
    <message>
        <source>Change of %1 that brought %2 back</source>
        <extracomment>%1 a jail, %2 a server</extracomment>
        <translation>Änderung von %1, die %2 zurückgebracht hat</translation>
    </message>
    <message>
        <source>Brings the configuration of %1 on %2 into force.</source>
        <extracomment>%1 a jail, %2 a server</extracomment>
        <translation>Setzt die Konfiguration von %1 auf %2 in Kraft.</translation>
    </message>
    <message>
        <source>Its bans stay.</source>
        <translation>Die Sperren bleiben.</translation>
    </message>
    <message>
        <source>For that fail2ban has to restart the jail, because of its action %1.</source>
        <extracomment>%1 name of an action, or of an action and its property</extracomment>
        <translation>Dafür muss fail2ban das Jail neu starten, wegen der Aktion %1.</translation>
    </message>
    <message>
        <source>It has no bans now.</source>
        <translation>Es hat jetzt keine Sperren.</translation>
    </message>
    <message>
        <source>Without a database, which could not be asked for, they would not come back.</source>
        <translation>Ohne Datenbank, nach der nicht gefragt werden konnte, kämen sie nicht zurück.</translation>
    </message>
    <message>
        <source>Whether its bans stay could not be found out: %1. Where they would be lifted, nothing is reloaded before you have agreed.</source>
        <translation>Ob die Sperren bleiben, war nicht herauszufinden: %1. Würden sie aufgehoben, wird ohne Zustimmung nichts neu geladen.</translation>
    </message>
    <message>
        <source>fail2ban keeps no database on %1: the bans that are lifted do not come back with the jail.</source>
        <translation>fail2ban führt auf %1 keine Datenbank: Die aufgehobenen Sperren kommen mit dem Jail nicht zurück.</translation>
    </message>
    <message>
        <source>This is the last failregex: %1 on %2 then runs, finds nobody and bans nobody.</source>
        <extracomment>%1 a jail, %2 a server</extracomment>
        <translation>Das ist der letzte failregex: %1 auf %2 läuft dann, findet niemanden und sperrt niemanden.</translation>
    </message>
    <message>
        <source>This is the last log file: %1 on %2 then runs, reads nothing and bans nobody.</source>
        <translation>Das ist die letzte Logdatei: %1 auf %2 läuft dann, liest nichts und sperrt niemanden.</translation>
    </message>
    <message>
        <source>With so many failures before a ban, %1 on %2 bans hardly anybody.</source>
        <translation>Bei so vielen Fehlversuchen vor einer Sperre sperrt %1 auf %2 kaum noch jemanden.</translation>
    </message>
    <message>
        <source>%1 is a large part of the Internet: %2 on %3 bans nobody from there any more.</source>
        <extracomment>%1 a network, %2 a jail, %3 a server</extracomment>
        <translation>%1 ist ein großer Teil des Internets: %2 auf %3 sperrt von dort niemanden mehr.</translation>
    </message>
    <message>
        <source>Bans nothing new: all of this is banned already</source>
        <translation>Sperrt nichts Neues: All das ist schon gesperrt</translation>
    </message>
    <message>
        <source>Stop of %1 on %2</source>
        <translation>Stopp von %1 auf %2</translation>
    </message>
    <message>
        <source>Change of %1 of %2 on %3</source>
        <translation>Änderung von %1 in %2 auf %3</translation>
    </message>
    <message>
        <source>Withdrawal of changes that waited</source>
        <translation>Zurückziehen wartender Änderungen</translation>
    </message>
    <message>
        <source>Undo stop of %1 on %2</source>
        <translation>Stopp von %1 auf %2 rückgängig machen</translation>
    </message>
    <message>
        <source>Undo change of %1 of %2 on %3</source>
        <translation>Änderung von %1 in %2 auf %3 rückgängig machen</translation>
    </message>
    <message>
        <source>Undo withdrawal</source>
        <translation>Zurückziehen rückgängig machen</translation>
    </message>
    <message>
        <source>The jail comes back without its bans: fail2ban keeps no database there.</source>
        <translation>Das Jail kommt ohne seine Sperren zurück: fail2ban führt dort keine Datenbank.</translation>
    </message>
    <message>
        <source>all of its bans</source>
        <extracomment>in the place of &quot;12 bans&quot;</extracomment>
        <translation>alle Sperren</translation>
    </message>
    <message>
        <source>This lifts for good: %1. fail2ban keeps no database there, so that they do not come back, and this cannot be undone.</source>
        <extracomment>%1 &quot;12 bans&quot;</extracomment>
        <translation>Das hebt endgültig auf: %1. fail2ban führt dort keine Datenbank, daher kommen sie nicht zurück, und rückgängig machen lässt sich das nicht.</translation>
    </message>
    <message>
        <source>This lifts and sets again, one after the other: %1. For moments, with many thousands of bans for minutes, what was banned gets through.</source>
        <extracomment>%1 &quot;12 bans&quot;</extracomment>
        <translation>Das hebt auf und setzt nacheinander neu: %1. Für Augenblicke, bei vielen tausend Sperren für Minuten, kommt durch, was gesperrt war.</translation>
    </message>
    <message>
        <source>It covers what this jail bans now (%1): that stays until it ends.</source>
        <extracomment>%1 &quot;12 bans&quot;</extracomment>
        <translation>Darunter fällt, was dieses Jail jetzt sperrt (%1): Das bleibt, bis es endet.</translation>
    </message>
    <message>
        <source>Stays if it proves healthy, else undoes itself in %1</source>
        <extracomment>of a change on a server that confirms itself once it has proved healthy; %1: minutes and seconds, &quot;1:47&quot;</extracomment>
        <translation>Bleibt, wenn alles gesund bleibt, sonst zurückgenommen in %1</translation>
    </message>
</context>
<context>
    <name>models::AuditTableModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>From</source>
        <extracomment>column: window or command line</extracomment>
        <translation>Von</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
</context>
<context>
    <name>models::BanTableModel</name>
    <message>
        <source>never</source>
        <extracomment>when a permanent ban ends</extracomment>
        <translation>nie</translation>
    </message>
    <message>
        <source>This ban has no end.</source>
        <translation>Diese Sperre hat kein Ende.</translation>
    </message>
    <message>
        <source>%1, banned by %2 on %3</source>
        <extracomment>read aloud for a row: address, jail, server</extracomment>
        <translation>%1, gesperrt durch %2 auf %3</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Jail</source>
        <translation>Jail</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Since</source>
        <extracomment>column: when the ban began</extracomment>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Until</source>
        <extracomment>column: when the ban ends</extracomment>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Left</source>
        <extracomment>column: how much time of the ban is left</extracomment>
        <translation>Rest</translation>
    </message>
</context>
<context>
    <name>models::BusiestJailsModel</name>
    <message>
        <source>Jail</source>
        <translation>Jail</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Failing</source>
        <translation>Auffällig</translation>
    </message>
    <message>
        <source>Banned</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Total</source>
        <extracomment>column: bans since the jail started</extracomment>
        <translation>Gesamt</translation>
    </message>
</context>
<context>
    <name>models::ChangeTableModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Jail</source>
        <translation>Jail</translation>
    </message>
    <message>
        <source>Change</source>
        <extracomment>column: what was done with the jail&apos;s configuration</extracomment>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>By</source>
        <extracomment>column: user@host who made a change</extracomment>
        <translation>Von</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
</context>
<context>
    <name>models::ConfigJailModel</name>
    <message>
        <source>broken</source>
        <extracomment>state of a jail in the configuration files: fail2ban would refuse it</extracomment>
        <translation>defekt</translation>
    </message>
    <message>
        <source>enabled, not running</source>
        <translation>aktiviert, läuft nicht</translation>
    </message>
    <message>
        <source>running, not enabled</source>
        <translation>läuft, nicht aktiviert</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>enabled</source>
        <translation>aktiviert</translation>
    </message>
    <message>
        <source>not enabled</source>
        <translation>nicht aktiviert</translation>
    </message>
    <message>
        <source>fail2ban would refuse or skip it.</source>
        <translation>fail2ban würde es ablehnen oder übergehen.</translation>
    </message>
    <message>
        <source>The files enable it, and it does not run.</source>
        <translation>Die Dateien aktivieren es, und es läuft nicht.</translation>
    </message>
    <message>
        <source>It runs, and no file enables it: a reload of the whole server ends it.</source>
        <translation>Es läuft, und keine Datei aktiviert es: Ein Neuladen des ganzen Servers beendet es.</translation>
    </message>
    <message>
        <source>The files enable it, and it runs.</source>
        <translation>Die Dateien aktivieren es, und es läuft.</translation>
    </message>
    <message>
        <source>The files enable it. Whether it runs is not known.</source>
        <translation>Die Dateien aktivieren es. Ob es läuft, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>The files define it and do not enable it.</source>
        <translation>Die Dateien definieren es und aktivieren es nicht.</translation>
    </message>
    <message>
        <source>Defined in %1</source>
        <extracomment>%1: &quot;jail.conf:280&quot;</extracomment>
        <translation>Definiert in %1</translation>
    </message>
    <message>
        <source>Jail</source>
        <translation>Jail</translation>
    </message>
    <message>
        <source>State</source>
        <extracomment>column: whether a jail is enabled and runs</extracomment>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Defined in</source>
        <extracomment>column: file and line where a jail is first defined</extracomment>
        <translation>Definiert in</translation>
    </message>
    <message>
        <source>%1, edited</source>
        <extracomment>a jail with edits that are not applied yet, for screen readers; %1: its name</extracomment>
        <translation>%1, bearbeitet</translation>
    </message>
    <message>
        <source>Edited here, not applied.</source>
        <translation>Hier bearbeitet, nicht angewendet.</translation>
    </message>
</context>
<context>
    <name>models::ConfigOptionModel</name>
    <message>
        <source>fail2ban&apos;s default</source>
        <extracomment>in the place of a file&apos;s name: no file sets the option</extracomment>
        <translation>fail2bans Vorgabe</translation>
    </message>
    <message>
        <source>filter: %1</source>
        <extracomment>an option of the jail&apos;s filter; %1: its name (&quot;failregex&quot;)</extracomment>
        <translation>Filter: %1</translation>
    </message>
    <message>
        <source>action: %1</source>
        <extracomment>an action of the jail; %1: its name</extracomment>
        <translation>Aktion: %1</translation>
    </message>
    <message>
        <source>runtime: %1, file: %2</source>
        <extracomment>%1: value of an option while the jail runs, %2: value that the files give it</extracomment>
        <translation>zur Laufzeit: %1, Datei: %2</translation>
    </message>
    <message>
        <source>overrides %1</source>
        <extracomment>an option; %1: &quot;jail.conf:101&quot;</extracomment>
        <translation>überschreibt %1</translation>
    </message>
    <message numerus="yes">
        <source>overrides %n places</source>
        <extracomment>an option; %n: number of places in files that set it, too</extracomment>
        <translation>
            <numerusform>überschreibt %n Stelle</numerusform>
            <numerusform>überschreibt %n Stellen</numerusform>
        </translation>
    </message>
    <message>
        <source>inherited from [DEFAULT]</source>
        <translation>geerbt von [DEFAULT]</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <extracomment>%1: the text of an option as it stands in the file, with its %(...)s</extracomment>
        <translation>Geschrieben: %1</translation>
    </message>
    <message>
        <source>Inherited from [DEFAULT].</source>
        <translation>Geerbt von [DEFAULT].</translation>
    </message>
    <message>
        <source>No file sets it: this is fail2ban&apos;s own default.</source>
        <translation>Keine Datei setzt es: Das ist fail2bans eigene Vorgabe.</translation>
    </message>
    <message>
        <source>Overrides %1: %2</source>
        <extracomment>%1: &quot;jail.conf:101&quot;, %2: the value that is overridden</extracomment>
        <translation>Überschreibt %1: %2</translation>
    </message>
    <message>
        <source>problem</source>
        <extracomment>beside the shape of an option</extracomment>
        <translation>Problem</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>weicht ab</translation>
    </message>
    <message>
        <source>Option</source>
        <extracomment>column: name of an option in the configuration files</extracomment>
        <translation>Option</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Set in</source>
        <extracomment>column: file and line that set an option</extracomment>
        <translation>Gesetzt in</translation>
    </message>
    <message>
        <source>Note</source>
        <extracomment>column: what is noteworthy about an option</extracomment>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>edited, not applied</source>
        <extracomment>an option that was changed in the editor and is not written to the server yet</extracomment>
        <translation>bearbeitet, nicht angewendet</translation>
    </message>
    <message>
        <source>edited</source>
        <extracomment>beside the shape of an option that was changed in the editor</extracomment>
        <translation>bearbeitet</translation>
    </message>
</context>
<context>
    <name>models::EventTableModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Event</source>
        <extracomment>column: what fail2ban did (&quot;Banned&quot;, &quot;Failure&quot;)</extracomment>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Jail</source>
        <translation>Jail</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
</context>
<context>
    <name>models::ImportTableModel</name>
    <message>
        <source>line %1</source>
        <extracomment>%1: number of a line of a file</extracomment>
        <translation>Zeile %1</translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <extracomment>%1: a path, %2: number of a line</extracomment>
        <translation>%1, Zeile %2</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Reached by</source>
        <extracomment>Header of a column: how a server is reached</extracomment>
        <translation>Erreicht über</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>In BanGUI</source>
        <extracomment>Header of a column: new, or known already</extracomment>
        <translation>In BanGUI</translation>
    </message>
</context>
<context>
    <name>models::JailDetailModel</name>
    <message>
        <source>Properties</source>
        <translation>Eigenschaften</translation>
    </message>
    <message>
        <source>Never banned</source>
        <translation>Nie gesperrt</translation>
    </message>
    <message>
        <source>Reads</source>
        <translation>Liest</translation>
    </message>
    <message>
        <source>Failure regexes</source>
        <translation>Failregexe</translation>
    </message>
    <message>
        <source>Ignore regexes</source>
        <translation>Ignoreregexe</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Aktionen</translation>
    </message>
    <message>
        <source>Property</source>
        <translation>Eigenschaft</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
</context>
<context>
    <name>models::JailTableModel</name>
    <message>
        <source>Jail</source>
        <translation>Jail</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Failing</source>
        <extracomment>column: addresses that have failed lately</extracomment>
        <translation>Auffällig</translation>
    </message>
    <message>
        <source>Failures</source>
        <extracomment>column: failures since the jail started</extracomment>
        <translation>Fehlversuche</translation>
    </message>
    <message>
        <source>Banned</source>
        <extracomment>column: bans that stand now</extracomment>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Bans in total</source>
        <extracomment>column: bans since the jail started</extracomment>
        <translation>Sperren gesamt</translation>
    </message>
    <message>
        <source>Backend</source>
        <translation>Backend</translation>
    </message>
    <message>
        <source>Reads</source>
        <extracomment>column: log files or journal matches</extracomment>
        <translation>Liest</translation>
    </message>
    <message>
        <source>Defined in %1</source>
        <extracomment>%1: &quot;jail.conf:280&quot;</extracomment>
        <translation>Definiert in %1</translation>
    </message>
    <message>
        <source>State</source>
        <extracomment>column: whether a jail runs</extracomment>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>was running</source>
        <extracomment>state of a jail that ran when the server last answered; whether it still does is not known</extracomment>
        <translation>lief zuletzt</translation>
    </message>
</context>
<context>
    <name>models::LogTableModel</name>
    <message>
        <source>debug</source>
        <translation>Debug</translation>
    </message>
    <message>
        <source>info</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Level</source>
        <extracomment>column: how grave a log line is</extracomment>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Part</source>
        <extracomment>column: which part of BanGUI wrote a log line</extracomment>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
</context>
<context>
    <name>models::PendingTableModel</name>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Waits since</source>
        <translation>Wartet seit</translation>
    </message>
    <message>
        <source>Tries</source>
        <extracomment>How often it was tried in vain</extracomment>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Last reason</source>
        <extracomment>Why the last try failed</extracomment>
        <translation>Letzter Grund</translation>
    </message>
</context>
<context>
    <name>models::ReceiptsTableModel</name>
    <message>
        <source>all jails</source>
        <extracomment>in place of a jail&apos;s name</extracomment>
        <translation>alle Jails</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Jail</source>
        <translation>Jail</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
</context>
<context>
    <name>models::SearchModel</name>
    <message>
        <source>%1 on %2</source>
        <extracomment>where a ban was found: jail, server</extracomment>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>Ban %1…</source>
        <translation>%1 sperren…</translation>
    </message>
    <message>
        <source>Server %1, %2</source>
        <translation>Server %1, %2</translation>
    </message>
    <message>
        <source>Jail %1, %2</source>
        <translation>Jail %1, %2</translation>
    </message>
    <message>
        <source>Ban of %1, %2</source>
        <translation>Sperre von %1, %2</translation>
    </message>
</context>
<context>
    <name>models::ServerTreeModel</name>
    <message>
        <source>All servers</source>
        <translation>Alle Server</translation>
    </message>
    <message>
        <source>Production server: changes are asked about once more</source>
        <translation>Produktivserver: Vor Änderungen wird noch einmal gefragt</translation>
    </message>
    <message>
        <source>%1 of them last known: %2</source>
        <extracomment>%1: &quot;10 bans&quot;, %2: names of servers that do not answer</extracomment>
        <translation>%1 davon zuletzt bekannt: %2</translation>
    </message>
    <message>
        <source>Tags: %1</source>
        <extracomment>%1: the tags of a server, &quot;web, eu&quot;</extracomment>
        <translation>Tags: %1</translation>
    </message>
    <message>
        <source>Read-only: BanGUI sends nothing that changes it</source>
        <translation>Nur lesen: BanGUI sendet nichts, was ihn ändert</translation>
    </message>
</context>
<context>
    <name>models::SettingsTableModel</name>
    <message>
        <source>Setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Decided by</source>
        <extracomment>column: what decided a setting&apos;s value</extracomment>
        <translation>Bestimmt durch</translation>
    </message>
    <message>
        <source>Where</source>
        <extracomment>column: file, variable or option</extracomment>
        <translation>Wo</translation>
    </message>
</context>
<context>
    <name>platform::Notifier</name>
    <message>
        <source>Show</source>
        <extracomment>What a click on a notification does</extracomment>
        <translation>Zeigen</translation>
    </message>
</context>
<context>
    <name>platform::Tray</name>
    <message>
        <source>Show</source>
        <extracomment>Tray menu: brings the window to front</extracomment>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Ban…</source>
        <extracomment>Tray menu: opens the dialog that bans an address</extracomment>
        <translation>Sperren…</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>Tray menu: %1 is a server&apos;s name, %2 the word for its state</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n more servers…</source>
        <translation>
            <numerusform>%n weiterer Server…</numerusform>
            <numerusform>%n weitere Server…</numerusform>
        </translation>
    </message>
    <message>
        <source>Quit</source>
        <extracomment>Tray menu: ends the program</extracomment>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>texts</name>
    <message>
        <source>in 1 jail</source>
        <translation>in 1 Jail</translation>
    </message>
    <message numerus="yes">
        <source>in %Ln jails</source>
        <translation>
            <numerusform>in %Ln Jail</numerusform>
            <numerusform>in %Ln Jails</numerusform>
        </translation>
    </message>
    <message>
        <source>on 1 server</source>
        <translation>auf 1 Server</translation>
    </message>
    <message numerus="yes">
        <source>on %Ln servers</source>
        <translation>
            <numerusform>auf %Ln Server</numerusform>
            <numerusform>auf %Ln Servern</numerusform>
        </translation>
    </message>
    <message>
        <source>Unbans nothing: none of this is banned now</source>
        <translation>Entsperrt nichts: Nichts davon ist jetzt gesperrt</translation>
    </message>
    <message>
        <source>Lifts %1 %2 %3</source>
        <extracomment>%1 what (&quot;203.0.113.7&quot;, &quot;12 bans&quot;), %2 &quot;in 3 jails&quot;, %3 &quot;on 2 servers&quot;</extracomment>
        <translation>Hebt %1 %2 %3 auf</translation>
    </message>
    <message>
        <source>Unbans %1 %2 %3</source>
        <translation>Entsperrt %1 %2 %3</translation>
    </message>
    <message>
        <source>Unbans everything on %1: %2 %3</source>
        <extracomment>%1 server names, %2 &quot;214 bans&quot;, %3 &quot;in 4 jails&quot;</extracomment>
        <translation>Entsperrt alles auf %1: %2 %3</translation>
    </message>
    <message>
        <source>Bans %1 %2 %3</source>
        <extracomment>%1 what (&quot;203.0.113.7&quot;, &quot;3 addresses&quot;), %2 &quot;in 2 jails&quot;, %3 &quot;on 2 servers&quot;</extracomment>
        <translation>Sperrt %1 %2 %3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>the effect of a ban, then the number of bans that follow
----------
server name and a few words: &quot;web-2: permission denied&quot;</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Stops %1 on %2 and lifts all of its bans.</source>
        <translation>Stoppt %1 auf %2 und hebt alle seine Sperren auf.</translation>
    </message>
    <message>
        <source>Stops %1 on %2. It has no bans now.</source>
        <translation>Stoppt %1 auf %2. Es hat jetzt keine Sperren.</translation>
    </message>
    <message>
        <source>Stops %1 on %2 and lifts %3.</source>
        <extracomment>%3 is &quot;1 ban&quot; or &quot;38 bans&quot;</extracomment>
        <translation>Stoppt %1 auf %2 und hebt %3 auf.</translation>
    </message>
    <message>
        <source>It is the last jail: nothing on %1 is protected after that.</source>
        <translation>Es ist das letzte Jail: Danach ist auf %1 nichts mehr geschützt.</translation>
    </message>
    <message>
        <source>Moves the end of the bans of this jail. This version of fail2ban does not report when they began, so which ones cannot be shown.</source>
        <translation>Verschiebt das Ende der Sperren dieses Jails. Diese Version von fail2ban nennt ihren Beginn nicht; welche es sind, lässt sich deshalb nicht zeigen.</translation>
    </message>
    <message>
        <source>Moves the end of no ban that stands now.</source>
        <translation>Verschiebt das Ende keiner bestehenden Sperre.</translation>
    </message>
    <message>
        <source>Moves the end of 1 ban.</source>
        <translation>Verschiebt das Ende von 1 Sperre.</translation>
    </message>
    <message numerus="yes">
        <source>Moves the end of %Ln bans.</source>
        <translation>
            <numerusform>Verschiebt das Ende von %Ln Sperre.</numerusform>
            <numerusform>Verschiebt das Ende von %Ln Sperren.</numerusform>
        </translation>
    </message>
    <message>
        <source>1 of them ends at once.</source>
        <translation>1 davon endet sofort.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them end at once.</source>
        <translation>
            <numerusform>%Ln davon endet sofort.</numerusform>
            <numerusform>%Ln davon enden sofort.</numerusform>
        </translation>
    </message>
    <message>
        <source>1 becomes permanent.</source>
        <translation>1 wird dauerhaft.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln become permanent.</source>
        <translation>
            <numerusform>%Ln wird dauerhaft.</numerusform>
            <numerusform>%Ln werden dauerhaft.</numerusform>
        </translation>
    </message>
    <message>
        <source>1 ban with a time of its own stays as it is.</source>
        <translation>1 Sperre mit eigener Dauer bleibt, wie sie ist.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln bans with a time of their own stay as they are.</source>
        <translation>
            <numerusform>%Ln Sperre mit eigener Dauer bleibt, wie sie ist.</numerusform>
            <numerusform>%Ln Sperren mit eigener Dauer bleiben, wie sie sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>running</source>
        <extracomment>of a stage of a change, as the following</extracomment>
        <translation>läuft</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>outcome unknown</source>
        <translation>Ausgang unbekannt</translation>
    </message>
    <message>
        <source>Unban everything</source>
        <translation>Alles entsperren</translation>
    </message>
    <message>
        <source>Unban %1 in all jails</source>
        <translation>%1 in allen Jails entsperren</translation>
    </message>
    <message>
        <source>Stop %1</source>
        <translation>%1 stoppen</translation>
    </message>
    <message>
        <source>Start %1</source>
        <translation>%1 starten</translation>
    </message>
    <message>
        <source>Ban %1 in %2</source>
        <extracomment>%1 addresses, %2 a jail
----------
%1: an address or &quot;3 addresses&quot;, %2: name of a jail</extracomment>
        <translation>%1 in %2 sperren</translation>
    </message>
    <message>
        <source>Unban %1 in %2</source>
        <extracomment>%1: an address or &quot;3 addresses&quot;, %2: name of a jail</extracomment>
        <translation>%1 in %2 entsperren</translation>
    </message>
    <message>
        <source>Set %1 of %2 to %3</source>
        <extracomment>%1 a property (&quot;bantime&quot;), %2 a jail, %3 a value</extracomment>
        <translation>%1 von %2 auf %3 setzen</translation>
    </message>
    <message>
        <source>Reload %1</source>
        <translation>%1 neu laden</translation>
    </message>
    <message>
        <source>window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>command line</source>
        <translation>Befehlszeile</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Datenordner</translation>
    </message>
    <message>
        <source>Lock of the data folder</source>
        <translation>Schloss des Datenordners</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Datenspeicher</translation>
    </message>
    <message>
        <source>Form of the store</source>
        <translation>Form des Datenspeichers</translation>
    </message>
    <message>
        <source>Tray</source>
        <translation>Infobereich</translation>
    </message>
    <message>
        <source>ssh</source>
        <translation>ssh</translation>
    </message>
    <message>
        <source>The server</source>
        <translation>Der Server</translation>
    </message>
    <message>
        <source>its socket</source>
        <translation>seinem Pfad</translation>
    </message>
    <message>
        <source>of that name</source>
        <translation>mit diesem Namen</translation>
    </message>
    <message>
        <source>A program</source>
        <translation>Ein Programm</translation>
    </message>
    <message>
        <source>A file</source>
        <translation>Eine Datei</translation>
    </message>
    <message>
        <source>of BanGUI</source>
        <translation>von BanGUI</translation>
    </message>
    <message>
        <source>Whether the change was made is not known.</source>
        <translation>Ob die Änderung ausgeführt wurde, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Nothing was saved.</source>
        <translation>Nichts wurde gespeichert.</translation>
    </message>
    <message>
        <source>BanGUI did not start; no server was touched.</source>
        <translation>BanGUI ist nicht gestartet; kein Server wurde berührt.</translation>
    </message>
    <message>
        <source>Look at the figures before you repeat it.</source>
        <translation>Vor dem Wiederholen die Zahlen ansehen.</translation>
    </message>
    <message>
        <source>%1 lost protection %2 after an activation</source>
        <translation>%1 hat %2 nach einer Aktivierung den Schutz verloren</translation>
    </message>
    <message>
        <source>%1 lost protection</source>
        <translation>%1 hat den Schutz verloren</translation>
    </message>
    <message>
        <source>%1 has been offline for %2</source>
        <translation>%1 ist seit %2 offline</translation>
    </message>
    <message>
        <source>%1 is offline</source>
        <translation>%1 ist offline</translation>
    </message>
    <message>
        <source>%1 has not been reached for %2</source>
        <translation>%1 ist seit %2 nicht erreichbar</translation>
    </message>
    <message>
        <source>%1 is not reached</source>
        <translation>%1 ist nicht erreichbar</translation>
    </message>
    <message>
        <source>%1 has been busy for %2</source>
        <translation>%1 ist seit %2 beschäftigt</translation>
    </message>
    <message>
        <source>One thing needs you</source>
        <translation>Ein Punkt erfordert Eingreifen</translation>
    </message>
    <message>
        <source>Two things need you</source>
        <translation>Zwei Punkte erfordern Eingreifen</translation>
    </message>
    <message>
        <source>Three things need you</source>
        <translation>Drei Punkte erfordern Eingreifen</translation>
    </message>
    <message>
        <source>1 server online</source>
        <translation>1 Server online</translation>
    </message>
    <message numerus="yes">
        <source>%Ln servers online</source>
        <translation>
            <numerusform>%Ln Server online</numerusform>
            <numerusform>%Ln Server online</numerusform>
        </translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>%1, %2.</source>
        <extracomment>&quot;5 servers online&quot;, &quot;214 bans&quot;</extracomment>
        <translation>%1, %2.</translation>
    </message>
    <message>
        <source>No server yet</source>
        <translation>Noch kein Server</translation>
    </message>
    <message>
        <source>Add the first server to watch it.</source>
        <translation>Den ersten Server hinzufügen, um ihn zu beobachten.</translation>
    </message>
    <message>
        <source>Looking</source>
        <translation>Wird geprüft</translation>
    </message>
    <message>
        <source>1 server has not answered yet.</source>
        <translation>1 Server hat noch nicht geantwortet.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln servers have not answered yet.</source>
        <translation>
            <numerusform>%Ln Server hat noch nicht geantwortet.</numerusform>
            <numerusform>%Ln Server haben noch nicht geantwortet.</numerusform>
        </translation>
    </message>
    <message>
        <source>All is well</source>
        <translation>Alles in Ordnung</translation>
    </message>
    <message>
        <source>%1 of %2 online</source>
        <extracomment>&quot;4 of 5 servers online&quot;</extracomment>
        <translation>%2, %1 online</translation>
    </message>
    <message>
        <source>1 needs you</source>
        <translation>1 erfordert Eingreifen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln need you</source>
        <translation>
            <numerusform>%Ln erfordert Eingreifen</numerusform>
            <numerusform>%Ln erfordern Eingreifen</numerusform>
        </translation>
    </message>
    <message>
        <source>Ban time</source>
        <translation>Sperrzeit</translation>
    </message>
    <message>
        <source>How long a ban lasts. It counts for bans that stand already, too.</source>
        <translation>Wie lange eine Sperre dauert. Gilt auch für Sperren, die schon bestehen.</translation>
    </message>
    <message>
        <source>Find time</source>
        <translation>Zeitfenster</translation>
    </message>
    <message>
        <source>Failures count together when they lie within this time.</source>
        <translation>Fehlversuche zählen zusammen, wenn sie in diesem Zeitraum liegen.</translation>
    </message>
    <message>
        <source>Failures until a ban</source>
        <translation>Fehlversuche bis zur Sperre</translation>
    </message>
    <message>
        <source>How many failures within the find time lead to a ban.</source>
        <translation>Wie viele Fehlversuche im Zeitfenster zu einer Sperre führen.</translation>
    </message>
    <message>
        <source>Log lines kept per ban</source>
        <translation>Logzeilen je Sperre</translation>
    </message>
    <message>
        <source>How many matching lines are kept for an address.</source>
        <translation>Wie viele passende Zeilen zu einer Adresse behalten werden.</translation>
    </message>
    <message>
        <source>Lines per match</source>
        <translation>Zeilen je Treffer</translation>
    </message>
    <message>
        <source>How many log lines a regex may look at together.</source>
        <translation>Wie viele Logzeilen eine Regex gemeinsam betrachten darf.</translation>
    </message>
    <message>
        <source>Never banned</source>
        <translation>Nie gesperrt</translation>
    </message>
    <message>
        <source>Addresses, networks and names that this jail never bans.</source>
        <translation>Adressen, Netze und Namen, die dieses Jail nie sperrt.</translation>
    </message>
    <message>
        <source>Own addresses never banned</source>
        <translation>Eigene nie gesperrt</translation>
    </message>
    <message>
        <source>The server&apos;s own addresses are left alone.</source>
        <translation>Die eigenen Adressen des Servers bleiben unbehelligt.</translation>
    </message>
    <message>
        <source>Ignore command</source>
        <translation>Ignore-Befehl</translation>
    </message>
    <message>
        <source>A program that decides whether an address is left alone.</source>
        <translation>Ein Programm, das entscheidet, ob eine Adresse unbehelligt bleibt.</translation>
    </message>
    <message>
        <source>Ignore cache</source>
        <translation>Ignore-Cache</translation>
    </message>
    <message>
        <source>How long the ignore command&apos;s answers are remembered.</source>
        <translation>Wie lange die Antworten des Ignore-Befehls gemerkt werden.</translation>
    </message>
    <message>
        <source>Host names in logs</source>
        <translation>Hostnamen in Logs</translation>
    </message>
    <message>
        <source>Whether host names found in a log are looked up: yes, warn, no or raw.</source>
        <translation>Ob Hostnamen aus einem Log aufgelöst werden: yes, warn, no oder raw.</translation>
    </message>
    <message>
        <source>Log files</source>
        <translation>Logdateien</translation>
    </message>
    <message>
        <source>The files that this jail reads.</source>
        <translation>Die Dateien, die dieses Jail liest.</translation>
    </message>
    <message>
        <source>Log encoding</source>
        <translation>Zeichenkodierung des Logs</translation>
    </message>
    <message>
        <source>How the log&apos;s bytes become text.</source>
        <translation>Wie aus den Bytes des Logs Text wird.</translation>
    </message>
    <message>
        <source>Log time zone</source>
        <translation>Zeitzone des Logs</translation>
    </message>
    <message>
        <source>The zone of times in the log that name none.</source>
        <translation>Die Zone für Zeiten im Log, die keine nennen.</translation>
    </message>
    <message>
        <source>Journal matches</source>
        <translation>Journal-Auswahl</translation>
    </message>
    <message>
        <source>Which entries of the systemd journal this jail reads.</source>
        <translation>Welche Einträge des systemd-Journals dieses Jail liest.</translation>
    </message>
    <message>
        <source>Date pattern</source>
        <translation>Datumsmuster</translation>
    </message>
    <message>
        <source>How the time of a log line is found.</source>
        <translation>Wie die Zeit einer Logzeile gefunden wird.</translation>
    </message>
    <message>
        <source>Prefix regex</source>
        <translation>Präfix-Regex</translation>
    </message>
    <message>
        <source>What every line must match before the other regexes are tried.</source>
        <translation>Worauf jede Zeile passen muss, bevor die übrigen Regexe versucht werden.</translation>
    </message>
    <message>
        <source>Failure regexes</source>
        <translation>Failregexe</translation>
    </message>
    <message>
        <source>A line that matches one of these is a failure.</source>
        <translation>Eine Zeile, auf die eine davon passt, ist ein Fehlversuch.</translation>
    </message>
    <message>
        <source>Ignore regexes</source>
        <translation>Ignoreregexe</translation>
    </message>
    <message>
        <source>A line that matches one of these is no failure after all.</source>
        <translation>Eine Zeile, auf die eine davon passt, ist doch kein Fehlversuch.</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>Leerlauf</translation>
    </message>
    <message>
        <source>An idle jail reads nothing and bans nothing new.</source>
        <translation>Ein Jail im Leerlauf liest nichts und sperrt nichts Neues.</translation>
    </message>
    <message>
        <source>Backend</source>
        <translation>Backend</translation>
    </message>
    <message>
        <source>How the log is watched.</source>
        <translation>Wie das Log beobachtet wird.</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Aktionen</translation>
    </message>
    <message>
        <source>What is done when an address is banned.</source>
        <translation>Was geschieht, wenn eine Adresse gesperrt wird.</translation>
    </message>
    <message>
        <source>Longer bans for repeaters</source>
        <translation>Längere Sperren für Wiederholer</translation>
    </message>
    <message>
        <source>An address that comes back is banned for longer each time.</source>
        <translation>Eine Adresse, die wiederkommt, wird jedes Mal länger gesperrt.</translation>
    </message>
    <message>
        <source>Growth factor</source>
        <translation>Wachstumsfaktor</translation>
    </message>
    <message>
        <source>By how much a repeated ban grows.</source>
        <translation>Um wie viel eine wiederholte Sperre wächst.</translation>
    </message>
    <message>
        <source>Growth formula</source>
        <translation>Wachstumsformel</translation>
    </message>
    <message>
        <source>How the length of a repeated ban is computed.</source>
        <translation>Wie die Dauer einer wiederholten Sperre berechnet wird.</translation>
    </message>
    <message>
        <source>Growth steps</source>
        <translation>Wachstumsstufen</translation>
    </message>
    <message>
        <source>The steps by which repeated bans grow.</source>
        <translation>Die Stufen, in denen wiederholte Sperren wachsen.</translation>
    </message>
    <message>
        <source>Longest ban</source>
        <translation>Längste Sperre</translation>
    </message>
    <message>
        <source>No repeated ban becomes longer than this.</source>
        <translation>Länger wird keine wiederholte Sperre.</translation>
    </message>
    <message>
        <source>Random addition</source>
        <translation>Zufälliger Zuschlag</translation>
    </message>
    <message>
        <source>Up to this much is added, so that nobody can reckon the end.</source>
        <translation>Bis zu so viel kommt hinzu, damit niemand das Ende berechnen kann.</translation>
    </message>
    <message>
        <source>Repeaters over all jails</source>
        <translation>Wiederholer über alle Jails</translation>
    </message>
    <message>
        <source>Bans of other jails count as repetitions, too.</source>
        <translation>Auch Sperren anderer Jails zählen als Wiederholung.</translation>
    </message>
    <message>
        <source>Time limit</source>
        <translation>Zeitlimit</translation>
    </message>
    <message>
        <source>How long a command of this action may run.</source>
        <translation>Wie lange ein Befehl dieser Aktion laufen darf.</translation>
    </message>
    <message>
        <source>Ban command</source>
        <translation>Sperrbefehl</translation>
    </message>
    <message>
        <source>Run when an address is banned.</source>
        <translation>Läuft, wenn eine Adresse gesperrt wird.</translation>
    </message>
    <message>
        <source>Unban command</source>
        <translation>Entsperrbefehl</translation>
    </message>
    <message>
        <source>Run when a ban ends.</source>
        <translation>Läuft, wenn eine Sperre endet.</translation>
    </message>
    <message>
        <source>Start command</source>
        <translation>Startbefehl</translation>
    </message>
    <message>
        <source>Run before the first ban.</source>
        <translation>Läuft vor der ersten Sperre.</translation>
    </message>
    <message>
        <source>Stop command</source>
        <translation>Stoppbefehl</translation>
    </message>
    <message>
        <source>Run when the jail stops.</source>
        <translation>Läuft, wenn das Jail stoppt.</translation>
    </message>
    <message>
        <source>Check command</source>
        <translation>Prüfbefehl</translation>
    </message>
    <message>
        <source>Run before each ban, to see that the action still works.</source>
        <translation>Läuft vor jeder Sperre und prüft, ob die Aktion noch funktioniert.</translation>
    </message>
    <message>
        <source>Flush command</source>
        <translation>Leerungsbefehl</translation>
    </message>
    <message>
        <source>Run to lift all bans at once.</source>
        <translation>Läuft, um alle Sperren auf einmal aufzuheben.</translation>
    </message>
    <message>
        <source>Reload command</source>
        <translation>Neuladebefehl</translation>
    </message>
    <message>
        <source>Run when the jail is reloaded.</source>
        <translation>Läuft, wenn das Jail neu geladen wird.</translation>
    </message>
    <message>
        <source>Changed while running: the next reload resets it.</source>
        <translation>Im Betrieb geändert: Das nächste Neuladen setzt es zurück.</translation>
    </message>
    <message>
        <source>1 more</source>
        <translation>1 weitere</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <translation>
            <numerusform>%Ln weitere</numerusform>
            <numerusform>%Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <extracomment>end of a list of names: &quot;/var/log/auth.log&quot; and &quot;2 more&quot;
----------
end of a list of names: &quot;web-1, web-2&quot; and &quot;mail&quot;</extracomment>
        <translation>%1 und %2</translation>
    </message>
    <message>
        <source>in all jails</source>
        <translation>in allen Jails</translation>
    </message>
    <message>
        <source>Banned %1</source>
        <translation>%1 gesperrt</translation>
    </message>
    <message>
        <source>Banned %1 %2</source>
        <translation>%1 %2 gesperrt</translation>
    </message>
    <message>
        <source>Unbanned %1</source>
        <translation>%1 entsperrt</translation>
    </message>
    <message>
        <source>Unbanned %1 %2</source>
        <translation>%1 %2 entsperrt</translation>
    </message>
    <message>
        <source>Stopped %1</source>
        <translation>%1 gestoppt</translation>
    </message>
    <message>
        <source>Reloaded %1</source>
        <translation>%1 neu geladen</translation>
    </message>
    <message>
        <source>Started %1</source>
        <translation>%1 gestartet</translation>
    </message>
    <message>
        <source>Changed %1 until its next reload</source>
        <translation>%1 geändert, bis zum nächsten Neuladen</translation>
    </message>
    <message>
        <source>Undone %1</source>
        <translation>%1 rückgängig gemacht</translation>
    </message>
    <message>
        <source>Banned already, nothing to do</source>
        <translation>Bereits gesperrt, nichts zu tun</translation>
    </message>
    <message>
        <source>Not banned, nothing to do</source>
        <translation>Nicht gesperrt, nichts zu tun</translation>
    </message>
    <message>
        <source>Nothing to do</source>
        <translation>Nichts zu tun</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>refused by %1</source>
        <extracomment>a list of server names that said no</extracomment>
        <translation>abgelehnt von %1</translation>
    </message>
    <message>
        <source>failed on %1</source>
        <extracomment>a list of server names where it failed</extracomment>
        <translation>fehlgeschlagen auf %1</translation>
    </message>
    <message>
        <source>fail2ban no longer runs there; nothing is protected.</source>
        <translation>fail2ban läuft dort nicht mehr; nichts ist geschützt.</translation>
    </message>
    <message>
        <source>All of its jails are gone; the daemon still answers.</source>
        <translation>Alle Jails sind weg; der Dienst antwortet noch.</translation>
    </message>
    <message>
        <source>1 of %1 jails is gone; the daemon still answers.</source>
        <translation>1 von %1 Jails ist weg; der Dienst antwortet noch.</translation>
    </message>
    <message>
        <source>%1 of %2 jails are gone; the daemon still answers.</source>
        <translation>%1 von %2 Jails sind weg; der Dienst antwortet noch.</translation>
    </message>
    <message>
        <source>fail2ban was restarted since: another process answers now.</source>
        <translation>fail2ban wurde seither neu gestartet: Jetzt antwortet ein anderer Prozess.</translation>
    </message>
    <message>
        <source>fail2ban runs but no longer answers; nothing new is banned.</source>
        <translation>fail2ban läuft, antwortet aber nicht mehr; nichts Neues wird gesperrt.</translation>
    </message>
    <message>
        <source>%1 after the jail </source>
        <extracomment>goes on after &quot;web-1 lost protection&quot;; %1 is a time (&quot;12 s&quot;), the name of a jail follows</extracomment>
        <translation>%1 nachdem das Jail </translation>
    </message>
    <message>
        <source>as soon as the jail </source>
        <extracomment>goes on after &quot;web-1 lost protection&quot;; the name of a jail follows</extracomment>
        <translation>sobald das Jail </translation>
    </message>
    <message>
        <source> was activated. %1</source>
        <extracomment>after the name of a jail; %1 is a sentence on what is lost</extracomment>
        <translation> aktiviert wurde. %1</translation>
    </message>
    <message>
        <source>Gone: %1. </source>
        <extracomment>%1 is a list of jail names</extracomment>
        <translation>Weg: %1. </translation>
    </message>
    <message>
        <source>BanGUI has changed nothing since. Your configuration is as it was.</source>
        <translation>BanGUI hat seither nichts geändert. Die Konfiguration ist, wie sie war.</translation>
    </message>
    <message>
        <source>%1 is protected again after %2.</source>
        <translation>%1 ist nach %2 wieder geschützt.</translation>
    </message>
    <message>
        <source>The loss of protection on %1 was dismissed. Nothing was changed on the server.</source>
        <translation>Der Schutzverlust auf %1 wurde verworfen. Auf dem Server wurde nichts geändert.</translation>
    </message>
    <message>
        <source>went offline</source>
        <translation>ging offline</translation>
    </message>
    <message>
        <source>lost jails</source>
        <translation>verlor Jails</translation>
    </message>
    <message>
        <source>was restarted</source>
        <translation>wurde neu gestartet</translation>
    </message>
    <message>
        <source>stopped answering</source>
        <translation>antwortet nicht mehr</translation>
    </message>
    <message>
        <source>Where servers, records and logs are kept.</source>
        <translation>Wo Server, Einträge und Logs abgelegt sind.</translation>
    </message>
    <message>
        <source>Log level</source>
        <translation>Log-Stufe</translation>
    </message>
    <message>
        <source>How much BanGUI writes into its own log.</source>
        <translation>Wie viel BanGUI in sein eigenes Log schreibt.</translation>
    </message>
    <message>
        <source>Log file</source>
        <translation>Logdatei</translation>
    </message>
    <message>
        <source>Where BanGUI&apos;s own log goes; empty for the data folder.</source>
        <translation>Wohin BanGUIs eigenes Log geht; leer für den Datenordner.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Language of the window; empty for the system&apos;s.</source>
        <translation>Sprache des Fensters; leer für die des Systems.</translation>
    </message>
    <message>
        <source>Probe interval</source>
        <translation>Prüfintervall</translation>
    </message>
    <message>
        <source>How often each server is asked how it is.</source>
        <translation>Wie oft jeder Server nach seinem Zustand gefragt wird.</translation>
    </message>
    <message>
        <source>Answer expected within</source>
        <translation>Antwort erwartet binnen</translation>
    </message>
    <message>
        <source>A server that takes longer for a short question counts as busy.</source>
        <translation>Ein Server, der für eine kurze Frage länger braucht, gilt als beschäftigt.</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>Zeitangaben</translation>
    </message>
    <message>
        <source>How times are written.</source>
        <translation>Wie Zeiten geschrieben werden.</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Erscheinungsbild</translation>
    </message>
    <message>
        <source>Light, dark, or as the system has it.</source>
        <translation>Hell, dunkel oder wie das System.</translation>
    </message>
    <message>
        <source>Icon in the tray</source>
        <translation>Symbol im Infobereich</translation>
    </message>
    <message>
        <source>Shows the gravest state of all servers.</source>
        <translation>Zeigt den ernstesten Zustand aller Server.</translation>
    </message>
    <message>
        <source>Keep running when closed</source>
        <translation>Nach dem Schließen weiterlaufen</translation>
    </message>
    <message>
        <source>Closing the window leaves BanGUI in the tray; Quit ends it.</source>
        <translation>Nach dem Schließen bleibt BanGUI im Infobereich; „Beenden“ beendet es.</translation>
    </message>
    <message>
        <source>Start without a window</source>
        <translation>Ohne Fenster starten</translation>
    </message>
    <message>
        <source>BanGUI begins in the tray.</source>
        <translation>BanGUI beginnt im Infobereich.</translation>
    </message>
    <message>
        <source>Start at login</source>
        <translation>Bei der Anmeldung starten</translation>
    </message>
    <message>
        <source>BanGUI starts with your session.</source>
        <translation>BanGUI startet mit der Sitzung.</translation>
    </message>
    <message>
        <source>A server went offline</source>
        <translation>Ein Server ging offline</translation>
    </message>
    <message>
        <source>Tell when fail2ban ends on a server.</source>
        <translation>Melden, wenn fail2ban auf einem Server endet.</translation>
    </message>
    <message>
        <source>A server is well again</source>
        <translation>Ein Server ist wieder in Ordnung</translation>
    </message>
    <message>
        <source>Tell when a server that was offline answers.</source>
        <translation>Melden, wenn ein Server antwortet, der offline war.</translation>
    </message>
    <message>
        <source>Protection was lost</source>
        <translation>Schutz ging verloren</translation>
    </message>
    <message>
        <source>Tell when an activation has cost a server its jails.</source>
        <translation>Melden, wenn eine Aktivierung einen Server seine Jails gekostet hat.</translation>
    </message>
    <message>
        <source>Most notifications in a minute</source>
        <translation>Höchstzahl der Meldungen pro Minute</translation>
    </message>
    <message>
        <source>What is more is folded into one.</source>
        <translation>Was darüber hinausgeht, wird zu einer zusammengefasst.</translation>
    </message>
    <message>
        <source>Confirm each unban</source>
        <translation>Jedes Entsperren bestätigen</translation>
    </message>
    <message>
        <source>Asks once more before a single address is unbanned. The effect is shown in any case.</source>
        <translation>Fragt vor dem Entsperren einer einzelnen Adresse noch einmal nach. Die Wirkung wird immer gezeigt.</translation>
    </message>
    <message>
        <source>Stay unlocked for</source>
        <translation>Entsperrt bleiben für</translation>
    </message>
    <message>
        <source>How long an unlocked session lasts; 0 for never.</source>
        <translation>Wie lange eine aufgeschlossene Sitzung dauert; 0 für nie.</translation>
    </message>
    <message>
        <source>Keep records for</source>
        <translation>Einträge aufbewahren</translation>
    </message>
    <message>
        <source>Older records of changes are deleted from BanGUI&apos;s own store.</source>
        <translation>Ältere Einträge über Änderungen werden aus BanGUIs Datenspeicher gelöscht.</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 Tag</translation>
    </message>
    <message numerus="yes">
        <source>%Ln days</source>
        <translation>
            <numerusform>%Ln Tag</numerusform>
            <numerusform>%Ln Tage</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>where a setting came from, then the file, variable or option
----------
two units of one duration: &quot;18 h&quot; and &quot;58 min&quot;</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Set by the %1, which is stronger than a choice made here.</source>
        <translation>Festgelegt (%1); das geht einer Wahl an dieser Stelle vor.</translation>
    </message>
    <message>
        <source>Needed before the store is open: set it in a file, the environment or the command line.</source>
        <translation>Wird gebraucht, bevor der Datenspeicher offen ist: in einer Datei, der Umgebung oder der Befehlszeile festlegen.</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; is not understood and was left out.</source>
        <extracomment>file or variable, then its text</extracomment>
        <translation>%1: „%2“ ist unverständlich und wurde ausgelassen.</translation>
    </message>
    <message>
        <source>%1: %2 cannot be &quot;%3&quot;; the next weaker value is used.</source>
        <translation>%1: %2 kann nicht „%3“ sein; der nächstschwächere Wert gilt.</translation>
    </message>
    <message>
        <source>%1 has not been asked yet.</source>
        <translation>%1 wurde noch nicht gefragt.</translation>
    </message>
    <message>
        <source>%1 answers and runs %2.</source>
        <translation>%1 antwortet und betreibt %2.</translation>
    </message>
    <message>
        <source>%1 lost protection after a jail was activated.</source>
        <translation>%1 hat nach dem Aktivieren eines Jails den Schutz verloren.</translation>
    </message>
    <message>
        <source>%1 lost protection: %2 no longer run.</source>
        <translation>%1 hat den Schutz verloren, nicht mehr in Betrieb: %2.</translation>
    </message>
    <message>
        <source>%1 has been busy for %2.</source>
        <translation>%1 ist seit %2 beschäftigt.</translation>
    </message>
    <message>
        <source>%1 has been offline for %2. %3</source>
        <translation>%1 ist seit %2 offline. %3</translation>
    </message>
    <message>
        <source>%1 has not been reached for %2; what it does is not known.</source>
        <translation>%1 ist seit %2 nicht erreichbar; was dort geschieht, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Lost %1 of %2</source>
        <translation>%1 von %2 verloren</translation>
    </message>
    <message>
        <source>Lost 1 jail</source>
        <translation>1 Jail verloren</translation>
    </message>
    <message numerus="yes">
        <source>Lost %Ln jails</source>
        <translation>
            <numerusform>%Ln Jail verloren</numerusform>
            <numerusform>%Ln Jails verloren</numerusform>
        </translation>
    </message>
    <message>
        <source>Busy for %1</source>
        <translation>Beschäftigt seit %1</translation>
    </message>
    <message>
        <source>Offline for %1</source>
        <translation>Offline seit %1</translation>
    </message>
    <message>
        <source>lost 1 jail</source>
        <translation>1 Jail verloren</translation>
    </message>
    <message numerus="yes">
        <source>lost %Ln jails</source>
        <translation>
            <numerusform>%Ln Jail verloren</numerusform>
            <numerusform>%Ln Jails verloren</numerusform>
        </translation>
    </message>
    <message>
        <source>fail2ban runs on %1 without a single jail: nothing is protected. Start a jail.</source>
        <translation>fail2ban läuft auf %1 ohne ein einziges Jail: Nichts ist geschützt. Ein Jail starten.</translation>
    </message>
    <message>
        <source>fail2ban on %1 runs but has not answered for more than a minute: it is not protecting. A regex that takes for ever is the usual cause; restart fail2ban there.</source>
        <translation>fail2ban auf %1 läuft, antwortet aber seit über einer Minute nicht: Es schützt nicht. Meist ist eine endlos laufende Regex die Ursache; fail2ban dort neu starten.</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>dieser Computer</translation>
    </message>
    <message>
        <source>now</source>
        <extracomment>an age of less than a second</extracomment>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 d</translation>
    </message>
    <message>
        <source>permanent</source>
        <translation>dauerhaft</translation>
    </message>
    <message>
        <source>ending</source>
        <extracomment>of a ban whose time is up, but which the server has not lifted yet</extracomment>
        <translation>endet</translation>
    </message>
    <message>
        <source>tomorrow %1</source>
        <translation>morgen %1</translation>
    </message>
    <message>
        <source>yesterday %1</source>
        <translation>gestern %1</translation>
    </message>
    <message>
        <source>not reported by this version</source>
        <translation>von dieser Version nicht gemeldet</translation>
    </message>
    <message>
        <source>1 ban</source>
        <translation>1 Sperre</translation>
    </message>
    <message numerus="yes">
        <source>%Ln bans</source>
        <translation>
            <numerusform>%Ln Sperre</numerusform>
            <numerusform>%Ln Sperren</numerusform>
        </translation>
    </message>
    <message>
        <source>1 jail</source>
        <translation>1 Jail</translation>
    </message>
    <message numerus="yes">
        <source>%Ln jails</source>
        <translation>
            <numerusform>%Ln Jail</numerusform>
            <numerusform>%Ln Jails</numerusform>
        </translation>
    </message>
    <message>
        <source>1 server</source>
        <translation>1 Server</translation>
    </message>
    <message numerus="yes">
        <source>%Ln servers</source>
        <translation>
            <numerusform>%Ln Server</numerusform>
            <numerusform>%Ln Server</numerusform>
        </translation>
    </message>
    <message>
        <source>1 address</source>
        <translation>1 Adresse</translation>
    </message>
    <message numerus="yes">
        <source>%Ln addresses</source>
        <translation>
            <numerusform>%Ln Adresse</numerusform>
            <numerusform>%Ln Adressen</numerusform>
        </translation>
    </message>
    <message>
        <source>1 record</source>
        <translation>1 Eintrag</translation>
    </message>
    <message numerus="yes">
        <source>%Ln records</source>
        <translation>
            <numerusform>%Ln Eintrag</numerusform>
            <numerusform>%Ln Einträge</numerusform>
        </translation>
    </message>
    <message>
        <source>1 line</source>
        <translation>1 Zeile</translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines</source>
        <translation>
            <numerusform>%Ln Zeile</numerusform>
            <numerusform>%Ln Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>1 setting was decided by something else than its default.</source>
        <translation>1 Einstellung ist von etwas anderem als ihrer Vorgabe bestimmt.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln settings were decided by something else than their defaults.</source>
        <translation>
            <numerusform>%Ln Einstellung ist von etwas anderem als ihrer Vorgabe bestimmt.</numerusform>
            <numerusform>%Ln Einstellungen sind von etwas anderem als ihren Vorgaben bestimmt.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 has no socket at %2.</source>
        <translation>%1 hat keinen Socket unter %2.</translation>
    </message>
    <message>
        <source>Start fail2ban there, or correct the socket path of this server.</source>
        <translation>fail2ban dort starten oder den Socket-Pfad dieses Servers korrigieren.</translation>
    </message>
    <message>
        <source>On %1, %2 is no socket.</source>
        <translation>%1 hat unter %2 keinen Socket, sondern etwas anderes.</translation>
    </message>
    <message>
        <source>Correct the socket path of this server; &quot;fail2ban-client -d&quot; names the one in use.</source>
        <translation>Den Socket-Pfad dieses Servers korrigieren; „fail2ban-client -d“ nennt den benutzten.</translation>
    </message>
    <message>
        <source>The socket path of %1 is too long: the system allows 107 bytes.</source>
        <translation>%1: Der Socket-Pfad ist zu lang, das System erlaubt 107 Bytes.</translation>
    </message>
    <message>
        <source>Use a shorter path, or a symbolic link in a short one.</source>
        <translation>Einen kürzeren Pfad verwenden oder einen symbolischen Link in einem kurzen.</translation>
    </message>
    <message>
        <source>Nobody listens behind the socket of %1: fail2ban is not running.</source>
        <translation>%1: Am Socket lauscht niemand, fail2ban läuft nicht.</translation>
    </message>
    <message>
        <source>Start fail2ban there; its log says why it ended.</source>
        <translation>fail2ban dort starten; sein Log sagt, warum es endete.</translation>
    </message>
    <message>
        <source>%1 refuses the socket to you.</source>
        <translation>%1 verweigert den Zugriff auf den Socket.</translation>
    </message>
    <message>
        <source>%1 refuses the socket to user %2.</source>
        <translation>%1 verweigert dem Benutzer %2 den Socket.</translation>
    </message>
    <message>
        <source>%1 is busy and takes no new connection.</source>
        <translation>%1 ist beschäftigt und nimmt keine neue Verbindung an.</translation>
    </message>
    <message>
        <source>It is asked again by itself.</source>
        <translation>Die Abfrage wiederholt sich von selbst.</translation>
    </message>
    <message>
        <source>The connection to %1 ended before its answer was complete.</source>
        <translation>%1: Die Verbindung endete, bevor die Antwort vollständig war.</translation>
    </message>
    <message>
        <source>It is opened again by itself; look at the figures before you repeat a change.</source>
        <translation>Sie wird von selbst wieder geöffnet; vor dem Wiederholen einer Änderung die Zahlen ansehen.</translation>
    </message>
    <message>
        <source>The way to %1 is interrupted.</source>
        <translation>%1: Der Weg dorthin ist unterbrochen.</translation>
    </message>
    <message>
        <source>Check the network and that ssh reaches the host.</source>
        <translation>Netz prüfen und ob ssh den Host erreicht.</translation>
    </message>
    <message>
        <source>The way to %1 no longer answers.</source>
        <translation>%1: Der Weg dorthin antwortet nicht mehr.</translation>
    </message>
    <message>
        <source>Check the network; it is tried again by itself.</source>
        <translation>Netz prüfen; der Versuch wiederholt sich von selbst.</translation>
    </message>
    <message>
        <source>%1 wants a login that was not given.</source>
        <translation>%1 verlangt eine Anmeldung, die nicht vorlag.</translation>
    </message>
    <message>
        <source>The host key of %1 has changed.</source>
        <translation>%1: Der Hostschlüssel hat sich geändert.</translation>
    </message>
    <message>
        <source>Find out why before you trust it: somebody may stand in between. Then replace the key with ssh-keygen -R.</source>
        <translation>Vor dem Vertrauen den Grund klären: Jemand könnte dazwischenstehen. Dann den Schlüssel mit ssh-keygen -R ersetzen.</translation>
    </message>
    <message>
        <source>%1 did not answer in time.</source>
        <translation>%1 hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>It may be reading a long list; it is asked again by itself.</source>
        <translation>Vielleicht wird eine lange Liste gelesen; die Abfrage wiederholt sich von selbst.</translation>
    </message>
    <message>
        <source>What %1 answers is not fail2ban&apos;s language.</source>
        <translation>%1 antwortet nicht in der Sprache von fail2ban.</translation>
    </message>
    <message>
        <source>Check that the socket path belongs to fail2ban.</source>
        <translation>Prüfen, ob der Socket-Pfad zu fail2ban gehört.</translation>
    </message>
    <message>
        <source>%1 refused the command.</source>
        <translation>%1 hat den Befehl abgelehnt.</translation>
    </message>
    <message>
        <source>The details hold its own words.</source>
        <translation>Die Details enthalten den Wortlaut.</translation>
    </message>
    <message>
        <source>%1 has no jail %2.</source>
        <translation>%1 hat kein Jail %2.</translation>
    </message>
    <message>
        <source>It may have been stopped; refresh the list of jails.</source>
        <translation>Vielleicht wurde es gestoppt; die Liste der Jails aktualisieren.</translation>
    </message>
    <message>
        <source>%1 already runs the jail %2.</source>
        <translation>%1 betreibt das Jail %2 bereits.</translation>
    </message>
    <message>
        <source>Reload it instead of starting it.</source>
        <translation>Neu laden, statt es zu starten.</translation>
    </message>
    <message>
        <source>The fail2ban of %1 does not know this command.</source>
        <translation>%1: Das fail2ban dort kennt diesen Befehl nicht.</translation>
    </message>
    <message>
        <source>A newer fail2ban on that server offers it.</source>
        <translation>Ein neueres fail2ban auf diesem Server bietet ihn.</translation>
    </message>
    <message>
        <source>The fail2ban of %1 is shutting down.</source>
        <translation>%1: Das fail2ban dort fährt herunter.</translation>
    </message>
    <message>
        <source>Wait until it runs again.</source>
        <translation>Warten, bis es wieder läuft.</translation>
    </message>
    <message>
        <source>%1 answered something else than was asked.</source>
        <translation>%1 hat etwas anderes geantwortet als gefragt.</translation>
    </message>
    <message>
        <source>The details hold its answer; this version of fail2ban may be new to BanGUI.</source>
        <translation>Die Details enthalten die Antwort; vielleicht ist diese fail2ban-Version für BanGUI neu.</translation>
    </message>
    <message>
        <source>A check before the change failed on %1.</source>
        <translation>%1: Eine Prüfung vor der Änderung ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Correct what the details name, then try again.</source>
        <translation>Korrigieren, was die Details nennen, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>%1 made the change, but does not show what it should.</source>
        <translation>%1 hat die Änderung ausgeführt, zeigt aber nicht das Erwartete.</translation>
    </message>
    <message>
        <source>Look at its jails and their actions now; the details name the difference.</source>
        <translation>Jails und ihre Aktionen jetzt ansehen; die Details nennen den Unterschied.</translation>
    </message>
    <message>
        <source>%1 has no program %2.</source>
        <translation>%1 hat kein Programm %2.</translation>
    </message>
    <message>
        <source>Install it there, or name its path in the server&apos;s settings.</source>
        <translation>Dort installieren oder den Pfad in den Einstellungen des Servers angeben.</translation>
    </message>
    <message>
        <source>%1 ended with an error on %2.</source>
        <translation>%2: %1 endete mit einem Fehler.</translation>
    </message>
    <message>
        <source>The details hold what it printed.</source>
        <translation>Die Details enthalten die Ausgabe.</translation>
    </message>
    <message>
        <source>There is no file %1 on %2.</source>
        <translation>%2 hat keine Datei %1.</translation>
    </message>
    <message>
        <source>Correct the path.</source>
        <translation>Den Pfad korrigieren.</translation>
    </message>
    <message>
        <source>%1 cannot be read on %2.</source>
        <translation>%2: %1 ist nicht lesbar.</translation>
    </message>
    <message>
        <source>Check its owner and mode.</source>
        <translation>Eigentümer und Rechte prüfen.</translation>
    </message>
    <message>
        <source>This was cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>This value is not allowed.</source>
        <translation>Dieser Wert ist nicht erlaubt.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not allowed here.</source>
        <translation>„%1“ ist hier nicht erlaubt.</translation>
    </message>
    <message>
        <source>Correct it and try again.</source>
        <translation>Korrigieren und erneut versuchen.</translation>
    </message>
    <message>
        <source>%1 is set to read only.</source>
        <translation>%1 ist auf „Nur lesen“ gestellt.</translation>
    </message>
    <message>
        <source>Allow changes in the settings of this server.</source>
        <translation>Änderungen in den Einstellungen dieses Servers erlauben.</translation>
    </message>
    <message>
        <source>BanGUI is locked.</source>
        <translation>BanGUI ist abgeschlossen.</translation>
    </message>
    <message>
        <source>Unlock it and try again.</source>
        <translation>Aufschließen und erneut versuchen.</translation>
    </message>
    <message>
        <source>Too many changes in a short time were asked of %1.</source>
        <translation>%1: Zu viele Änderungen in kurzer Zeit.</translation>
    </message>
    <message>
        <source>Wait a moment and try again.</source>
        <translation>Einen Moment warten und erneut versuchen.</translation>
    </message>
    <message>
        <source>%1 does not offer this.</source>
        <translation>%1 bietet das nicht.</translation>
    </message>
    <message>
        <source>There is no such server any more.</source>
        <translation>Diesen Server gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>It may have been removed.</source>
        <translation>Vielleicht wurde er entfernt.</translation>
    </message>
    <message>
        <source>Something went wrong inside BanGUI.</source>
        <translation>In BanGUI ist etwas schiefgegangen.</translation>
    </message>
    <message>
        <source>The log holds more; a report with it helps.</source>
        <translation>Das Log enthält mehr; ein Bericht damit hilft.</translation>
    </message>
    <message>
        <source>BanGUI&apos;s own store is not available.</source>
        <translation>BanGUIs Datenspeicher ist nicht verfügbar.</translation>
    </message>
    <message>
        <source>Check that its folder exists and can be written.</source>
        <translation>Prüfen, ob sein Ordner vorhanden und beschreibbar ist.</translation>
    </message>
    <message>
        <source>Somebody else is writing to BanGUI&apos;s store.</source>
        <translation>Ein anderes Programm schreibt in BanGUIs Datenspeicher.</translation>
    </message>
    <message>
        <source>End the other program, or try again in a moment.</source>
        <translation>Das andere Programm beenden oder es gleich noch einmal versuchen.</translation>
    </message>
    <message>
        <source>BanGUI&apos;s store cannot be written.</source>
        <translation>BanGUIs Datenspeicher ist nicht beschreibbar.</translation>
    </message>
    <message>
        <source>Check the owner and mode of the file and of its folder.</source>
        <translation>Eigentümer und Rechte der Datei und ihres Ordners prüfen.</translation>
    </message>
    <message>
        <source>BanGUI&apos;s store is damaged. It was set aside, and a new one begun.</source>
        <translation>BanGUIs Datenspeicher ist beschädigt. Er wurde beiseitegelegt und ein neuer begonnen.</translation>
    </message>
    <message>
        <source>BanGUI&apos;s store was written by a newer BanGUI.</source>
        <translation>BanGUIs Datenspeicher stammt von einem neueren BanGUI.</translation>
    </message>
    <message>
        <source>Start that version, or choose another data folder.</source>
        <translation>Jene Version starten oder einen anderen Datenordner wählen.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>Der Datenträger ist voll.</translation>
    </message>
    <message>
        <source>Make room and try again.</source>
        <translation>Platz schaffen und erneut versuchen.</translation>
    </message>
    <message>
        <source>The data folder %1 cannot be used.</source>
        <translation>Der Datenordner %1 ist nicht nutzbar.</translation>
    </message>
    <message>
        <source>Check its owner and mode, or choose another with --data.</source>
        <translation>Eigentümer und Rechte prüfen oder mit --data einen anderen wählen.</translation>
    </message>
    <message>
        <source>Another BanGUI uses this data folder.</source>
        <translation>Ein anderes BanGUI benutzt diesen Datenordner.</translation>
    </message>
    <message>
        <source>Use that one, end it, or choose another folder with --data.</source>
        <translation>Jenes benutzen, es beenden oder mit --data einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>no answer in time</source>
        <translation>keine rechtzeitige Antwort</translation>
    </message>
    <message>
        <source>no socket</source>
        <translation>kein Socket</translation>
    </message>
    <message>
        <source>not a socket</source>
        <translation>ist kein Socket</translation>
    </message>
    <message>
        <source>path too long</source>
        <translation>Pfad zu lang</translation>
    </message>
    <message>
        <source>not running</source>
        <translation>läuft nicht</translation>
    </message>
    <message>
        <source>permission denied</source>
        <translation>Zugriff verweigert</translation>
    </message>
    <message>
        <source>busy</source>
        <translation>beschäftigt</translation>
    </message>
    <message>
        <source>connection lost</source>
        <translation>Verbindung verloren</translation>
    </message>
    <message>
        <source>way interrupted</source>
        <translation>Weg unterbrochen</translation>
    </message>
    <message>
        <source>way does not answer</source>
        <translation>Weg antwortet nicht</translation>
    </message>
    <message>
        <source>login needed</source>
        <translation>Anmeldung nötig</translation>
    </message>
    <message>
        <source>host key changed</source>
        <translation>Hostschlüssel geändert</translation>
    </message>
    <message>
        <source>not fail2ban</source>
        <translation>nicht fail2ban</translation>
    </message>
    <message>
        <source>refused by the server</source>
        <translation>vom Server abgelehnt</translation>
    </message>
    <message>
        <source>no such jail</source>
        <translation>Jail nicht vorhanden</translation>
    </message>
    <message>
        <source>jail runs already</source>
        <translation>Jail läuft bereits</translation>
    </message>
    <message>
        <source>not known to this version</source>
        <translation>dieser Version unbekannt</translation>
    </message>
    <message>
        <source>shutting down</source>
        <translation>fährt herunter</translation>
    </message>
    <message>
        <source>unexpected answer</source>
        <translation>unerwartete Antwort</translation>
    </message>
    <message>
        <source>value not allowed</source>
        <translation>Wert nicht erlaubt</translation>
    </message>
    <message>
        <source>read only</source>
        <translation>nur lesen</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>abgeschlossen</translation>
    </message>
    <message>
        <source>too many at once</source>
        <translation>zu viele auf einmal</translation>
    </message>
    <message>
        <source>not supported</source>
        <translation>nicht unterstützt</translation>
    </message>
    <message>
        <source>no such server</source>
        <translation>Server nicht vorhanden</translation>
    </message>
    <message>
        <source>check failed</source>
        <translation>Prüfung fehlgeschlagen</translation>
    </message>
    <message>
        <source>not as it should be</source>
        <translation>nicht wie erwartet</translation>
    </message>
    <message>
        <source>program missing</source>
        <translation>Programm fehlt</translation>
    </message>
    <message>
        <source>program failed</source>
        <translation>Programm fehlgeschlagen</translation>
    </message>
    <message>
        <source>no such file</source>
        <translation>Datei nicht vorhanden</translation>
    </message>
    <message>
        <source>file unreadable</source>
        <translation>Datei nicht lesbar</translation>
    </message>
    <message>
        <source>store not available</source>
        <translation>Datenspeicher nicht verfügbar</translation>
    </message>
    <message>
        <source>store in use</source>
        <translation>Datenspeicher in Benutzung</translation>
    </message>
    <message>
        <source>store cannot be written</source>
        <translation>Datenspeicher nicht beschreibbar</translation>
    </message>
    <message>
        <source>store damaged</source>
        <translation>Datenspeicher beschädigt</translation>
    </message>
    <message>
        <source>store of a newer version</source>
        <translation>Datenspeicher einer neueren Version</translation>
    </message>
    <message>
        <source>disk full</source>
        <translation>Datenträger voll</translation>
    </message>
    <message>
        <source>data folder unusable</source>
        <translation>Datenordner nicht nutzbar</translation>
    </message>
    <message>
        <source>data folder in use</source>
        <translation>Datenordner in Benutzung</translation>
    </message>
    <message>
        <source>internal</source>
        <translation>intern</translation>
    </message>
    <message numerus="yes">
        <source>%Ln things need you</source>
        <translation>
            <numerusform>%Ln Punkt erfordert Eingreifen</numerusform>
            <numerusform>%Ln Punkte erfordern Eingreifen</numerusform>
        </translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>Benachrichtigungen</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>as the system writes them</source>
        <translation>wie im System üblich</translation>
    </message>
    <message>
        <source>as the system</source>
        <translation>wie das System</translation>
    </message>
    <message>
        <source>2026-08-22 14:19:05</source>
        <translation>2026-08-22 14:19:05</translation>
    </message>
    <message>
        <source>14:19, yesterday 09:40</source>
        <translation>14:19, gestern 09:40</translation>
    </message>
    <message>
        <source>light</source>
        <translation>hell</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>dunkel</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>alles</translation>
    </message>
    <message>
        <source>what happens</source>
        <translation>was geschieht</translation>
    </message>
    <message>
        <source>warnings and errors</source>
        <translation>Warnungen und Fehler</translation>
    </message>
    <message>
        <source>errors only</source>
        <translation>nur Fehler</translation>
    </message>
    <message>
        <source>on</source>
        <translation>ein</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>the usual place</source>
        <translation>der übliche Ort</translation>
    </message>
    <message>
        <source>in the data folder</source>
        <translation>im Datenordner</translation>
    </message>
    <message>
        <source>default</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>system file</source>
        <translation>Systemdatei</translation>
    </message>
    <message>
        <source>user file</source>
        <translation>Benutzerdatei</translation>
    </message>
    <message>
        <source>set here</source>
        <translation>hier festgelegt</translation>
    </message>
    <message>
        <source>environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>online</source>
        <translation>online</translation>
    </message>
    <message>
        <source>lost protection</source>
        <translation>Schutz verloren</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>offline</translation>
    </message>
    <message>
        <source>unreachable</source>
        <translation>nicht erreichbar</translation>
    </message>
    <message>
        <source>needs attention</source>
        <translation>Eingreifen nötig</translation>
    </message>
    <message>
        <source>no jail runs</source>
        <translation>kein Jail läuft</translation>
    </message>
    <message>
        <source>not protecting</source>
        <translation>schützt nicht</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>geantwortet</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>%1 no longer has what is to be changed as it was shown.</source>
        <translation>%1 hat das, was geändert werden soll, nicht mehr so, wie es angezeigt wurde.</translation>
    </message>
    <message>
        <source>Refresh the view, look again and repeat it if it is still right.</source>
        <translation>Die Ansicht aktualisieren, noch einmal ansehen und wiederholen, falls es noch stimmt.</translation>
    </message>
    <message>
        <source>changed meanwhile</source>
        <translation>inzwischen geändert</translation>
    </message>
    <message>
        <source>The host key of %1 is not known here.</source>
        <translation>Der Hostschlüssel von %1 ist hier nicht bekannt.</translation>
    </message>
    <message>
        <source>%1 does not let this login become root.</source>
        <translation>%1 lässt diese Anmeldung nicht root werden.</translation>
    </message>
    <message>
        <source>Allow the command in the details without a password in the server&apos;s sudoers, or give the socket a group that the login belongs to. Whoever reaches the socket is root there.</source>
        <translation>Den Befehl in den Details in den sudoers des Servers ohne Passwort erlauben oder dem Socket eine Gruppe geben, zu der die Anmeldung gehört. Wer den Socket erreicht, ist dort root.</translation>
    </message>
    <message>
        <source>host key unknown</source>
        <translation>Hostschlüssel unbekannt</translation>
    </message>
    <message>
        <source>sudo refused</source>
        <translation>sudo verweigert</translation>
    </message>
    <message>
        <source>container %1 on %2</source>
        <extracomment>%1: name of a container, %2: the machine that it runs on (&quot;this computer&quot;, &quot;ssh web-1&quot;)</extracomment>
        <translation>Container %1 auf %2</translation>
    </message>
    <message>
        <source>%1 has no socket where it should be.</source>
        <translation>%1 hat keinen Socket, wo einer sein sollte.</translation>
    </message>
    <message>
        <source>What is at the socket path of %1 is no socket.</source>
        <translation>Was am Socket-Pfad von %1 liegt, ist kein Socket.</translation>
    </message>
    <message>
        <source>Put back a backup if you have one.</source>
        <translation>Falls es eine Sicherung gibt, diese zurückspielen.</translation>
    </message>
    <message>
        <source>The old one was kept as %1; put back a backup if you have one.</source>
        <extracomment>%1: path of a file</extracomment>
        <translation>Der alte wurde als %1 aufgehoben; falls es eine Sicherung gibt, diese zurückspielen.</translation>
    </message>
    <message>
        <source>Another BanGUI uses this data folder: process %1.</source>
        <extracomment>%1: &quot;4711 (bangui) on thishost&quot;</extracomment>
        <translation>Ein anderes BanGUI benutzt diesen Datenordner: Prozess %1.</translation>
    </message>
    <message>
        <source>One server is busy</source>
        <translation>Ein Server ist beschäftigt</translation>
    </message>
    <message numerus="yes">
        <source>%Ln servers are busy</source>
        <translation>
            <numerusform>%Ln Server ist beschäftigt</numerusform>
            <numerusform>%Ln Server sind beschäftigt</numerusform>
        </translation>
    </message>
    <message>
        <source>1 busy</source>
        <extracomment>goes on after &quot;4 of 5 servers online&quot;</extracomment>
        <translation>1 beschäftigt</translation>
    </message>
    <message numerus="yes">
        <source>%Ln busy</source>
        <translation>
            <numerusform>%Ln beschäftigt</numerusform>
            <numerusform>%Ln beschäftigt</numerusform>
        </translation>
    </message>
    <message>
        <source>its socket is gone</source>
        <extracomment>state of a server, a few words</extracomment>
        <translation>sein Socket ist weg</translation>
    </message>
    <message>
        <source>The socket of fail2ban on %1 is gone. BanGUI still holds a connection, but fail2ban-client and everybody else can no longer reach it; restart fail2ban there.</source>
        <translation>Der Socket von fail2ban auf %1 ist weg. BanGUI hält noch eine Verbindung, aber fail2ban-client und alle anderen erreichen es nicht mehr; fail2ban dort neu starten.</translation>
    </message>
    <message>
        <source>The destination is missing. Write it as you type it to ssh.</source>
        <translation>Das Ziel fehlt. Es wird so geschrieben, wie es bei ssh eingegeben wird.</translation>
    </message>
    <message>
        <source>The option %1 is not taken here: only -p, -l, -J, -i, -4 and -6 are. Put the rest into your ssh configuration.</source>
        <extracomment>%1: an option of ssh</extracomment>
        <translation>Die Option %1 geht hier nicht: nur -p, -l, -J, -i, -4 und -6. Alles andere gehört in die eigene ssh-Konfiguration.</translation>
    </message>
    <message>
        <source>The destination holds a line break or an invisible character.</source>
        <translation>Das Ziel enthält einen Zeilenumbruch oder ein unsichtbares Zeichen.</translation>
    </message>
    <message>
        <source>The port is not one. Write -p 2222, or ssh://host:2222.</source>
        <translation>Das ist kein Port. Richtig ist -p 2222 oder ssh://host:2222.</translation>
    </message>
    <message>
        <source>The host&apos;s name holds a character that no name has.</source>
        <translation>Der Name des Rechners enthält ein Zeichen, das kein Name hat.</translation>
    </message>
    <message>
        <source>The login&apos;s name holds a character that no name has.</source>
        <translation>Der Name des Benutzers enthält ein Zeichen, das kein Name hat.</translation>
    </message>
    <message>
        <source>The path of a key begins with / or ~.</source>
        <translation>Der Pfad eines Schlüssels beginnt mit / oder ~.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; behind the host would be a command; only the destination is wanted.</source>
        <extracomment>%1: a word</extracomment>
        <translation>„%1“ hinter dem Rechner wäre ein Befehl; gefragt ist nur das Ziel.</translation>
    </message>
    <message>
        <source>The destination has more than 1024 bytes.</source>
        <translation>Das Ziel hat mehr als 1024 Bytes.</translation>
    </message>
    <message>
        <source>A quotation mark is not closed.</source>
        <translation>Ein Anführungszeichen ist nicht geschlossen.</translation>
    </message>
    <message>
        <source>The path of an ssh configuration begins with /.</source>
        <translation>Der Pfad einer ssh-Konfiguration beginnt mit /.</translation>
    </message>
    <message>
        <source>A container&apos;s name has letters, digits, and . _ - behind the first.</source>
        <translation>Der Name eines Containers hat Buchstaben, Ziffern und, hinter dem ersten Zeichen, . _ -.</translation>
    </message>
    <message>
        <source>The engine is docker, podman or the path of such a program.</source>
        <translation>Die Engine ist docker, podman oder der Pfad eines solchen Programms.</translation>
    </message>
    <message>
        <source>pkexec works on this computer only.</source>
        <translation>pkexec geht nur auf diesem Computer.</translation>
    </message>
    <message>
        <source>The destination cannot be used.</source>
        <translation>Das Ziel lässt sich nicht verwenden.</translation>
    </message>
    <message>
        <source>1 event</source>
        <translation>1 Ereignis</translation>
    </message>
    <message numerus="yes">
        <source>%Ln events</source>
        <translation>
            <numerusform>%Ln Ereignis</numerusform>
            <numerusform>%Ln Ereignisse</numerusform>
        </translation>
    </message>
    <message>
        <source>1 new event waits</source>
        <translation>1 neues Ereignis wartet</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new events wait</source>
        <translation>
            <numerusform>%Ln neues Ereignis wartet</numerusform>
            <numerusform>%Ln neue Ereignisse warten</numerusform>
        </translation>
    </message>
    <message>
        <source>user number %1</source>
        <extracomment>%1: a number</extracomment>
        <translation>Benutzer Nummer %1</translation>
    </message>
    <message>
        <source>%1 is root on that server from then on: fail2ban runs what it is told over this socket.</source>
        <extracomment>%1: &quot;User deploy&quot;</extracomment>
        <translation>%1 ist von da an auf dem Server root: fail2ban führt aus, was es über diesen Socket erhält.</translation>
    </message>
    <message>
        <source>That user</source>
        <translation>Jener Benutzer</translation>
    </message>
    <message>
        <source>User %1</source>
        <translation>Benutzer %1</translation>
    </message>
    <message>
        <source>Let sudo run BanGUI&apos;s one command without a password</source>
        <translation>sudo den einen Befehl von BanGUI ohne Passwort ausführen lassen</translation>
    </message>
    <message>
        <source>The command that sudo would have to allow is not known yet. Check again once the server can be reached.</source>
        <translation>Der Befehl, den sudo erlauben müsste, ist noch nicht bekannt. Erneut prüfen, sobald der Server erreichbar ist.</translation>
    </message>
    <message>
        <source>As root, write this to %1 with mode 0440; &quot;%2&quot; checks it. sudo then runs this command and no other. Nothing is installed: the Python that fail2ban needs carries its bytes.</source>
        <extracomment>%1: a file, %2: a command</extracomment>
        <translation>Dies als root in die Datei %1 mit den Rechten 0440 schreiben; „%2“ prüft sie. sudo führt dann diesen Befehl aus und keinen anderen. Installiert wird nichts: Das Python, das fail2ban braucht, überträgt die Bytes.</translation>
    </message>
    <message>
        <source>What that Python does comes over the connection, so that the line allows everything that root may do.</source>
        <translation>Was dieses Python tut, kommt über die Verbindung; die Zeile erlaubt deshalb alles, was root darf.</translation>
    </message>
    <message>
        <source>Give the socket a group</source>
        <translation>Dem Socket eine Gruppe geben</translation>
    </message>
    <message>
        <source>Everybody in that group</source>
        <translation>Jedes Mitglied dieser Gruppe</translation>
    </message>
    <message>
        <source>The path of this socket has characters that cannot be written into a systemd unit safely.</source>
        <translation>Der Pfad dieses Sockets enthält Zeichen, die sich nicht sicher in eine systemd-Unit schreiben lassen.</translation>
    </message>
    <message>
        <source>fail2ban makes its socket anew at each start, for root only; a group that is set by hand is lost with the next restart. Where systemd starts fail2ban, this sets it after each start. Run it as root, once. The login belongs to the group from its next login on: reconnect then.</source>
        <translation>fail2ban legt seinen Socket bei jedem Start neu an, nur für root; eine von Hand gesetzte Gruppe geht beim nächsten Neustart verloren. Wo systemd fail2ban startet, setzt dies sie nach jedem Start. Einmal als root ausführen. Zur Gruppe gehört der Benutzer ab seiner nächsten Anmeldung: Danach neu verbinden.</translation>
    </message>
    <message>
        <source>Put the login into the group of docker</source>
        <translation>Den Benutzer in die Gruppe von docker aufnehmen</translation>
    </message>
    <message>
        <source>Whoever is in this group may use docker without sudo. Run it as root, once; it counts from the next login on.</source>
        <translation>Wer zu dieser Gruppe gehört, darf docker ohne sudo benutzen. Einmal als root ausführen; es gilt ab der nächsten Anmeldung.</translation>
    </message>
    <message>
        <source>Log in as root with the same key</source>
        <translation>Mit demselben Schlüssel als root anmelden</translation>
    </message>
    <message>
        <source>Run this as root, once: it lets the keys of this login log in as root, too. sshd allows that where its configuration says %1, as it does where nobody has changed it. The destination is then %2.</source>
        <extracomment>%1: &quot;PermitRootLogin prohibit-password&quot;, %2: a destination of ssh</extracomment>
        <translation>Dies einmal als root ausführen: Es lässt die Schlüssel dieses Benutzers auch für root gelten. sshd erlaubt das, wo seine Konfiguration %1 sagt, und das tut sie, wo niemand sie geändert hat. Das Ziel ist dann %2.</translation>
    </message>
    <message>
        <source>Whoever has one of these keys is root on that server, for everything and not for fail2ban only. No log tells persons apart then.</source>
        <translation>Wer einen dieser Schlüssel hat, ist auf dem Server root, und zwar für alles und nicht nur für fail2ban. Kein Log unterscheidet dann noch Personen.</translation>
    </message>
    <message>
        <source>Ask with pkexec</source>
        <translation>Mit pkexec fragen</translation>
    </message>
    <message>
        <source>The desktop asks for an administrator&apos;s password when BanGUI connects, and again for each file that it reads. Nothing is to be changed on this computer.</source>
        <translation>Der Desktop fragt nach dem Passwort eines Administrators, wenn BanGUI sich verbindet, und noch einmal für jede Datei, die es liest. An diesem Computer ist nichts zu ändern.</translation>
    </message>
    <message>
        <source>As long as BanGUI is connected it is root here: fail2ban runs what it is told over this socket.</source>
        <translation>Solange BanGUI verbunden ist, ist es hier root: fail2ban führt aus, was es über diesen Socket erhält.</translation>
    </message>
    <message>
        <source>pkexec does not let you in on %1</source>
        <extracomment>%1: name of a server</extracomment>
        <translation>pkexec verweigert den Zugang auf %1</translation>
    </message>
    <message>
        <source>sudo on %1 does not let this login in</source>
        <extracomment>%1: name of a server</extracomment>
        <translation>sudo auf %1 verweigert dieser Anmeldung den Zugang</translation>
    </message>
    <message>
        <source>sudo on %1 does not let user %2 in</source>
        <extracomment>%1: name of a server, %2: login</extracomment>
        <translation>sudo auf %1 verweigert dem Benutzer %2 den Zugang</translation>
    </message>
    <message>
        <source>%1 refuses its container to this login</source>
        <extracomment>%1: name of a server</extracomment>
        <translation>%1 verweigert dieser Anmeldung den Container</translation>
    </message>
    <message>
        <source>%1 refuses its container to user %2</source>
        <extracomment>%1: name of a server, %2: login</extracomment>
        <translation>%1 verweigert dem Benutzer %2 den Container</translation>
    </message>
    <message>
        <source>%1 refuses its socket</source>
        <extracomment>%1: name of a server</extracomment>
        <translation>%1 verweigert den Socket</translation>
    </message>
    <message>
        <source>%1 refuses the socket to user %2</source>
        <extracomment>%1: name of a server, %2: login</extracomment>
        <translation>%1 verweigert dem Benutzer %2 den Socket</translation>
    </message>
    <message>
        <source>fail2ban runs in the container %1, which %2 opens to root only.</source>
        <extracomment>%1: name of a container, %2: &quot;docker&quot;</extracomment>
        <translation>fail2ban läuft im Container %1, den %2 nur für root öffnet.</translation>
    </message>
    <message>
        <source>The socket %1 belongs to %2 and has mode %3.</source>
        <extracomment>%1: path of a socket, %2: &quot;root&quot;, %3: &quot;0700&quot;</extracomment>
        <translation>Der Socket %1 gehört %2 und hat die Rechte %3.</translation>
    </message>
    <message>
        <source>The socket %1 cannot be looked at from here; fail2ban makes it for root only.</source>
        <extracomment>%1: path of a socket</extracomment>
        <translation>Der Socket %1 ist von hier aus nicht einsehbar; fail2ban legt ihn nur für root an.</translation>
    </message>
    <message>
        <source>You are user %1 here.</source>
        <extracomment>%1: login</extracomment>
        <translation>Angemeldet ist hier der Benutzer %1.</translation>
    </message>
    <message>
        <source>On %2 you are user %1.</source>
        <extracomment>%1: login, %2: name of a machine</extracomment>
        <translation>Angemeldet ist auf %2 der Benutzer %1.</translation>
    </message>
    <message>
        <source>Nothing was changed. Each of these ways opens it.</source>
        <translation>Nichts wurde geändert. Jeder dieser Wege öffnet ihn.</translation>
    </message>
    <message>
        <source>The ssh server of %1 allows no more sessions on one connection.</source>
        <translation>%1: Der ssh-Server dort erlaubt auf einer Verbindung keine weiteren Sitzungen.</translation>
    </message>
    <message>
        <source>Allow more with MaxSessions in its sshd_config, let BanGUI log in there without a password so that it can open a second connection, or give sockets a group that the login belongs to.</source>
        <translation>Mit MaxSessions in seiner sshd_config mehr erlauben, BanGUI sich dort ohne Passwort anmelden lassen, damit es eine zweite Verbindung öffnen kann, oder den Sockets eine Gruppe geben, zu der die Anmeldung gehört.</translation>
    </message>
    <message>
        <source>Connect by hand to be asked for it, or load your key into the agent.</source>
        <translation>Von Hand verbinden, dann wird danach gefragt, oder den Schlüssel in den Agent laden.</translation>
    </message>
    <message>
        <source>Connect by hand, and compare the fingerprint that is shown with the server&apos;s own before you trust it.</source>
        <translation>Von Hand verbinden und den gezeigten Fingerabdruck vor dem Vertrauen mit dem des Servers vergleichen.</translation>
    </message>
    <message>
        <source>sudo on %1 asks for a password.</source>
        <translation>sudo auf %1 fragt nach einem Passwort.</translation>
    </message>
    <message>
        <source>Connect by hand to be asked for it, or allow the command in the details without a password in the server&apos;s sudoers.</source>
        <translation>Von Hand verbinden, dann wird danach gefragt, oder den Befehl in den Details in den sudoers des Servers ohne Passwort erlauben.</translation>
    </message>
    <message>
        <source>sudo password needed</source>
        <translation>sudo-Passwort nötig</translation>
    </message>
    <message>
        <source>Failure</source>
        <extracomment>event of fail2ban: it counted a failed login</extracomment>
        <translation>Fehlversuch</translation>
    </message>
    <message>
        <source>Banned</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Ban restored</source>
        <extracomment>event of fail2ban: a ban came back after a start</extracomment>
        <translation>Sperre wiederhergestellt</translation>
    </message>
    <message>
        <source>Unbanned</source>
        <translation>Entsperrt</translation>
    </message>
    <message>
        <source>Ban lifted at the stop</source>
        <extracomment>event of fail2ban: a ban was lifted because jail or server stopped</extracomment>
        <translation>Sperre beim Stoppen aufgehoben</translation>
    </message>
    <message>
        <source>Banned again</source>
        <translation>Erneut gesperrt</translation>
    </message>
    <message>
        <source>Ban lengthened</source>
        <translation>Sperre verlängert</translation>
    </message>
    <message>
        <source>Already banned</source>
        <translation>Bereits gesperrt</translation>
    </message>
    <message>
        <source>Failure ignored</source>
        <extracomment>event of fail2ban: a failure of an address that is never banned</extracomment>
        <translation>Fehlversuch ignoriert</translation>
    </message>
    <message>
        <source>Action failed</source>
        <translation>Aktion fehlgeschlagen</translation>
    </message>
    <message>
        <source>Jail started</source>
        <translation>Jail gestartet</translation>
    </message>
    <message>
        <source>Jail stopped</source>
        <translation>Jail gestoppt</translation>
    </message>
    <message>
        <source>Jail reloaded</source>
        <translation>Jail neu geladen</translation>
    </message>
    <message>
        <source>fail2ban starts</source>
        <translation>fail2ban startet</translation>
    </message>
    <message>
        <source>fail2ban stops</source>
        <translation>fail2ban stoppt</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>rule: %1</source>
        <extracomment>why a failure was ignored; %1: fail2ban&apos;s own name of the rule (&quot;ip&quot;, &quot;command&quot;)</extracomment>
        <translation>Regel: %1</translation>
    </message>
    <message>
        <source>version %1</source>
        <extracomment>%1: version of fail2ban</extracomment>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>it goes on although it is banned</source>
        <translation>macht weiter, obwohl gesperrt</translation>
    </message>
    <message>
        <source>All events</source>
        <translation>Alle Ereignisse</translation>
    </message>
    <message>
        <source>Bans and unbans</source>
        <translation>Sperren und Entsperrungen</translation>
    </message>
    <message>
        <source>Failures only</source>
        <extracomment>filter of a list of events: failed logins only</extracomment>
        <translation>Nur Fehlversuche</translation>
    </message>
    <message>
        <source>Problems only</source>
        <extracomment>filter of a list of events: what may leave a server less protected</extracomment>
        <translation>Nur Probleme</translation>
    </message>
    <message>
        <source>as many logs are followed as can be at once</source>
        <translation>mehr Logs lassen sich nicht gleichzeitig mitlesen</translation>
    </message>
    <message>
        <source>this login may not read its log</source>
        <translation>diese Anmeldung darf sein Log nicht lesen</translation>
    </message>
    <message>
        <source>its log file is not there</source>
        <translation>seine Logdatei ist nicht da</translation>
    </message>
    <message>
        <source>it logs to the journal</source>
        <translation>es schreibt ins Journal</translation>
    </message>
    <message>
        <source>it logs to syslog</source>
        <translation>es schreibt ins syslog</translation>
    </message>
    <message>
        <source>it logs to its own output</source>
        <translation>es schreibt auf seine eigene Ausgabe</translation>
    </message>
    <message>
        <source>it logs to %1</source>
        <extracomment>%1: fail2ban&apos;s log target, which is no file</extracomment>
        <translation>es schreibt nach %1</translation>
    </message>
    <message>
        <source>Action %1 failed in jail %2 on %3 in the last hour.</source>
        <extracomment>%1: action, %2: jail, %3: server</extracomment>
        <translation>Die Aktion %1 ist in der letzten Stunde im Jail %2 auf %3 fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Action %1 failed in jail %2 on %3 %4 times in the last hour.</source>
        <extracomment>%1: action, %2: jail, %3: server, %4: a number from 2 on</extracomment>
        <translation>Die Aktion %1 ist in der letzten Stunde im Jail %2 auf %3 %4-mal fehlgeschlagen.</translation>
    </message>
    <message>
        <source>The addresses count as banned there, but the action did not do it.</source>
        <translation>Die Adressen gelten dort als gesperrt, aber die Aktion hat es nicht bewirkt.</translation>
    </message>
    <message>
        <source>ssh configuration</source>
        <translation>ssh-Konfiguration</translation>
    </message>
    <message>
        <source>Ansible inventory</source>
        <translation>Ansible-Inventar</translation>
    </message>
    <message>
        <source>list of servers from BanGUI</source>
        <translation>Serverliste aus BanGUI</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation>Die Datei ist nicht lesbar.</translation>
    </message>
    <message>
        <source>The file cannot be read: %1.</source>
        <extracomment>%1: the system&apos;s own words</extracomment>
        <translation>Die Datei ist nicht lesbar: %1.</translation>
    </message>
    <message>
        <source>The file has more than 4 MB; a list of servers is never that long.</source>
        <translation>Die Datei hat mehr als 4 MB; so lang ist keine Serverliste.</translation>
    </message>
    <message>
        <source>This is neither an ssh configuration nor an Ansible inventory nor a list that BanGUI has exported.</source>
        <translation>Dies ist weder eine ssh-Konfiguration noch ein Ansible-Inventar noch eine von BanGUI exportierte Liste.</translation>
    </message>
    <message>
        <source>The file is broken: %1.</source>
        <extracomment>%1: what a parser says, in English</extracomment>
        <translation>Die Datei ist fehlerhaft: %1.</translation>
    </message>
    <message>
        <source>This inventory is a program, and BanGUI runs none. Write its answer into a file and import that: ansible-inventory -i FILE --list --yaml --output servers.yml</source>
        <translation>Dieses Inventar ist ein Programm, und BanGUI führt keines aus. Seine Antwort in eine Datei schreiben und diese importieren: ansible-inventory -i DATEI --list --yaml --output servers.yml</translation>
    </message>
    <message>
        <source>The file is encrypted with ansible-vault.</source>
        <translation>Die Datei ist mit ansible-vault verschlüsselt.</translation>
    </message>
    <message>
        <source>A newer BanGUI has written this file (version %1). Nothing was read from it.</source>
        <extracomment>%1: a number</extracomment>
        <translation>Diese Datei stammt von einem neueren BanGUI (Version %1). Nichts wurde daraus gelesen.</translation>
    </message>
    <message>
        <source>The file names no server.</source>
        <translation>Die Datei nennt keinen Server.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no destination that ssh can be given.</source>
        <extracomment>%1: a host&apos;s name as it stands in a file</extracomment>
        <translation>„%1“ ist kein Ziel, das sich ssh angeben lässt.</translation>
    </message>
    <message>
        <source>A server without a name was left out.</source>
        <translation>Ein Server ohne Namen wurde ausgelassen.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be read.</source>
        <extracomment>%1: name of a field or its value</extracomment>
        <translation>„%1“ ist nicht lesbar.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; says nothing here.</source>
        <extracomment>%1: what stands in a line</extracomment>
        <translation>„%1“ sagt hier nichts aus.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no range of names, or one of more than 5000.</source>
        <extracomment>%1: &quot;web[1:50]&quot;</extracomment>
        <translation>„%1“ ist kein Namensbereich oder einer mit mehr als 5000 Namen.</translation>
    </message>
    <message>
        <source>What follows was left out: there is room for %1.</source>
        <extracomment>%1: a number</extracomment>
        <translation>Was folgt, wurde ausgelassen: Platz ist für %1.</translation>
    </message>
    <message>
        <source>A Match block was passed over; ssh itself heeds it when it connects.</source>
        <translation>Ein Match-Block wurde übergangen; ssh selbst beachtet ihn beim Verbinden.</translation>
    </message>
    <message>
        <source>The included file %1 does not exist.</source>
        <extracomment>%1: a path</extracomment>
        <translation>Die eingebundene Datei %1 gibt es nicht.</translation>
    </message>
    <message>
        <source>The included file %1 cannot be read.</source>
        <translation>Die eingebundene Datei %1 ist nicht lesbar.</translation>
    </message>
    <message>
        <source>%1 includes itself.</source>
        <translation>%1 bindet sich selbst ein.</translation>
    </message>
    <message>
        <source>%1 is included too deeply: ssh stops there, too.</source>
        <translation>%1 ist zu tief eingebunden: Auch ssh hört dort auf.</translation>
    </message>
    <message>
        <source>%1 is not reached through ssh and was left out.</source>
        <extracomment>%1: &quot;web-1: winrm&quot;</extracomment>
        <translation>%1 wird nicht über ssh erreicht und wurde ausgelassen.</translation>
    </message>
    <message>
        <source>BanGUI becomes root with sudo only: &quot;%1&quot; was not taken over.</source>
        <extracomment>%1: &quot;doas&quot;, or a login&apos;s name</extracomment>
        <translation>BanGUI wird nur mit sudo root: „%1“ wurde nicht übernommen.</translation>
    </message>
    <message>
        <source>Not taken over: %1. Put it into your ssh configuration where it is needed.</source>
        <extracomment>%1: options of ssh</extracomment>
        <translation>Nicht übernommen: %1. Wo nötig, in die eigene ssh-Konfiguration schreiben.</translation>
    </message>
    <message>
        <source>%1 is a template, and BanGUI computes none.</source>
        <extracomment>%1: name of a variable</extracomment>
        <translation>%1 ist eine Vorlage, und BanGUI berechnet keine.</translation>
    </message>
    <message>
        <source>%1 holds a secret: it was not read.</source>
        <translation>%1 enthält ein Geheimnis: Es wurde nicht gelesen.</translation>
    </message>
    <message>
        <source>The group %1 contains itself.</source>
        <extracomment>%1: name of a group</extracomment>
        <translation>Die Gruppe %1 enthält sich selbst.</translation>
    </message>
    <message>
        <source>The variables in %1 are not read. To have them all, import what ansible-inventory --list --yaml says.</source>
        <extracomment>%1: a folder</extracomment>
        <translation>Die Variablen in %1 werden nicht gelesen. Vollständig sind sie in dem, was ansible-inventory --list --yaml ausgibt: dieses importieren.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not known here and was passed over.</source>
        <extracomment>%1: name of a field</extracomment>
        <translation>„%1“ ist hier nicht bekannt und wurde übergangen.</translation>
    </message>
    <message>
        <source>%1 is in the file more than once; the first counts.</source>
        <extracomment>%1: name of a server</extracomment>
        <translation>%1 steht mehrmals in der Datei; das erste Vorkommen gilt.</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <extracomment>%1: number of a line, %2: a sentence</extracomment>
        <translation>Zeile %1: %2</translation>
    </message>
    <message>
        <source>%1, line %2: %3</source>
        <extracomment>%1: a path, %2: number of a line, %3: a sentence</extracomment>
        <translation>%1, Zeile %2: %3</translation>
    </message>
    <message>
        <source>new</source>
        <extracomment>a server that is imported</extracomment>
        <translation>neu</translation>
    </message>
    <message>
        <source>known already</source>
        <translation>bereits bekannt</translation>
    </message>
    <message>
        <source>changed</source>
        <extracomment>a server that is stored, and would be reached in another way</extracomment>
        <translation>geändert</translation>
    </message>
    <message>
        <source>known as %1</source>
        <extracomment>%1: name of a server</extracomment>
        <translation>bekannt als %1</translation>
    </message>
    <message>
        <source>Unban %1 everywhere</source>
        <extracomment>%1: an address or &quot;3 addresses&quot;; in every jail</extracomment>
        <translation>%1 überall entsperren</translation>
    </message>
    <message>
        <source>1 change waits for %1</source>
        <extracomment>%1: names of servers that cannot be reached now</extracomment>
        <translation>1 Änderung wartet auf %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes wait for %1</source>
        <translation>
            <numerusform>%Ln Änderung wartet auf %1</numerusform>
            <numerusform>%Ln Änderungen warten auf %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 cannot be reached: its change is kept and sent when it is back.</source>
        <extracomment>%1: name of a server</extracomment>
        <translation>%1 ist nicht erreichbar: Die Änderung wird vorgemerkt und gesendet, sobald der Server wieder da ist.</translation>
    </message>
    <message>
        <source>%1 cannot be reached: their changes are kept and sent when they are back.</source>
        <extracomment>%1: names of servers</extracomment>
        <translation>%1 sind nicht erreichbar: Die Änderungen werden vorgemerkt und gesendet, sobald die Server wieder da sind.</translation>
    </message>
    <message>
        <source>%1 cannot be reached: whatever is banned there by then is unbanned when it is back. How many bans that will be is not known.</source>
        <extracomment>%1: names of servers</extracomment>
        <translation>Nicht erreichbar: %1. Was dort bis dahin gesperrt ist, wird nach der Rückkehr entsperrt. Wie viele Sperren das sein werden, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Not sent any more, because a newer change took its place: %1 on %2.</source>
        <extracomment>%1: a change such as &quot;Ban 192.0.2.1 in sshd&quot;, %2: name of a server</extracomment>
        <translation>Nicht mehr gesendet, weil eine neuere Änderung an ihre Stelle trat: %1 (%2).</translation>
    </message>
    <message>
        <source>1 change was withdrawn. It is not sent.</source>
        <translation>1 Änderung wurde zurückgezogen. Sie wird nicht gesendet.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes were withdrawn. They are not sent.</source>
        <translation>
            <numerusform>%Ln Änderung wurde zurückgezogen. Sie wird nicht gesendet.</numerusform>
            <numerusform>%Ln Änderungen wurden zurückgezogen. Sie werden nicht gesendet.</numerusform>
        </translation>
    </message>
    <message>
        <source>Done what had waited for %1: %2 %3</source>
        <extracomment>%1: names of servers, %2: &quot;3 addresses&quot;, %3: &quot;in 2 jails on 2 servers&quot;</extracomment>
        <translation>Nachgeholt, was auf %1 gewartet hatte: %2 %3</translation>
    </message>
    <message>
        <source>It was so already, nothing to do</source>
        <translation>Das Vorgemerkte galt bereits, nichts zu tun</translation>
    </message>
    <message>
        <source>Pending</source>
        <extracomment>of a change that is kept until its server is back</extracomment>
        <translation>Vorgemerkt</translation>
    </message>
    <message>
        <source>The change is kept, and sent when the server is back.</source>
        <translation>Die Änderung ist vorgemerkt und wird gesendet, sobald der Server wieder da ist.</translation>
    </message>
    <message>
        <source>pending on %1</source>
        <extracomment>a list of server names that get the change when they are back</extracomment>
        <translation>vorgemerkt für %1</translation>
    </message>
    <message>
        <source>Follow the servers&apos; logs</source>
        <translation>Logs der Server mitlesen</translation>
    </message>
    <message>
        <source>Bans and failures are shown as they happen, where the log can be read.</source>
        <translation>Sperren und Fehlversuche werden laufend gezeigt, wo das Log lesbar ist.</translation>
    </message>
    <message>
        <source>Trying now…</source>
        <extracomment>A server that is not reached is being asked at this moment</extracomment>
        <translation>Neuer Versuch läuft…</translation>
    </message>
    <message>
        <source>Trying again in %1</source>
        <extracomment>%1: a length of time: &quot;12 s&quot;, &quot;1 min 5 s&quot;</extracomment>
        <translation>Neuer Versuch in %1</translation>
    </message>
    <message>
        <source>The image of linuxserver is recognised: its configuration is /config/fail2ban, its log /config/log/fail2ban/fail2ban.log. Only .local files survive a start of the container.</source>
        <translation>Das Image von linuxserver ist erkannt: Seine Konfiguration ist /config/fail2ban, sein Log /config/log/fail2ban/fail2ban.log. Nur .local-Dateien überstehen einen Start des Containers.</translation>
    </message>
    <message>
        <source>The image of crazymax is recognised: its jails, filters and actions are below /data, its log is the container&apos;s output.</source>
        <translation>Das Image von crazymax ist erkannt: Seine Jails, Filter und Aktionen liegen unter /data, sein Log ist die Ausgabe des Containers.</translation>
    </message>
    <message>
        <source>old</source>
        <extracomment>of a change that has waited for its server for more than a week</extracomment>
        <translation>alt</translation>
    </message>
    <message>
        <source>What is old has waited for more than a week: it is sent only when you choose it.</source>
        <translation>Was „alt“ heißt, wartet seit mehr als einer Woche: Gesendet wird es nur auf ausdrückliche Wahl.</translation>
    </message>
    <message>
        <source>Three ways to fix it, each with its price, are under &quot;Ways to fix it…&quot; in the window: sudo for one command, a group for the socket, or root itself, as a login or through pkexec.</source>
        <translation>Drei Auswege mit ihrem Preis stehen im Fenster unter „Auswege…“: sudo für einen einzigen Befehl, eine Gruppe für den Socket oder root selbst, als Anmeldung oder über pkexec.</translation>
    </message>
    <message>
        <source>1 log</source>
        <translation>1 Log</translation>
    </message>
    <message numerus="yes">
        <source>%Ln logs</source>
        <translation>
            <numerusform>%Ln Log</numerusform>
            <numerusform>%Ln Logs</numerusform>
        </translation>
    </message>
    <message>
        <source>1 regex</source>
        <translation>1 Regex</translation>
    </message>
    <message numerus="yes">
        <source>%Ln regexes</source>
        <translation>
            <numerusform>%Ln Regex</numerusform>
            <numerusform>%Ln Regexe</numerusform>
        </translation>
    </message>
    <message>
        <source>1 issue blocks</source>
        <translation>1 Befund blockiert</translation>
    </message>
    <message numerus="yes">
        <source>%Ln issues block</source>
        <translation>
            <numerusform>%Ln Befund blockiert</numerusform>
            <numerusform>%Ln Befunde blockieren</numerusform>
        </translation>
    </message>
    <message>
        <source>1 warning</source>
        <translation>1 Warnung</translation>
    </message>
    <message numerus="yes">
        <source>%Ln warnings</source>
        <translation>
            <numerusform>%Ln Warnung</numerusform>
            <numerusform>%Ln Warnungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Exit code %1</source>
        <extracomment>%1 is the number with which a program ended</extracomment>
        <translation>Rückgabewert %1</translation>
    </message>
    <message>
        <source>Accepted</source>
        <extracomment>Shown where fail2ban took a command and answers nothing else</extracomment>
        <translation>Angenommen</translation>
    </message>
    <message>
        <source>Newly banned: %1</source>
        <extracomment>%1 a number of addresses</extracomment>
        <translation>Neu gesperrt: %1</translation>
    </message>
    <message>
        <source>Unbanned: %1</source>
        <extracomment>%1 a number of addresses</extracomment>
        <translation>Entsperrt: %1</translation>
    </message>
    <message>
        <source>Now empty</source>
        <extracomment>Nothing is in a list of fail2ban, after it was changed</extracomment>
        <translation>Jetzt leer</translation>
    </message>
    <message>
        <source>Now %1</source>
        <extracomment>%1 the new value of a property, as fail2ban tells it</extracomment>
        <translation>Jetzt %1</translation>
    </message>
    <message>
        <source>A jail</source>
        <translation>Ein Jail</translation>
    </message>
    <message>
        <source>The jail %1</source>
        <extracomment>%1: name of a jail; begins a sentence</extracomment>
        <translation>Das Jail %1</translation>
    </message>
    <message>
        <source>a value</source>
        <translation>einem Wert</translation>
    </message>
    <message>
        <source>fail2ban refuses its configuration files as they are.</source>
        <translation>fail2ban lehnt seine Konfigurationsdateien ab, so wie sie sind.</translation>
    </message>
    <message>
        <source>fail2ban refuses its configuration files because of %1.</source>
        <extracomment>%1: a file</extracomment>
        <translation>fail2ban lehnt seine Konfigurationsdateien wegen %1 ab.</translation>
    </message>
    <message>
        <source>Correct what fail2ban names; until then nothing can be loaded, and a restart would leave no jail.</source>
        <translation>Beheben, was fail2ban nennt; bis dahin lässt sich nichts laden, und ein Neustart ließe kein Jail übrig.</translation>
    </message>
    <message>
        <source>%1 stands twice in one file, and fail2ban stops there.</source>
        <extracomment>%1: name of a section, or of an option in one</extracomment>
        <translation>%1 steht zweimal in einer Datei, und fail2ban bricht dort ab.</translation>
    </message>
    <message>
        <source>Put both into one, or delete one of them.</source>
        <translation>Beides zusammenführen oder eines davon löschen.</translation>
    </message>
    <message>
        <source>%1 refers with %(...)s to a value that does not exist.</source>
        <extracomment>%1: name of an option; %(...)s stays as it is</extracomment>
        <translation>%1 verweist mit %(...)s auf einen Wert, den es nicht gibt.</translation>
    </message>
    <message>
        <source>Define that value, correct its name, or write a plain percent sign as %%.</source>
        <translation>Diesen Wert definieren, seinen Namen berichtigen oder ein einfaches Prozentzeichen als %% schreiben.</translation>
    </message>
    <message>
        <source>The filter %1 does not exist.</source>
        <extracomment>%1: name of a filter</extracomment>
        <translation>Den Filter %1 gibt es nicht.</translation>
    </message>
    <message>
        <source>Correct the name after &quot;filter =&quot;, or add the filter to the folder filter.d.</source>
        <translation>Den Namen nach „filter =“ berichtigen oder den Filter im Ordner filter.d anlegen.</translation>
    </message>
    <message>
        <source>The action %1 does not exist.</source>
        <extracomment>%1: name of an action</extracomment>
        <translation>Die Aktion %1 gibt es nicht.</translation>
    </message>
    <message>
        <source>Correct the name after &quot;action =&quot;, or add the action to the folder action.d.</source>
        <translation>Den Namen nach „action =“ berichtigen oder die Aktion im Ordner action.d anlegen.</translation>
    </message>
    <message>
        <source>%1 has no filter and would find nothing.</source>
        <extracomment>%1: &quot;The jail sshd&quot;</extracomment>
        <translation>%1 hat keinen Filter und fände nichts.</translation>
    </message>
    <message>
        <source>Set filter to the name of one in the folder filter.d.</source>
        <translation>filter auf den Namen eines Filters im Ordner filter.d setzen.</translation>
    </message>
    <message>
        <source>%1 has no action and would ban nobody.</source>
        <extracomment>%1: &quot;The jail sshd&quot;</extracomment>
        <translation>%1 hat keine Aktion und würde niemanden sperren.</translation>
    </message>
    <message>
        <source>Set action, or remove the line that empties it.</source>
        <translation>action setzen oder die Zeile entfernen, die es leert.</translation>
    </message>
    <message>
        <source>%1 is enabled in no file.</source>
        <extracomment>%1: &quot;The jail sshd&quot;</extracomment>
        <translation>%1 ist in keiner Datei aktiviert.</translation>
    </message>
    <message>
        <source>Activate it, or set &quot;enabled = true&quot; in its section of a file in jail.d.</source>
        <translation>Aktivieren, oder „enabled = true“ in seinem Abschnitt einer Datei in jail.d setzen.</translation>
    </message>
    <message>
        <source>A file that is read later overrides %1.</source>
        <extracomment>%1: name of an option</extracomment>
        <translation>Eine später gelesene Datei überschreibt %1.</translation>
    </message>
    <message>
        <source>%1 is read later and overrides %2.</source>
        <extracomment>%1: a file, %2: name of an option</extracomment>
        <translation>%1 wird später gelesen und überschreibt %2.</translation>
    </message>
    <message>
        <source>Change or remove the line there; what is written here has no effect.</source>
        <translation>Die Zeile dort ändern oder entfernen; was hier steht, wirkt nicht.</translation>
    </message>
    <message>
        <source>The name %1 is too long for the chain that iptables would have to make of it.</source>
        <translation>Der Name %1 ist zu lang für die Kette, die iptables daraus machen müsste.</translation>
    </message>
    <message>
        <source>of this jail</source>
        <translation>dieses Jails</translation>
    </message>
    <message>
        <source>The time in %1 is none that fail2ban can read.</source>
        <extracomment>%1: name of an option</extracomment>
        <translation>Die Zeit in %1 kann fail2ban nicht lesen.</translation>
    </message>
    <message>
        <source>Write seconds, or a time such as 10m, 1h 30m or 1w.</source>
        <translation>Sekunden schreiben, oder eine Zeit wie 10m, 1h 30m oder 1w.</translation>
    </message>
    <message>
        <source>The daemon would run the text in %1 as Python while it reads it as a time.</source>
        <extracomment>%1: name of an option</extracomment>
        <translation>Der Dienst würde den Text in %1 als Python ausführen, während er ihn als Zeit liest.</translation>
    </message>
    <message>
        <source>Write a time such as 10m or 1w, and find out who has written what stands there.</source>
        <translation>Eine Zeit wie 10m oder 1w schreiben und klären, wer geschrieben hat, was dort steht.</translation>
    </message>
    <message>
        <source>%1 wants a number; fail2ban would refuse what stands there, or take its own default.</source>
        <extracomment>%1: name of an option</extracomment>
        <translation>%1 verlangt eine Zahl; fail2ban würde ablehnen, was dort steht, oder seine eigene Vorgabe nehmen.</translation>
    </message>
    <message>
        <source>Write a whole number.</source>
        <translation>Eine ganze Zahl schreiben.</translation>
    </message>
    <message>
        <source>The daemon would refuse the value of %1.</source>
        <extracomment>%1: name of an option</extracomment>
        <translation>Der Dienst würde den Wert von %1 ablehnen.</translation>
    </message>
    <message>
        <source>Correct it as fail2ban&apos;s manual page jail.conf describes it.</source>
        <translation>Berichtigen, so wie fail2bans Handbuchseite jail.conf es beschreibt.</translation>
    </message>
    <message>
        <source>The server&apos;s Python cannot compile the regular expression %1.</source>
        <extracomment>%1: a regular expression, or the name of an option</extracomment>
        <translation>Das Python des Servers kann den regulären Ausdruck %1 nicht übersetzen.</translation>
    </message>
    <message>
        <source>Correct it where it is written, and try it on lines of the log.</source>
        <translation>Dort berichtigen, wo er steht, und an Zeilen des Logs erproben.</translation>
    </message>
    <message>
        <source>The regular expression %1 does not say where the address stands in a line.</source>
        <extracomment>%1: a regular expression; &lt;HOST&gt; stays as it is</extracomment>
        <translation>Der reguläre Ausdruck %1 sagt nicht, wo in einer Zeile die Adresse steht.</translation>
    </message>
    <message>
        <source>Put &lt;HOST&gt; or &lt;ADDR&gt; where the address is.</source>
        <translation>&lt;HOST&gt; oder &lt;ADDR&gt; an die Stelle der Adresse setzen.</translation>
    </message>
    <message>
        <source>The regular expression %1 does not come to an end on some lines; anybody who can write one would stop the whole daemon.</source>
        <extracomment>%1: a regular expression</extracomment>
        <translation>Der reguläre Ausdruck %1 kommt bei manchen Zeilen nicht zum Ende; wer eine solche schreiben kann, hielte den ganzen Dienst an.</translation>
    </message>
    <message>
        <source>Take nested repetitions out of it, and bind it to the line&apos;s beginning with ^.</source>
        <translation>Verschachtelte Wiederholungen entfernen und ihn mit ^ an den Zeilenanfang binden.</translation>
    </message>
    <message>
        <source>The date pattern %1 is none that fail2ban can use.</source>
        <extracomment>%1: a pattern, or the name of an option</extracomment>
        <translation>Das Datumsmuster %1 kann fail2ban nicht verwenden.</translation>
    </message>
    <message>
        <source>Correct it, or remove it so that fail2ban recognises the dates by itself.</source>
        <translation>Berichtigen oder entfernen, damit fail2ban die Daten selbst erkennt.</translation>
    </message>
    <message>
        <source>There is no log at %1; the jail could not start.</source>
        <extracomment>%1: a path, or a pattern for several</extracomment>
        <translation>Unter %1 gibt es kein Log; das Jail könnte nicht starten.</translation>
    </message>
    <message>
        <source>Correct logpath, or let the service write its log there first; where it writes to the journal, set &quot;backend = systemd&quot;.</source>
        <translation>logpath berichtigen oder den Dienst sein Log erst dorthin schreiben lassen; schreibt er ins Journal, „backend = systemd“ setzen.</translation>
    </message>
    <message>
        <source>%1 does without one of its logs: there is none at %2.</source>
        <extracomment>%1: &quot;The jail web&quot;, %2: a path, or a pattern for several</extracomment>
        <translation>%1 kommt ohne eines der Logs aus: Unter %2 gibt es keines.</translation>
    </message>
    <message>
        <source>Correct logpath, or reload the jail once the log is there: until then nothing in it is seen.</source>
        <translation>logpath berichtigen, oder das Jail neu laden, sobald es das Log gibt: Bis dahin wird darin nichts gesehen.</translation>
    </message>
    <message>
        <source>%1 is a folder and no log.</source>
        <extracomment>%1: a path</extracomment>
        <translation>%1 ist ein Ordner und kein Log.</translation>
    </message>
    <message>
        <source>Name the file in it, or files with a pattern such as *.log.</source>
        <translation>Die Datei darin nennen, oder Dateien mit einem Muster wie *.log.</translation>
    </message>
    <message>
        <source>Nothing was written to %1 for a day.</source>
        <extracomment>%1: a path</extracomment>
        <translation>In %1 wurde einen Tag lang nichts geschrieben.</translation>
    </message>
    <message>
        <source>Make sure that the service writes to this log and to no other.</source>
        <translation>Sicherstellen, dass der Dienst in dieses Log schreibt und in kein anderes.</translation>
    </message>
    <message>
        <source>%1 finds nothing in the last day of its log.</source>
        <extracomment>%1: &quot;The jail sshd&quot;</extracomment>
        <translation>%1 findet im letzten Tag seines Logs nichts.</translation>
    </message>
    <message>
        <source>Right where nobody has tried anything; otherwise compare the filter with the log&apos;s lines.</source>
        <translation>In Ordnung, wenn niemand etwas versucht hat; sonst den Filter mit den Zeilen des Logs vergleichen.</translation>
    </message>
    <message>
        <source>The backend %1 does not work on this server.</source>
        <extracomment>%1: &quot;systemd&quot;</extracomment>
        <translation>Das Backend %1 arbeitet auf diesem Server nicht.</translation>
    </message>
    <message>
        <source>Install its Python module there (python3-systemd for systemd), or set &quot;backend = auto&quot;.</source>
        <translation>Dort sein Python-Modul installieren (python3-systemd für systemd) oder „backend = auto“ setzen.</translation>
    </message>
    <message>
        <source>The program %1, which an action calls, is not there.</source>
        <extracomment>%1: name of a program</extracomment>
        <translation>Das Programm %1, das eine Aktion aufruft, ist nicht vorhanden.</translation>
    </message>
    <message>
        <source>Install it on the server, or choose an action that works with what is there.</source>
        <translation>Es auf dem Server installieren oder eine Aktion wählen, die mit dem Vorhandenen arbeitet.</translation>
    </message>
    <message>
        <source>The daemon would refuse another database file while it has jails.</source>
        <translation>Der Dienst würde eine andere Datenbankdatei ablehnen, solange er Jails hat.</translation>
    </message>
    <message>
        <source>Set dbfile back to the one in use, or restart fail2ban to change it.</source>
        <translation>dbfile auf die benutzte zurücksetzen, oder fail2ban neu starten, um sie zu wechseln.</translation>
    </message>
    <message>
        <source>This would have banned %1: you, or somebody who logs in there.</source>
        <extracomment>%1: addresses</extracomment>
        <translation>Das hätte %1 gesperrt: die eigene Adresse, oder die von jemandem, der sich dort anmeldet.</translation>
    </message>
    <message>
        <source>Add these addresses to ignoreip before you activate the jail.</source>
        <translation>Diese Adressen in ignoreip aufnehmen, bevor das Jail aktiviert wird.</translation>
    </message>
    <message>
        <source>The edited file is used by others, too: %1.</source>
        <extracomment>%1: names of jails</extracomment>
        <translation>Die bearbeitete Datei wird auch von anderen verwendet: %1.</translation>
    </message>
    <message>
        <source>%1 is used by others, too: %2.</source>
        <extracomment>%1: a file, %2: names of jails</extracomment>
        <translation>%1 wird auch von anderen verwendet: %2.</translation>
    </message>
    <message>
        <source>Make sure that the change is right for all of them.</source>
        <translation>Sicherstellen, dass die Änderung für alle richtig ist.</translation>
    </message>
    <message>
        <source>The reload would also bring into force what somebody else has written: %1.</source>
        <extracomment>%1: what was changed in files</extracomment>
        <translation>Das Neuladen würde auch in Kraft setzen, was jemand anderes geschrieben hat: %1.</translation>
    </message>
    <message>
        <source>Ask who has written it, or look at it before you go on.</source>
        <translation>Nachfragen, wer es geschrieben hat, oder es vorher ansehen.</translation>
    </message>
    <message>
        <source>What was set while fail2ban runs, and is in no file, would be lost: %1.</source>
        <extracomment>%1: name of an option</extracomment>
        <translation>Was zur Laufzeit gesetzt wurde und in keiner Datei steht, ginge verloren: %1.</translation>
    </message>
    <message>
        <source>Write it into the jail&apos;s file if it is to stay.</source>
        <translation>In die Datei des Jails schreiben, wenn es bleiben soll.</translation>
    </message>
    <message>
        <source>Choose a quiet moment where it has many bans.</source>
        <translation>Bei vielen Sperren einen ruhigen Moment wählen.</translation>
    </message>
    <message>
        <source>%1 would run now, and fail2ban would not start with it the next time.</source>
        <extracomment>%1: &quot;The jail sshd&quot;</extracomment>
        <translation>%1 würde jetzt laufen, und beim nächsten Mal würde fail2ban damit nicht starten.</translation>
    </message>
    <message>
        <source>Correct what fail2ban names before the server is restarted.</source>
        <translation>Beheben, was fail2ban nennt, bevor der Server neu gestartet wird.</translation>
    </message>
    <message>
        <source>One check could not be made.</source>
        <translation>Eine Prüfung war nicht möglich.</translation>
    </message>
    <message>
        <source>This could not be checked: %1.</source>
        <extracomment>%1: what was to be checked</extracomment>
        <translation>Nicht zu prüfen war: %1.</translation>
    </message>
    <message>
        <source>See to the cause that is named and check again.</source>
        <translation>Die genannte Ursache beheben und erneut prüfen.</translation>
    </message>
    <message>
        <source>Blocks</source>
        <extracomment>of an issue: it stops the change</extracomment>
        <translation>Blockiert</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Configuration files</source>
        <translation>Konfigurationsdateien</translation>
    </message>
    <message>
        <source>fail2ban&apos;s own test</source>
        <translation>fail2bans eigener Test</translation>
    </message>
    <message>
        <source>What fail2ban would load</source>
        <translation>Was fail2ban laden würde</translation>
    </message>
    <message>
        <source>Times and numbers</source>
        <translation>Zeiten und Zahlen</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Logs</translation>
    </message>
    <message>
        <source>Regular expressions</source>
        <translation>Reguläre Ausdrücke</translation>
    </message>
    <message>
        <source>The last day of the log</source>
        <translation>Der letzte Tag des Logs</translation>
    </message>
    <message>
        <source>Actions and their programs</source>
        <translation>Aktionen und ihre Programme</translation>
    </message>
    <message>
        <source>Effect on what runs</source>
        <translation>Wirkung auf das Laufende</translation>
    </message>
    <message>
        <source>No configuration file of %1 has a section for a jail %2.</source>
        <extracomment>%1: a server, %2: name of a jail</extracomment>
        <translation>Keine Konfigurationsdatei von %1 hat einen Abschnitt für ein Jail %2.</translation>
    </message>
    <message>
        <source>Correct the name, or name the daemon&apos;s configuration folder where it is another one.</source>
        <translation>Den Namen berichtigen, oder den Konfigurationsordner des Dienstes nennen, wenn er anderswo liegt.</translation>
    </message>
    <message>
        <source>takes it back in %1 unless it is confirmed</source>
        <translation>nimmt sie in %1 zurück, wenn sie nicht bestätigt wird</translation>
    </message>
    <message>
        <source>fail2ban was left alone</source>
        <translation>fail2ban blieb unberührt</translation>
    </message>
    <message>
        <source>the jail was reloaded</source>
        <translation>das Jail wurde neu geladen</translation>
    </message>
    <message>
        <source>fail2ban was restarted</source>
        <translation>fail2ban wurde neu gestartet</translation>
    </message>
    <message>
        <source>fail2ban does not run</source>
        <translation>fail2ban läuft nicht</translation>
    </message>
    <message>
        <source>fail2ban starts with the old files</source>
        <translation>fail2ban startet mit den alten Dateien</translation>
    </message>
    <message>
        <source>what somebody else has written meanwhile is kept beside</source>
        <translation>was jemand anderes inzwischen geschrieben hat, liegt daneben</translation>
    </message>
    <message>
        <source>1 check</source>
        <translation>1 Prüfung</translation>
    </message>
    <message numerus="yes">
        <source>%Ln checks</source>
        <translation>
            <numerusform>%Ln Prüfung</numerusform>
            <numerusform>%Ln Prüfungen</numerusform>
        </translation>
    </message>
    <message>
        <source>1 jail kept</source>
        <translation>1 Jail behalten</translation>
    </message>
    <message numerus="yes">
        <source>%Ln jails kept</source>
        <translation>
            <numerusform>%Ln Jail behalten</numerusform>
            <numerusform>%Ln Jails behalten</numerusform>
        </translation>
    </message>
    <message>
        <source>the jail was restarted because of %1</source>
        <extracomment>%1: what differs: an action, &quot;backend&quot;</extracomment>
        <translation>das Jail wurde neu gestartet wegen %1</translation>
    </message>
    <message>
        <source>1 jail runs</source>
        <translation>1 Jail läuft</translation>
    </message>
    <message numerus="yes">
        <source>%Ln jails run</source>
        <translation>
            <numerusform>%Ln Jail läuft</numerusform>
            <numerusform>%Ln Jails laufen</numerusform>
        </translation>
    </message>
    <message>
        <source>The jail %1 runs with its new settings.</source>
        <translation>Das Jail %1 läuft mit seinen neuen Einstellungen.</translation>
    </message>
    <message>
        <source>The jail %1 runs on %2 with its new settings.</source>
        <translation>Das Jail %1 läuft auf %2 mit seinen neuen Einstellungen.</translation>
    </message>
    <message>
        <source>The jail %1 is active.</source>
        <translation>Das Jail %1 ist aktiv.</translation>
    </message>
    <message>
        <source>The jail %1 is active on %2.</source>
        <translation>Das Jail %1 ist auf %2 aktiv.</translation>
    </message>
    <message>
        <source>The new settings of the jail %1 are written; it is not active.</source>
        <translation>Die neuen Einstellungen des Jails %1 sind geschrieben; es ist nicht aktiv.</translation>
    </message>
    <message>
        <source>The new settings of the jail %1 are written on %2; it is not active.</source>
        <translation>Die neuen Einstellungen des Jails %1 sind auf %2 geschrieben; es ist nicht aktiv.</translation>
    </message>
    <message>
        <source>The jail %1 is not active any more.</source>
        <translation>Das Jail %1 ist nicht mehr aktiv.</translation>
    </message>
    <message>
        <source>The jail %1 is not active on %2 any more.</source>
        <translation>Das Jail %1 ist auf %2 nicht mehr aktiv.</translation>
    </message>
    <message>
        <source>the server</source>
        <translation>dem Server</translation>
    </message>
    <message>
        <source>Another change of %1 is under way, by %2.</source>
        <translation>Eine andere Änderung von %1 läuft, von %2.</translation>
    </message>
    <message>
        <source>Wait until it has ended, or decide it among the open changes.</source>
        <translation>Ihr Ende abwarten oder sie unter den offenen Änderungen entscheiden.</translation>
    </message>
    <message>
        <source>The %1 was refused: a check before it failed.</source>
        <translation>Die %1 wurde abgelehnt: Eine Prüfung davor ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Correct what the checks name, then try again.</source>
        <translation>Beheben, was die Prüfungen nennen, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>Its files and jails are as they were.</source>
        <translation>Seine Dateien und Jails sind, wie sie waren.</translation>
    </message>
    <message>
        <source>The %1 was taken back.</source>
        <translation>Die %1 wurde zurückgenommen.</translation>
    </message>
    <message>
        <source>The %1 was cancelled and taken back.</source>
        <translation>Die %1 wurde abgebrochen und zurückgenommen.</translation>
    </message>
    <message>
        <source>The %1 failed at the stage &quot;%2&quot; (%3) and was taken back.</source>
        <extracomment>%1: &quot;activation of nginx-bad on web-2&quot;, %2: a stage (&quot;Reload&quot;), %3: &quot;not as it should be&quot;</extracomment>
        <translation>Die %1 ist in der Stufe „%2“ gescheitert (%3) und wurde zurückgenommen.</translation>
    </message>
    <message>
        <source>The details say why; correct it, then try again.</source>
        <translation>Die Einzelheiten sagen, warum; das beheben, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>Activate</source>
        <extracomment>on a button: make a jail live</extracomment>
        <translation>Aktivieren</translation>
    </message>
    <message>
        <source>Deactivate</source>
        <extracomment>on a button: end a jail for good</extracomment>
        <translation>Deaktivieren</translation>
    </message>
    <message>
        <source>Change</source>
        <extracomment>on a button: change a jail&apos;s settings</extracomment>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>activation of %1</source>
        <translation>Aktivierung von %1</translation>
    </message>
    <message>
        <source>activation of %1 on %2</source>
        <translation>Aktivierung von %1 auf %2</translation>
    </message>
    <message>
        <source>deactivation of %1</source>
        <translation>Deaktivierung von %1</translation>
    </message>
    <message>
        <source>deactivation of %1 on %2</source>
        <translation>Deaktivierung von %1 auf %2</translation>
    </message>
    <message>
        <source>change of %1</source>
        <translation>Änderung von %1</translation>
    </message>
    <message>
        <source>change of %1 on %2</source>
        <translation>Änderung von %1 auf %2</translation>
    </message>
    <message>
        <source>Preflight</source>
        <extracomment>a stage of a change of a server&apos;s configuration, as the following</extracomment>
        <translation>Vorprüfung</translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>Dead-man timer</source>
        <translation>Totmann-Zeitgeber</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>Neu laden</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Nachprüfen</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>Disarm</source>
        <translation>Entschärfen</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Verify the old state</source>
        <translation>Alten Zustand nachprüfen</translation>
    </message>
    <message>
        <source>Checks the change on a private copy of the configuration; nothing is touched.</source>
        <translation>Prüft die Änderung an einer eigenen Kopie der Konfiguration; nichts wird berührt.</translation>
    </message>
    <message>
        <source>Keeps the old file and the list of jails and actions on the server.</source>
        <translation>Bewahrt die alte Datei und die Liste der Jails und Aktionen auf dem Server auf.</translation>
    </message>
    <message>
        <source>Sets a timer on the server that takes the change back unless it is confirmed.</source>
        <translation>Stellt auf dem Server einen Zeitgeber, der die Änderung zurücknimmt, wenn sie nicht bestätigt wird.</translation>
    </message>
    <message>
        <source>Writes BanGUI&apos;s own file of this jail, no other.</source>
        <translation>Schreibt BanGUIs eigene Datei dieses Jails, keine andere.</translation>
    </message>
    <message>
        <source>Has fail2ban reload this jail, no other.</source>
        <translation>Lässt fail2ban dieses Jail neu laden, kein anderes.</translation>
    </message>
    <message>
        <source>Looks again and again: the same process, no jail lost, this jail as configured, no errors in the log.</source>
        <translation>Sieht immer wieder nach: derselbe Prozess, kein Jail verloren, dieses Jail wie konfiguriert, keine Fehler im Log.</translation>
    </message>
    <message>
        <source>Tells the server that the change stays.</source>
        <translation>Teilt dem Server mit, dass die Änderung bleibt.</translation>
    </message>
    <message>
        <source>Ends the timer and removes what was kept for it.</source>
        <translation>Beendet den Zeitgeber und entfernt, was für ihn aufbewahrt war.</translation>
    </message>
    <message>
        <source>Puts the old file and the old jails back.</source>
        <translation>Bringt die alte Datei und die alten Jails zurück.</translation>
    </message>
    <message>
        <source>Looks whether the file and the jails are as they were.</source>
        <translation>Sieht nach, ob Datei und Jails sind, wie sie waren.</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>bestanden</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>übersprungen</translation>
    </message>
    <message>
        <source>active</source>
        <extracomment>how a change of a jail ended, as the following</extracomment>
        <translation>aktiv</translation>
    </message>
    <message>
        <source>inactive</source>
        <translation>inaktiv</translation>
    </message>
    <message>
        <source>rolled back</source>
        <translation>zurückgenommen</translation>
    </message>
    <message>
        <source>not restored</source>
        <translation>nicht wiederhergestellt</translation>
    </message>
    <message>
        <source>not decided</source>
        <translation>nicht entschieden</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>The %1 was taken back, but not everything is as it was.</source>
        <translation>Die %1 wurde zurückgenommen, aber nicht alles ist, wie es war.</translation>
    </message>
    <message>
        <source>The details name what differs.</source>
        <translation>Die Einzelheiten nennen, was abweicht.</translation>
    </message>
    <message>
        <source>Look at the jails there now; restart fail2ban there if one of them is missing.</source>
        <translation>Jetzt die Jails dort ansehen; fail2ban dort neu starten, wenn eines fehlt.</translation>
    </message>
    <message>
        <source>The %1 is made, and not decided.</source>
        <translation>Die %1 ist angewendet und nicht entschieden.</translation>
    </message>
    <message>
        <source>The server takes it back by itself unless it is confirmed.</source>
        <translation>Der Server nimmt sie von selbst zurück, wenn sie nicht bestätigt wird.</translation>
    </message>
    <message>
        <source>Confirm it, or take it back.</source>
        <translation>Bestätigen oder zurücknehmen.</translation>
    </message>
    <message>
        <source>How the %1 ended is not known: the server takes back by itself what is not confirmed.</source>
        <translation>Wie die %1 ausging, ist nicht bekannt: Der Server nimmt von selbst zurück, was nicht bestätigt ist.</translation>
    </message>
    <message>
        <source>Look at its open changes when it can be reached again.</source>
        <translation>Seine offenen Änderungen ansehen, wenn er wieder erreichbar ist.</translation>
    </message>
    <message>
        <source>%1 by %2</source>
        <extracomment>%1: &quot;activation of nginx-bad on web-2&quot;, %2: who has begun it: user@host
----------
%1: &quot;started&quot;, %2: a service manager (&quot;systemd&quot;, &quot;openrc&quot;)</extracomment>
        <translation>%1 durch %2</translation>
    </message>
    <message>
        <source>The %1 is not decided, and nothing on the server watches over it any more: take it back or confirm it.</source>
        <translation>Die %1 ist nicht entschieden, und auf dem Server wacht nichts mehr darüber: zurücknehmen oder bestätigen.</translation>
    </message>
    <message>
        <source>The %1 is not decided: it is taken back by itself unless it is confirmed.</source>
        <translation>Die %1 ist nicht entschieden: Sie wird von selbst zurückgenommen, wenn sie nicht bestätigt wird.</translation>
    </message>
    <message>
        <source>The %1 is not decided: it is taken back in %2 unless it is confirmed.</source>
        <extracomment>%2: &quot;1 min 25 s&quot;</extracomment>
        <translation>Die %1 ist nicht entschieden: Sie wird in %2 zurückgenommen, wenn sie nicht bestätigt wird.</translation>
    </message>
    <message>
        <source>The %1 is being taken back.</source>
        <translation>Die %1 wird zurückgenommen.</translation>
    </message>
    <message>
        <source>The %1 was taken back; what somebody else had written meanwhile is kept on the server to look at.</source>
        <translation>Die %1 wurde zurückgenommen; was jemand anderes inzwischen geschrieben hatte, liegt auf dem Server zur Ansicht bereit.</translation>
    </message>
    <message>
        <source>The %1 was taken back, but not everything is as it was: look at its jails.</source>
        <translation>Die %1 wurde zurückgenommen, aber nicht alles ist, wie es war: die Jails ansehen.</translation>
    </message>
    <message>
        <source>%1 lost protection after %2 was activated</source>
        <extracomment>%1: a server, %2: a jail</extracomment>
        <translation>%1 hat den Schutz verloren, nachdem %2 aktiviert wurde</translation>
    </message>
    <message>
        <source>%1 answers and guards nothing</source>
        <extracomment>%1: a server</extracomment>
        <translation>%1 antwortet und schützt nichts</translation>
    </message>
    <message>
        <source>%1 on %2 bans nobody</source>
        <extracomment>%1: jails, %2: a server</extracomment>
        <translation>%1 auf %2 sperrt niemanden</translation>
    </message>
    <message>
        <source>fail2ban does not run on %1</source>
        <extracomment>%1: a server</extracomment>
        <translation>fail2ban läuft auf %1 nicht</translation>
    </message>
    <message>
        <source>Within a minute after %1 was activated the server lost what it guarded. Until it is brought back, nothing new is banned by the jails below.</source>
        <extracomment>%1: a jail</extracomment>
        <translation>Innerhalb einer Minute nach der Aktivierung von %1 verlor der Server, was er schützte. Bis das behoben ist, sperren die Jails unten niemanden mehr.</translation>
    </message>
    <message>
        <source>The daemon answers, yet these jails do not run: %1. That is what a failed reload leaves behind, and fail2ban says nothing about it. What they guard is open; the other jails go on.</source>
        <translation>Der Dienst antwortet, doch diese Jails laufen nicht: %1. Das hinterlässt ein gescheitertes Neuladen, und fail2ban sagt nichts davon. Was sie schützen, ist offen; die anderen Jails laufen weiter.</translation>
    </message>
    <message>
        <source>The daemon runs and answers, but it has no jail, and its configuration enables none. Nothing is watched and nothing is banned.</source>
        <translation>Der Dienst läuft und antwortet, hat aber kein Jail, und seine Konfiguration aktiviert keines. Nichts wird überwacht, niemand wird gesperrt.</translation>
    </message>
    <message>
        <source>The daemon runs and answers, but none of its jails does. One jail that cannot start takes all others with it when everything is reloaded. Nothing is watched, nothing is banned, and bans in the firewall may be gone. Missing: %1.</source>
        <translation>Der Dienst läuft und antwortet, aber keines seiner Jails läuft. Ein Jail, das nicht starten kann, reißt beim Neuladen alle anderen mit. Nichts wird überwacht, niemand wird gesperrt, und Sperren in der Firewall können verschwunden sein. Es fehlen: %1.</translation>
    </message>
    <message>
        <source>The process lives and answers nothing. It reads no log and bans nobody; what it has banned stays in the firewall and does not end. Usual reasons are a regex that runs without end and an action that hangs.</source>
        <translation>Der Prozess lebt und antwortet nicht. Er liest kein Log und sperrt niemanden; was er gesperrt hat, bleibt in der Firewall und endet nicht. Übliche Gründe sind ein regulärer Ausdruck ohne Ende und eine hängende Aktion.</translation>
    </message>
    <message>
        <source>These jails watch their logs and count bans, but they have no action that would carry a ban out: a reload after a change of their actions drops them without a word. Whoever they list as banned can still connect.</source>
        <translation>Diese Jails überwachen ihre Logs und zählen Sperren, haben aber keine Aktion, die eine Sperre ausführt: Ein Neuladen nach einer Änderung ihrer Aktionen verliert diese wortlos. Wer bei ihnen als gesperrt gilt, kann sich weiter verbinden.</translation>
    </message>
    <message>
        <source>Nobody listens at its socket. No log is watched and nobody is banned until it is started; bans in the firewall may have been lifted when it ended.</source>
        <translation>Niemand hört an seinem Socket. Kein Log wird überwacht und niemand gesperrt, bis er gestartet ist; Sperren in der Firewall können bei seinem Ende aufgehoben worden sein.</translation>
    </message>
    <message>
        <source>%1: %2 is switched off (enabled = false).</source>
        <extracomment>%1: a file, %2: a jail</extracomment>
        <translation>%1: %2 wird abgeschaltet (enabled = false).</translation>
    </message>
    <message>
        <source>%1: %2 reads the journal (backend = systemd), since its log does not exist.</source>
        <extracomment>%1: a file, %2: a jail</extracomment>
        <translation>%1: %2 liest das Journal (backend = systemd), da es sein Log nicht gibt.</translation>
    </message>
    <message>
        <source>fail2ban is busy. It is left alone for a minute; look again then.</source>
        <translation>fail2ban ist beschäftigt. Es wird eine Minute in Ruhe gelassen; dann erneut nachsehen.</translation>
    </message>
    <message>
        <source>What BanGUI would write is overridden at %1. Change it there first.</source>
        <extracomment>%1: a file and line</extracomment>
        <translation>Was BanGUI schreiben würde, wird bei %1 überschrieben. Zuerst dort ändern.</translation>
    </message>
    <message>
        <source>There is nothing to bring back: the configuration enables no jail. Activate one on the Jails page.</source>
        <translation>Es gibt nichts zurückzubringen: Die Konfiguration aktiviert kein Jail. Auf der Seite „Jails“ eines aktivieren.</translation>
    </message>
    <message>
        <source>BanGUI does not touch the files that stop it. Mend what is named above, then look again.</source>
        <translation>BanGUI ändert die Dateien nicht, an denen es scheitert. Beheben, was oben genannt ist, dann erneut nachsehen.</translation>
    </message>
    <message>
        <source>Ends what is left of %1.</source>
        <translation>Beendet, was von %1 übrig ist.</translation>
    </message>
    <message>
        <source>Does not run afterwards: %1.</source>
        <translation>Läuft danach nicht: %1.</translation>
    </message>
    <message>
        <source>Goes on as it is: %1.</source>
        <translation>Läuft unverändert weiter: %1.</translation>
    </message>
    <message>
        <source>Disable jail and bring back</source>
        <extracomment>a button</extracomment>
        <translation>Jail abschalten und zurückbringen</translation>
    </message>
    <message>
        <source>Bring jails back</source>
        <extracomment>a button</extracomment>
        <translation>Jails zurückbringen</translation>
    </message>
    <message>
        <source>Restart jail</source>
        <extracomment>a button</extracomment>
        <translation>Jail neu starten</translation>
    </message>
    <message>
        <source>Restart jails</source>
        <translation>Jails neu starten</translation>
    </message>
    <message>
        <source>Disable jail and restart</source>
        <extracomment>a button</extracomment>
        <translation>Jail abschalten und neu starten</translation>
    </message>
    <message>
        <source>Start fail2ban</source>
        <extracomment>a button</extracomment>
        <translation>fail2ban starten</translation>
    </message>
    <message>
        <source>End and start fail2ban</source>
        <extracomment>a button</extracomment>
        <translation>fail2ban beenden und starten</translation>
    </message>
    <message>
        <source>%1 answers. %2 run with their actions, and the configuration enables no other. There is nothing to bring back.</source>
        <extracomment>%1: a server, %2: &quot;4 jails&quot;</extracomment>
        <translation>%1 antwortet. %2 laufen mit ihren Aktionen, und die Konfiguration aktiviert keine weiteren. Es gibt nichts zurückzubringen.</translation>
    </message>
    <message>
        <source>%1 has not answered for %2. It may only be busy: after a minute without an answer it counts as frozen, and can be ended and started here.</source>
        <extracomment>%1: a server, %2: a time (&quot;12 s&quot;)</extracomment>
        <translation>%1 antwortet seit %2 nicht. Vielleicht ist es nur beschäftigt: Nach einer Minute ohne Antwort gilt es als eingefroren und kann hier beendet und gestartet werden.</translation>
    </message>
    <message>
        <source>Snapshot and lock</source>
        <translation>Sicherung und Reservierung</translation>
    </message>
    <message>
        <source>Dead-man timer on the server</source>
        <translation>Totmann-Zeitgeber auf dem Server</translation>
    </message>
    <message>
        <source>Start the jails</source>
        <translation>Jails starten</translation>
    </message>
    <message>
        <source>Restart the jails</source>
        <translation>Jails neu starten</translation>
    </message>
    <message>
        <source>Look at jails and actions over a new connection</source>
        <translation>Jails und Aktionen über eine neue Verbindung ansehen</translation>
    </message>
    <message>
        <source>Confirm and clear away</source>
        <translation>Bestätigen und aufräumen</translation>
    </message>
    <message>
        <source>1 file kept</source>
        <translation>1 Datei aufbewahrt</translation>
    </message>
    <message numerus="yes">
        <source>%Ln files kept</source>
        <translation>
            <numerusform>%Ln Datei aufbewahrt</numerusform>
            <numerusform>%Ln Dateien aufbewahrt</numerusform>
        </translation>
    </message>
    <message>
        <source>no file is written</source>
        <translation>keine Datei wird geschrieben</translation>
    </message>
    <message>
        <source>nothing to write</source>
        <translation>nichts zu schreiben</translation>
    </message>
    <message>
        <source>did not end by itself and was killed; started again</source>
        <translation>endete nicht von selbst und wurde abgebrochen; neu gestartet</translation>
    </message>
    <message>
        <source>ended and started again</source>
        <translation>beendet und neu gestartet</translation>
    </message>
    <message>
        <source>started</source>
        <translation>gestartet</translation>
    </message>
    <message>
        <source>%1 protects again: %2 run with their actions, seen over a new connection.</source>
        <extracomment>%1: a server, %2: &quot;4 jails&quot;</extracomment>
        <translation>%1 schützt wieder: %2 laufen mit ihren Aktionen, über eine neue Verbindung gesehen.</translation>
    </message>
    <message>
        <source>No file was changed.</source>
        <translation>Keine Datei wurde geändert.</translation>
    </message>
    <message>
        <source>Nothing more is to be done.</source>
        <translation>Mehr ist nicht zu tun.</translation>
    </message>
    <message>
        <source>Mend %1, then activate it again; Undo puts the file back.</source>
        <extracomment>%1: jails</extracomment>
        <translation>%1 in Ordnung bringen, dann wieder aktivieren; „Rückgängig“ bringt die Datei zurück.</translation>
    </message>
    <message>
        <source>%1 guards again with %2, but %3 did not come back.</source>
        <extracomment>%1: a server, %2: jails, %3: jails</extracomment>
        <translation>%1 schützt wieder mit %2, aber %3 kam nicht zurück.</translation>
    </message>
    <message>
        <source>The jails that run were left as they are.</source>
        <translation>Die laufenden Jails blieben, wie sie sind.</translation>
    </message>
    <message>
        <source>Check these jails on the Configuration page, then look again.</source>
        <translation>Diese Jails auf der Seite „Konfiguration“ prüfen, dann erneut nachsehen.</translation>
    </message>
    <message>
        <source>%1 was not touched: %2.</source>
        <translation>%1 wurde nicht angerührt: %2.</translation>
    </message>
    <message>
        <source>No file was written and no process was ended.</source>
        <translation>Keine Datei wurde geschrieben und kein Prozess beendet.</translation>
    </message>
    <message>
        <source>Look again: the server may have changed meanwhile.</source>
        <translation>Erneut nachsehen: Der Server kann sich inzwischen geändert haben.</translation>
    </message>
    <message>
        <source>%1 could not be brought back: %2.</source>
        <translation>%1 konnte nicht zurückgebracht werden: %2.</translation>
    </message>
    <message>
        <source>The configuration is as it was before, byte for byte.</source>
        <translation>Die Konfiguration ist wie zuvor, Byte für Byte.</translation>
    </message>
    <message>
        <source>The details below are fail2ban&apos;s own words; look again when that is mended.</source>
        <translation>Die Einzelheiten unten sind fail2bans eigene Worte; erneut nachsehen, wenn das behoben ist.</translation>
    </message>
    <message>
        <source>%1 could not be brought back, and not everything is as it was.</source>
        <translation>%1 konnte nicht zurückgebracht werden, und nicht alles ist, wie es war.</translation>
    </message>
    <message>
        <source>What differs is named in the details.</source>
        <translation>Was abweicht, nennen die Einzelheiten.</translation>
    </message>
    <message>
        <source>Look again now, and check the server by hand.</source>
        <translation>Jetzt erneut nachsehen und den Server von Hand prüfen.</translation>
    </message>
    <message>
        <source>The way to %1 was lost before the end.</source>
        <translation>Der Weg zu %1 ging vor dem Ende verloren.</translation>
    </message>
    <message>
        <source>The server takes the files back by itself within minutes, and starts fail2ban where it had run.</source>
        <translation>Der Server bringt die Dateien innerhalb von Minuten von selbst zurück und startet fail2ban, wo es lief.</translation>
    </message>
    <message>
        <source>Look again when it can be reached.</source>
        <translation>Erneut nachsehen, wenn er erreichbar ist.</translation>
    </message>
    <message>
        <source>1 change</source>
        <translation>1 Änderung</translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes</source>
        <translation>
            <numerusform>%Ln Änderung</numerusform>
            <numerusform>%Ln Änderungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Reach the server with sudo, or as that user.</source>
        <translation>Den Server mit sudo oder als dieser Benutzer erreichen.</translation>
    </message>
    <message>
        <source>%1 answers, but %2</source>
        <extracomment>%1: a server, %2: &quot;2 jails do not run&quot;</extracomment>
        <translation>%1 antwortet, aber %2</translation>
    </message>
    <message>
        <source>1 jail does not run</source>
        <translation>1 Jail läuft nicht</translation>
    </message>
    <message numerus="yes">
        <source>%Ln jails do not run</source>
        <translation>
            <numerusform>%Ln Jail läuft nicht</numerusform>
            <numerusform>%Ln Jails laufen nicht</numerusform>
        </translation>
    </message>
    <message>
        <source>a reboot before that would leave it in the files</source>
        <translation>ein Neustart des Rechners davor ließe sie in den Dateien</translation>
    </message>
    <message>
        <source>Its files and jails are as they were before it; what somebody else had written meanwhile was put aside, and is kept on the server to look at.</source>
        <translation>Seine Dateien und Jails sind wie zuvor; was jemand anderes inzwischen geschrieben hatte, wurde beiseitegelegt und liegt auf dem Server zur Ansicht bereit.</translation>
    </message>
    <message>
        <source>rescue of fail2ban</source>
        <extracomment>as &quot;activation of nginx-bad&quot;: something that was begun to bring a server&apos;s protection back</extracomment>
        <translation>Rettung von fail2ban</translation>
    </message>
    <message>
        <source>rescue of fail2ban on %1</source>
        <extracomment>%1: a server</extracomment>
        <translation>Rettung von fail2ban auf %1</translation>
    </message>
    <message>
        <source>The new file of the %1 is there, and nothing watches over it any more; fail2ban does not run as it says.</source>
        <translation>Die neue Datei der %1 ist da, und nichts wacht mehr darüber; fail2ban läuft nicht so, wie sie es sagt.</translation>
    </message>
    <message>
        <source>It is not taken back by itself.</source>
        <translation>Sie wird nicht von selbst zurückgenommen.</translation>
    </message>
    <message>
        <source>Look at the jails there now; undo the change if they are not as they should be.</source>
        <translation>Jetzt die Jails dort ansehen; die Änderung rückgängig machen, wenn sie nicht sind, wie sie sein sollen.</translation>
    </message>
    <message>
        <source>What is open on %1 is a rescue of fail2ban: it cannot be checked from here, and was not confirmed.</source>
        <translation>Offen ist auf %1 eine Rettung von fail2ban: Sie kann von hier nicht geprüft werden und wurde nicht bestätigt.</translation>
    </message>
    <message>
        <source>Take it back, or leave it to whoever has begun it.</source>
        <translation>Sie zurücknehmen oder dem überlassen, der sie begonnen hat.</translation>
    </message>
    <message>
        <source>%1 does not run</source>
        <extracomment>goes on after &quot;web-1 answers, but&quot;; %1: a jail</extracomment>
        <translation>%1 läuft nicht</translation>
    </message>
    <message>
        <source>No other file was changed than %1.</source>
        <extracomment>%1: paths of files</extracomment>
        <translation>Keine andere Datei als %1 wurde geändert.</translation>
    </message>
    <message>
        <source>Nothing more is to be done; Undo puts the file back.</source>
        <translation>Mehr ist nicht zu tun; „Rückgängig“ bringt die Datei zurück.</translation>
    </message>
    <message>
        <source>Everything had come back; whether the server keeps it or has taken its files back is not known.</source>
        <translation>Alles war zurückgekommen; ob der Server es behält oder seine Dateien zurückgenommen hat, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>The %1 was broken off, and nothing on the server watches over it any more: take it back, then look again what is missing there.</source>
        <extracomment>%1: &quot;rescue of fail2ban on web-2 by deploy@desk&quot;</extracomment>
        <translation>Die %1 wurde abgebrochen, und auf dem Server wacht nichts mehr darüber: zurücknehmen, dann erneut nachsehen, was dort fehlt.</translation>
    </message>
    <message>
        <source>The %1 is under way: unless it ends well, the server takes back by itself what it has written.</source>
        <translation>Die %1 läuft: Endet sie nicht gut, nimmt der Server von selbst zurück, was sie geschrieben hat.</translation>
    </message>
    <message>
        <source>The %1 is under way: unless it ends well, the server takes back in %2 what it has written.</source>
        <extracomment>%2: &quot;1 min 25 s&quot;</extracomment>
        <translation>Die %1 läuft: Endet sie nicht gut, nimmt der Server in %2 zurück, was sie geschrieben hat.</translation>
    </message>
    <message>
        <source>The %1 is pending here, and the server cannot be asked now: when it is taken back by itself is not known.</source>
        <translation>Die %1 ist hier offen, und der Server ist jetzt nicht zu fragen: Wann sie von selbst zurückgenommen wird, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>The %1 is pending here, and the server cannot be asked now: it is taken back by itself by %2 unless somebody confirms it.</source>
        <extracomment>%2: a time, &quot;14:05&quot;</extracomment>
        <translation>Die %1 ist hier offen, und der Server ist jetzt nicht zu fragen: Sie wird bis %2 von selbst zurückgenommen, wenn niemand sie bestätigt.</translation>
    </message>
    <message>
        <source>The %1 is pending here, and the server cannot be asked now: it was to be taken back by itself by %2; whether it was is not known until the server answers.</source>
        <extracomment>%2: a time, &quot;14:05&quot;</extracomment>
        <translation>Die %1 ist hier offen, und der Server ist jetzt nicht zu fragen: Sie sollte bis %2 von selbst zurückgenommen werden; ob das geschehen ist, ist erst bekannt, wenn der Server antwortet.</translation>
    </message>
    <message>
        <source>pending here, the server cannot be asked now</source>
        <translation>hier offen, der Server ist jetzt nicht zu fragen</translation>
    </message>
    <message>
        <source>when it undoes itself is not known</source>
        <translation>wann sie sich rückgängig macht, ist nicht bekannt</translation>
    </message>
    <message>
        <source>undoes itself by %1 unless it is confirmed</source>
        <extracomment>%1: a time, &quot;14:05&quot;</extracomment>
        <translation>macht sich bis %1 rückgängig, wenn sie nicht bestätigt wird</translation>
    </message>
    <message>
        <source>was to undo itself by %1; whether it has is not known</source>
        <extracomment>%1: a time, &quot;14:05&quot;</extracomment>
        <translation>sollte sich bis %1 rückgängig machen; ob das geschehen ist, ist nicht bekannt</translation>
    </message>
    <message>
        <source>The %1 was taken back; what somebody else had written meanwhile is kept below %2 on the server, until it is dismissed or the server is started anew.</source>
        <extracomment>%2: a folder on the server</extracomment>
        <translation>Die %1 wurde zurückgenommen; was jemand anderes inzwischen geschrieben hatte, liegt unter %2 auf dem Server, bis es verworfen oder der Server neu gestartet wird.</translation>
    </message>
    <message>
        <source>All bans</source>
        <extracomment>begins a sentence: &quot;All bans of the jail sshd would ...&quot;</extracomment>
        <translation>Alle Sperren</translation>
    </message>
    <message>
        <source>a jail</source>
        <translation>eines Jails</translation>
    </message>
    <message>
        <source>the jail %1</source>
        <extracomment>%1: name of a jail; within a sentence</extracomment>
        <translation>des Jails %1</translation>
    </message>
    <message>
        <source>%1 of %2 would be lifted for good: fail2ban runs without a database, and does not make them again.</source>
        <extracomment>%1: &quot;38 bans&quot; or &quot;All bans&quot;, %2: &quot;the jail sshd&quot;; begins a sentence</extracomment>
        <translation>Endgültig aufgehoben: %1 %2. fail2ban läuft ohne Datenbank und setzt sie nicht wieder.</translation>
    </message>
    <message>
        <source>Export its bans first and ban them again afterwards; with dbfile set and fail2ban restarted they are kept the next time.</source>
        <translation>Vorher die Sperren exportieren und danach wieder sperren; mit gesetztem dbfile und neu gestartetem fail2ban bleiben sie beim nächsten Mal erhalten.</translation>
    </message>
    <message>
        <source>%1 of %2 would be lifted when it ends.</source>
        <extracomment>%1: &quot;38 bans&quot; or &quot;All bans&quot;, %2: &quot;the jail sshd&quot;; begins a sentence</extracomment>
        <translation>Aufgehoben, wenn es endet: %1 %2.</translation>
    </message>
    <message>
        <source>Ban in another jail whom you want to keep out.</source>
        <translation>Wer ausgesperrt bleiben soll, wird in einem anderen Jail gesperrt.</translation>
    </message>
    <message>
        <source>%1 is the last one that runs: nothing on the server is protected after that.</source>
        <extracomment>%1: &quot;The jail sshd&quot;</extracomment>
        <translation>%1 ist das letzte, das läuft: Danach ist auf dem Server nichts geschützt.</translation>
    </message>
    <message>
        <source>Activate another jail first.</source>
        <translation>Vorher ein anderes Jail aktivieren.</translation>
    </message>
    <message>
        <source>banned %1</source>
        <extracomment>a test ban; %1: an address of the networks for documentation</extracomment>
        <translation>%1 gesperrt</translation>
    </message>
    <message>
        <source>its actions ran without an error</source>
        <extracomment>of a test ban: what the jail does with a banned address</extracomment>
        <translation>die Aktionen liefen ohne Fehler</translation>
    </message>
    <message>
        <source>the log does not tell whether its actions ran without an error</source>
        <translation>ob die Aktionen ohne Fehler liefen, sagt das Log nicht</translation>
    </message>
    <message>
        <source>not seen in the firewall, where these actions need not write</source>
        <translation>in der Firewall nicht zu sehen, in die diese Aktionen nicht schreiben müssen</translation>
    </message>
    <message>
        <source>no firewall could be read there</source>
        <translation>dort war keine Firewall lesbar</translation>
    </message>
    <message>
        <source>seen in %1</source>
        <extracomment>of a banned address; %1: &quot;nftables&quot;</extracomment>
        <translation>in %1 gesehen</translation>
    </message>
    <message>
        <source>lifted again</source>
        <extracomment>of a test ban</extracomment>
        <translation>wieder entsperrt</translation>
    </message>
    <message>
        <source>the test ban of %1 failed: %2</source>
        <extracomment>%1: an address, %2: a line of a log, or what a program said</extracomment>
        <translation>die Testsperre von %1 misslang: %2</translation>
    </message>
    <message>
        <source>the test ban of %1 failed in the action %2: %3</source>
        <extracomment>%1: an address, %2: an action of fail2ban, %3: a line of a log</extracomment>
        <translation>die Testsperre von %1 misslang in der Aktion %2: %3</translation>
    </message>
    <message>
        <source>No test ban: the action %1 tells others of every ban (it is marked &quot;norestored&quot;).</source>
        <extracomment>%1: an action of fail2ban</extracomment>
        <translation>Keine Testsperre: Die Aktion %1 meldet jede Sperre an andere (sie ist mit „norestored“ gekennzeichnet).</translation>
    </message>
    <message>
        <source>No test ban: the action %1 tells others of every ban (%2).</source>
        <extracomment>%1: an action of fail2ban, %2: a program or a word in its commands</extracomment>
        <translation>Keine Testsperre: Die Aktion %1 meldet jede Sperre an andere (%2).</translation>
    </message>
    <message>
        <source>No test ban: whether the action %1 tells others of a ban is not known; it runs %2.</source>
        <extracomment>%1: an action of fail2ban, %2: a program that it runs</extracomment>
        <translation>Keine Testsperre: Ob die Aktion %1 eine Sperre an andere meldet, ist nicht bekannt; sie führt %2 aus.</translation>
    </message>
    <message>
        <source>No test ban: what the action %1 runs cannot be told from its text.</source>
        <extracomment>%1: an action of fail2ban</extracomment>
        <translation>Keine Testsperre: Was die Aktion %1 ausführt, ist ihrem Text nicht zu entnehmen.</translation>
    </message>
    <message>
        <source>No test ban: the jail allows every address of the networks for documentation.</source>
        <translation>Keine Testsperre: Das Jail lässt jede Adresse der Netze für Dokumentation zu.</translation>
    </message>
    <message>
        <source>No test ban: no action of the jail is new or changed.</source>
        <translation>Keine Testsperre: Keine Aktion des Jails ist neu oder geändert.</translation>
    </message>
    <message>
        <source>The %1 was refused: it cannot be tried out by a test ban.</source>
        <translation>Die %1 wurde abgelehnt: Sie lässt sich nicht mit einer Testsperre erproben.</translation>
    </message>
    <message>
        <source>Make it without one.</source>
        <translation>Ohne Testsperre ist sie möglich.</translation>
    </message>
    <message>
        <source>The %1 had nothing to do: the files say it, and fail2ban does it.</source>
        <extracomment>%1: &quot;change of nginx-bad on web-2&quot;</extracomment>
        <translation>Die %1 hatte nichts zu tun: Die Dateien sagen es, und fail2ban tut es.</translation>
    </message>
    <message>
        <source>%1 would be restarted; it has no bans now.</source>
        <extracomment>%1: &quot;The jail sshd&quot;</extracomment>
        <translation>%1 würde neu gestartet; gesperrt ist dort jetzt nichts.</translation>
    </message>
    <message>
        <source>Nothing is lost by that.</source>
        <translation>Dabei geht nichts verloren.</translation>
    </message>
    <message>
        <source>%1 of %2, which would be restarted, are lifted for a moment and set again, each for the whole ban time: fail2ban runs without a database.</source>
        <extracomment>%1: &quot;38 bans&quot; or &quot;All bans&quot;, %2: &quot;the jail sshd&quot;; begins a sentence</extracomment>
        <translation>%1 von %2 (würde neu gestartet) werden für einen Augenblick aufgehoben und neu gesetzt, jede für die ganze Sperrzeit: fail2ban läuft ohne Datenbank.</translation>
    </message>
    <message>
        <source>Choose a quiet moment where it has many bans. A jail that counts the bans of others, such as recidive, counts them once more.</source>
        <translation>Bei vielen Sperren ist ein ruhiger Zeitpunkt richtig. Ein Jail, das die Sperren anderer zählt, wie recidive, zählt sie noch einmal.</translation>
    </message>
    <message>
        <source>%1 of %2 would be lifted: fail2ban runs without a database, and BanGUI does not set them again where %3 would report each of them anew.</source>
        <extracomment>%1: &quot;38 bans&quot; or &quot;All bans&quot;, %2: &quot;the jail sshd&quot;, %3: name of an action; begins a sentence</extracomment>
        <translation>%1 von %2 würden aufgehoben: fail2ban läuft ohne Datenbank, und BanGUI setzt sie dort nicht neu, wo %3 jede von ihnen noch einmal melden würde.</translation>
    </message>
    <message>
        <source>Export its bans first; ban them again afterwards if those reports do not matter. With dbfile set and fail2ban restarted they are kept the next time.</source>
        <translation>Seine Sperren vorher exportieren und danach wieder setzen, falls diese Meldungen nicht stören. Mit gesetztem dbfile und neu gestartetem fail2ban bleiben sie beim nächsten Mal erhalten.</translation>
    </message>
    <message>
        <source>Starts %1 again, one by one; their bans come back from the database, where fail2ban has one.</source>
        <translation>Startet %1 wieder, eines nach dem anderen; ihre Sperren kommen aus der Datenbank zurück, sofern fail2ban eine hat.</translation>
    </message>
    <message>
        <source>Restarts %1 with the actions of the configuration. Its bans are lifted, and made again from fail2ban&apos;s database, this time for real; where it has none they are set again for the whole ban time, unless an action would report them anew. For a moment they do not hold.</source>
        <translation>Startet %1 mit den Aktionen der Konfiguration neu. Seine Sperren werden aufgehoben und aus der Datenbank von fail2ban wiederhergestellt, diesmal wirklich; wo es keine hat, werden sie für die ganze Sperrzeit neu gesetzt, sofern keine Aktion sie noch einmal melden würde. Einen Augenblick lang gelten sie nicht.</translation>
    </message>
    <message>
        <source>Starts fail2ban with %1. Their bans come back from the database; where it has none they are gone.</source>
        <translation>Startet fail2ban mit %1. Ihre Sperren kommen aus der Datenbank zurück; wo es keine hat, sind sie fort.</translation>
    </message>
    <message>
        <source>Ends the process, by force where it does not end by itself, removes its socket and starts fail2ban with %1. Their bans come back from the database; where it has none they are gone.</source>
        <translation>Beendet den Prozess, wenn nötig mit Gewalt, entfernt seinen Socket und startet fail2ban mit %1. Ihre Sperren kommen aus der Datenbank zurück; wo es keine hat, sind sie fort.</translation>
    </message>
    <message>
        <source>%1 would be restarted: its bans are lifted, and made again from fail2ban&apos;s database where it has one, with a gap between.</source>
        <extracomment>%1: &quot;The jail sshd&quot;</extracomment>
        <translation>%1 würde neu gestartet: Seine Sperren werden aufgehoben und aus der Datenbank von fail2ban, sofern es eine hat, wiederhergestellt; dazwischen ist eine Lücke.</translation>
    </message>
    <message>
        <source>%1; bans that were not set again: %2</source>
        <extracomment>%1: what was done, %2: jails, each with a number: &quot;web (3) and sshd (12)&quot;</extracomment>
        <translation>%1; nicht neu gesetzte Sperren: %2</translation>
    </message>
    <message>
        <source>Only the end of the last day of %1 was searched.</source>
        <extracomment>%1: a log</extracomment>
        <translation>Vom letzten Tag von %1 wurde nur das Ende durchsucht.</translation>
    </message>
    <message>
        <source>Of the last day of %1 only what came after %2 was searched.</source>
        <extracomment>%1: a log, %2: date and time</extracomment>
        <translation>Vom letzten Tag von %1 wurde nur durchsucht, was nach %2 kam.</translation>
    </message>
    <message>
        <source>Use a name of at most 24 characters.</source>
        <translation>Einen Namen mit höchstens 24 Zeichen verwenden.</translation>
    </message>
    <message>
        <source>Somebody has changed %1, and nothing shows that the daemon could open that log: any reload would then end the jail.</source>
        <extracomment>%1: &quot;logtarget&quot; or &quot;syslogsocket&quot;, of fail2ban.local</extracomment>
        <translation>Jemand hat %1 geändert, und nichts zeigt, dass der Dienst dieses Log öffnen könnte: Jedes Neuladen würde dann das Jail beenden.</translation>
    </message>
    <message>
        <source>Set it back to the one in use, or make it one that can be opened: a file in a folder that is there, a socket that is there, Python&apos;s systemd module for the journal.</source>
        <translation>Auf das laufende Ziel zurückstellen oder eines wählen, das sich öffnen lässt: eine Datei in einem vorhandenen Ordner, ein vorhandener Socket, für das Journal das Python-Modul systemd.</translation>
    </message>
    <message>
        <source>This would have banned %1, you or somebody who logs in there, unless they are covered by %2.</source>
        <extracomment>%1: addresses, %2: names of hosts, or of an option</extracomment>
        <translation>Das hätte %1 gesperrt – die eigene Adresse oder die von jemandem, der sich dort anmeldet –, sofern %2 sie nicht ausnimmt.</translation>
    </message>
    <message>
        <source>Make sure that they are, or add these addresses to ignoreip as they are written here.</source>
        <translation>Sicherstellen, dass das so ist, oder diese Adressen so, wie sie hier stehen, in ignoreip aufnehmen.</translation>
    </message>
    <message>
        <source>This would have banned %1, which this computer has, too; the server knows you by another address, so that it may be somebody else there.</source>
        <extracomment>%1: addresses</extracomment>
        <translation>Das hätte %1 gesperrt. Auch dieser Computer hat diese Adresse; der Server kennt ihn aber unter einer anderen, dort kann es also jemand anderes sein.</translation>
    </message>
    <message>
        <source>Add these addresses to ignoreip if you reach the server by one of them.</source>
        <translation>Diese Adressen in ignoreip aufnehmen, wenn der Server über eine davon erreicht wird.</translation>
    </message>
    <message>
        <source>%1 may be restarted, which lifts its bans for a moment or, without a database, for good: the file that names its backend is newer than the daemon, which does not tell what it was started with.</source>
        <extracomment>%1: &quot;The jail sshd&quot;</extracomment>
        <translation>%1 wird vielleicht neu gestartet, was die Sperren kurz oder ohne Datenbank endgültig aufhebt: Die Datei, die das Backend nennt, ist neuer als der Dienst, und der sagt nicht, womit er gestartet wurde.</translation>
    </message>
    <message>
        <source>A change that BanGUI makes counts as a restart then, and sets the bans again; restart fail2ban in a quiet moment to be sure.</source>
        <translation>Eine Änderung mit BanGUI gilt dann als Neustart und setzt die Sperren wieder; wer sicher sein will, startet fail2ban in einem ruhigen Moment neu.</translation>
    </message>
    <message>
        <source>More is too long, or takes too long, to be searched: look yourself whether an address of yours has failed before that.</source>
        <translation>Mehr ist zu lang oder dauert zu lange, um durchsucht zu werden: selbst nachsehen, ob eine eigene Adresse davor gescheitert ist.</translation>
    </message>
    <message>
        <source>others may write to %1</source>
        <extracomment>of a change that was refused; %1: a folder, as in the following</extracomment>
        <translation>andere dürfen in %1 schreiben</translation>
    </message>
    <message>
        <source>Others may write to %1 on %2: no change can be kept safe there.</source>
        <translation>Andere dürfen auf %2 in %1 schreiben: dort lässt sich keine Änderung sicher aufbewahren.</translation>
    </message>
    <message>
        <source>Take that right from them there: the folder has to be its owner&apos;s, and writable by nobody else.</source>
        <translation>Ihnen dort dieses Recht nehmen: Der Ordner muss seinem Besitzer gehören, und niemand sonst darf darin schreiben.</translation>
    </message>
    <message>
        <source>Another change of %1 is under way, by %2: its id is %3.</source>
        <extracomment>%1: a server, %2: who: &quot;deploy@desk (bangui 4711)&quot;, %3: the id of the change</extracomment>
        <translation>Eine andere Änderung von %1 läuft, von %2: Ihre Kennung ist %3.</translation>
    </message>
    <message>
        <source>The %1 was cancelled before it began.</source>
        <translation>Die %1 wurde abgebrochen, bevor sie begann.</translation>
    </message>
    <message>
        <source>No option of a jail can be called &quot;%1&quot;.</source>
        <extracomment>%1: what was written as the name of an option</extracomment>
        <translation>Keine Option eines Jails kann „%1“ heißen.</translation>
    </message>
    <message>
        <source>Correct the name: letters, digits, dots and the signs _ and -.</source>
        <translation>Den Namen korrigieren: Buchstaben, Ziffern, Punkte und die Zeichen _ und -.</translation>
    </message>
    <message>
        <source>Correct the name; perhaps %1 is meant.</source>
        <extracomment>%1: name of an option</extracomment>
        <translation>Den Namen korrigieren; vielleicht ist %1 gemeint.</translation>
    </message>
    <message>
        <source>fail2ban knows no option %1 of a jail; it is ignored unless another value refers to it with %(%1)s or &lt;%1&gt;.</source>
        <extracomment>%1: name of an option; %(%1)s and &lt;%1&gt; stay as they are but for the name</extracomment>
        <translation>fail2ban kennt keine Option %1 eines Jails; sie wird nicht beachtet, außer ein anderer Wert verweist mit %(%1)s oder &lt;%1&gt; auf sie.</translation>
    </message>
    <message>
        <source>Correct the name, or remove the line where no value needs it.</source>
        <translation>Den Namen korrigieren, oder die Zeile entfernen, wenn kein Wert sie braucht.</translation>
    </message>
    <message>
        <source>Did you mean %1? Correct the name, or remove the line.</source>
        <extracomment>%1: name of an option</extracomment>
        <translation>Ist %1 gemeint? Den Namen korrigieren, oder die Zeile entfernen.</translation>
    </message>
    <message>
        <source>A percent sign stands alone in the value of %1.</source>
        <extracomment>%1: name of an option</extracomment>
        <translation>Im Wert von %1 steht ein Prozentzeichen allein.</translation>
    </message>
    <message>
        <source>%1 runs without any action and bans nobody.</source>
        <extracomment>%1: &quot;The jail sshd&quot;</extracomment>
        <translation>%1 läuft ohne jede Aktion und sperrt niemanden.</translation>
    </message>
    <message>
        <source>Reload the jail, which gives it those that its files name.</source>
        <translation>Das Jail neu laden; dann hat es die Aktionen, die seine Dateien nennen.</translation>
    </message>
    <message>
        <source>No jail is enabled: fail2ban guards nothing.</source>
        <translation>Kein Jail ist aktiviert: fail2ban schützt nichts.</translation>
    </message>
    <message>
        <source>Activate one, or set &quot;enabled = true&quot; in the section of a jail of a file in jail.d.</source>
        <translation>Eines aktivieren, oder „enabled = true“ im Abschnitt eines Jails in einer Datei in jail.d setzen.</translation>
    </message>
    <message>
        <source>%1 is either true or false, and fail2ban would take what stands there for false.</source>
        <extracomment>%1: name of an option</extracomment>
        <translation>%1 ist entweder true oder false, und was dort steht, nähme fail2ban als false.</translation>
    </message>
    <message>
        <source>Write true or false.</source>
        <translation>true oder false schreiben.</translation>
    </message>
    <message>
        <source>The backend is empty; the daemon would refuse that.</source>
        <translation>Das Backend ist leer; der Daemon würde das ablehnen.</translation>
    </message>
    <message>
        <source>Name one, such as in &quot;backend = auto&quot;, or remove the line that empties it.</source>
        <translation>Eines nennen, etwa mit „backend = auto“, oder die Zeile entfernen, die es leert.</translation>
    </message>
    <message>
        <source>Write it as %%: a single one begins a reference such as %(name)s.</source>
        <translation>Als %% schreiben: Ein einzelnes beginnt einen Verweis wie %(name)s.</translation>
    </message>
    <message>
        <source>Who has logged in there lately could not be read.</source>
        <translation>Wer sich dort zuletzt angemeldet hat, war nicht zu lesen.</translation>
    </message>
    <message>
        <source>One change is not decided</source>
        <translation>Eine Änderung ist nicht entschieden</translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes are not decided</source>
        <translation>
            <numerusform>%Ln Änderung ist nicht entschieden</numerusform>
            <numerusform>%Ln Änderungen sind nicht entschieden</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 ends: no file enables it any more.</source>
        <extracomment>%1: &quot;The jail sshd&quot;</extracomment>
        <translation>%1 endet: Keine Datei aktiviert es mehr.</translation>
    </message>
    <message>
        <source>Go on only where that is meant.</source>
        <translation>Nur fortfahren, wenn das gemeint ist.</translation>
    </message>
    <message>
        <source>there is no folder %1</source>
        <translation>es gibt keinen Ordner %1</translation>
    </message>
    <message>
        <source>%1 is mounted read-only</source>
        <translation>%1 ist schreibgeschützt eingehängt</translation>
    </message>
    <message>
        <source>this login may not write to %1</source>
        <translation>diese Anmeldung darf nicht in %1 schreiben</translation>
    </message>
    <message>
        <source>The folder %1, where the change belongs, does not exist on %2.</source>
        <extracomment>%1: a folder, %2: a server</extracomment>
        <translation>Den Ordner %1, in den die Änderung gehört, gibt es auf %2 nicht.</translation>
    </message>
    <message>
        <source>Create it there with the owner and mode of the folder above it (mostly root and 0755), then try again; or name the daemon&apos;s configuration folder where it is another one.</source>
        <translation>Ihn dort mit Eigentümer und Rechten des Ordners darüber anlegen (meist root und 0755), dann noch einmal versuchen; oder den Konfigurationsordner des Dienstes angeben, wenn es ein anderer ist.</translation>
    </message>
    <message>
        <source>The folder %1, where the change belongs, is mounted read-only on %2.</source>
        <extracomment>%1: a folder, %2: a server</extracomment>
        <translation>Der Ordner %1, in den die Änderung gehört, ist auf %2 schreibgeschützt eingehängt.</translation>
    </message>
    <message>
        <source>Mount its file system writable there, then try again.</source>
        <translation>Das Dateisystem dort beschreibbar einhängen, dann noch einmal versuchen.</translation>
    </message>
    <message>
        <source>This login may not write to %1 on %2: changes need full root there, or the daemon&apos;s own user.</source>
        <extracomment>%1: a folder, %2: a server</extracomment>
        <translation>Diese Anmeldung darf auf %2 nicht in %1 schreiben: Änderungen brauchen dort volle root-Rechte oder den Benutzer des Dienstes.</translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation>Gleich noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Look at the figures before you repeat a change.</source>
        <translation>Vor dem Wiederholen einer Änderung die Zahlen ansehen.</translation>
    </message>
    <message>
        <source>It may be reading a long list; try again in a moment.</source>
        <translation>Vielleicht wird eine lange Liste gelesen; gleich noch einmal versuchen.</translation>
    </message>
    <message>
        <source>This was interrupted.</source>
        <translation>Dies wurde unterbrochen.</translation>
    </message>
    <message>
        <source>%1 would be restarted, to be sure: the file that names its backend is newer than the daemon, which would restart it by itself if it was started with another word for it, and does not tell. Its bans are lifted, and made again from fail2ban&apos;s database where it has one, with a gap between.</source>
        <extracomment>%1: &quot;The jail sshd&quot;</extracomment>
        <translation>%1 würde sicherheitshalber neu gestartet: Die Datei, die das Backend nennt, ist neuer als der Dienst. Wurde das Jail mit einem anderen Wort dafür gestartet, startet der Dienst es von selbst neu, und er sagt es nicht. Dabei werden die Sperren aufgehoben und, wo fail2ban eine Datenbank hat, daraus erneuert, mit einer Lücke dazwischen.</translation>
    </message>
    <message>
        <source>Choose a quiet moment where it has many bans; after a restart of fail2ban a reload will do.</source>
        <translation>Bei vielen Sperren einen ruhigen Moment wählen; nach einem Neustart von fail2ban genügt ein Neuladen.</translation>
    </message>
    <message>
        <source>fail2ban on %1 runs and does not answer</source>
        <extracomment>%1: a server</extracomment>
        <translation>fail2ban auf %1 läuft und antwortet nicht</translation>
    </message>
    <message>
        <source>&lt;%1 s</source>
        <extracomment>less than; %1: &quot;0.1&quot;</extracomment>
        <translation>&lt;%1 s</translation>
    </message>
</context>
<context>
    <name>widgets::ConfirmDialog</name>
    <message>
        <source>What is affected</source>
        <translation>Was betroffen ist</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>widgets::LoadingOverlay</name>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen…</translation>
    </message>
</context>
<context>
    <name>widgets::MonoLabel</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>widgets::PageTabs</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
</context>
<context>
    <name>widgets::RateChart</name>
    <message>
        <source>%1 · bans: %2</source>
        <extracomment>Tool tip of one minute in a chart: %1 time, %2 number</extracomment>
        <translation>%1 · Sperren: %2</translation>
    </message>
    <message>
        <source>%1 · bans: %2 · failures: %3</source>
        <extracomment>Tool tip of one minute in a chart: %1 time, %2 and %3 numbers</extracomment>
        <translation>%1 · Sperren: %2 · Fehlversuche: %3</translation>
    </message>
    <message>
        <source>Bans and failures per minute</source>
        <translation>Sperren und Fehlversuche pro Minute</translation>
    </message>
    <message>
        <source>Bans per minute</source>
        <translation>Sperren pro Minute</translation>
    </message>
    <message>
        <source>No figures yet</source>
        <translation>Noch keine Zahlen</translation>
    </message>
    <message>
        <source>In all %1 bans and %2 failures. Most bans: %3.</source>
        <extracomment>Read by a screen reader: %1 and %2 are numbers, %3 is a minute with its numbers</extracomment>
        <translation>Insgesamt Sperren: %1, Fehlversuche: %2. Meiste Sperren: %3.</translation>
    </message>
    <message>
        <source>failures</source>
        <translation>Fehlversuche</translation>
    </message>
    <message>
        <source>bans</source>
        <translation>Sperren</translation>
    </message>
</context>
<context>
    <name>widgets::ReceiptBar</name>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
</context>
<context>
    <name>widgets::SectionList</name>
    <message>
        <source>Sections</source>
        <translation>Abschnitte</translation>
    </message>
</context>
<context>
    <name>widgets::StepList</name>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
</context>
<context>
    <name>widgets::TableView</name>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Restore columns</source>
        <translation>Spalten zurücksetzen</translation>
    </message>
</context>
</TS>
