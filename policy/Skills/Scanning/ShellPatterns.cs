using System.Text.RegularExpressions;

namespace Moltbot.Policy.Skills.Scanning;

/// <summary>Commands that do more than a skill should have to, or hide what they do.</summary>
internal static partial class ShellPatterns
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    private const string Before = @"((\S*/)?(sudo|doas|env|command|exec|nohup|time|xargs|busybox)\s+((-\S+|\w+=\S*)\s+)*)*[""']?(\S*/)?";
    private const string ShellName = @"(ba|z|da|k|c|tc|a|fi)?sh";
    private const string Language = @"python[0-9.]*|perl|ruby|node|php|osascript";
    private const string Download = @"\b(curl|wget|aria2c|iwr|irm|invoke-webrequest|invoke-restmethod)\b";
    private const string Decode = @"(\bbase(64|32)\s+([^\n|]*\s)?(-[a-z]*d|--decode)|\bopenssl\s[^\n|]*\s-[a-z]*d\b|\bxxd\s[^\n|]*-[a-z]*r|\b(gunzip|zcat|gzip\s+-[a-z]*d)|\brev\b|\buudecode\b)";

    /// <summary>A shell, however it is called: <c>sudo -E /bin/bash</c>, <c>"$SHELL"</c>, <c>env sh</c>.</summary>
    private const string Shell = Before + "(" + ShellName + @"\b|\$\{?SHELL\b)";

    /// <summary>The same, or a program of a language.</summary>
    private const string Runner = Before + "((" + ShellName + "|" + Language + @")\b|\$\{?SHELL\b)";

    /// <summary>A program that is given what another says: <c>bash -c "$(</c>, <c>sh &lt;(</c>, <c>eval `</c>.</summary>
    private const string Given = @"(\b(" + ShellName + "|" + Language + @"|source)\s+(-\S+\s+)*[""']?(<\(|\$\()|\beval\s+[""']?(\$\(|`)|(^|[\s;&|])\.\s+<\()";

    // Such a pattern takes milliseconds to make: each when it is first asked.
    private static readonly (SkillSeverity Severity, string Rule, string What, Lazy<Regex> Pattern)[] Patterns =
    [
        Of(SkillSeverity.Danger, "shell.piped-download", "runs what it downloads, unseen", Download + @"[^\n]*\|&?\s*(" + Runner + @"|(source|\.)\s+/dev/stdin|(iex|invoke-expression)\b)|\bfetch\b[^\n]*\|&?\s*" + Shell),
        Of(SkillSeverity.Danger, "shell.piped-download", "runs what it downloads, unseen", Given + @"\s*(sudo\s+)?" + Download + @"|\b(iex|invoke-expression)\b[^\n]*(" + Download + @"|\bdownloadstring\b)"),
        Of(SkillSeverity.Danger, "shell.piped-download", "runs what it downloads, unseen", Download + @"[^\n]*(&&|;)([^\n]*\bchmod\s+(-\S+\s+)*([0-7]*[1357][0-7]{0,2}\b|[ugoa]*\+[rwst]*x)|([^\n]*(&&|;))?\s*(" + Shell + @"\s|\.{0,2}/))|\bmshta\s+[""']?http|\bcertutil\b[^\n]*-urlcache|\bregsvr32\b[^\n]*http"),
        Of(SkillSeverity.Danger, "shell.encoded", "runs what it decodes, so that nobody can read it", Decode + @"[^\n]*\|&?\s*" + Shell + "|" + Given + @"[^\n;]*" + Decode + @"|\b(powershell|pwsh)[^\n]*\s-e(c|n[a-z]*)?\s|\beval\s*\(\s*(atob|base64|Buffer\.from)|\bFunction\s*\(\s*(atob|Buffer\.from)|\bexec\s*\(\s*(compile\s*\(\s*)?(base64|__import__|bytes\.fromhex|zlib|marshal|codecs)"),
        Of(SkillSeverity.Danger, "shell.reverse", "opens a shell to somebody else", @"/dev/(tcp|udp)/|\bn(c|cat)\b[^\n]*\s(-[a-z]*[ec]|--(sh-)?exec)\b|\bsocat\b[^\n]*(exec|system):|\b(ba|z|da|k)?sh\s+-i\b|\bmkfifo\b[^\n]*\bn(c|cat)\b|\bpty\.spawn\b|\bos\.dup2\b"),
        Of(SkillSeverity.Danger, "shell.destructive", "destroys data", @"\brm\s+(-\S+\s+)*(-[a-z]*r[a-z]*|--recursive)\s+(-\S+\s+)*[""']?(/|~|\$\{?HOME|\*|\.\.)|\bfind\s+[""']?(/|~|\$\{?HOME)[^\n]*\s-delete\b|\b(mkfs|wipefs)\b|\bdd\s+[^\n]*of=/dev/|:\(\)\s*\{\s*:\s*\|\s*:|>\s*/dev/(sd|nvme|disk)|\bshred\s|\bdiskutil\s+erase|\bremove-item\b[^\n]*\s-r(ecurse)?\b|\brmtree\s*\(\s*(os\.path\.expanduser|path\.home|[""'][/~])"),
        Of(SkillSeverity.Danger, "shell.keys", "reaches keys or accounts of the machine", @"(^|[^\w.])\.(ssh|aws|kube|gnupg|docker|electrum|ethereum|azure)\b|authorized_keys|/etc/(passwd|shadow|sudoers)|\.config/(gcloud|gh|solana|google-chrome|chromium)\b|\.(netrc|npmrc|pypirc|pgpass|git-credentials|(bash|zsh)_history)\b|\bkeychain-db\b|login\.keychain|\bsecurity\s+(find-(generic|internet)-password|dump-keychain)|wallet\.dat|\bLogin Data\b|\.mozilla/firefox|google/chrome|/proc/[^\s/]+/environ|169\.254\.169\.254|\b(env|printenv)\s*\|[^\n]*\b(curl|wget|nc|ncat)\b|\.(moltbot|openclaw|clawdbot)/"),
        Of(SkillSeverity.Danger, "shell.guard-off", "switches a guard off", @"\bxattr\s+(-[a-z]+\s+)*-[a-z]*c|xattr\s+(-[a-z]+\s+)*-?[a-z]*d[a-z]*\s+com\.apple\.quarantine|spctl\s+--(master|global)-disable|setenforce\s+0|ufw\s+disable|\biptables\s+(-F|--flush)|(set|add)-mppreference|\s-ex(ecutionpolicy|ec|ecution)?\s+(bypass|unrestricted)|csrutil\s+disable|LD_PRELOAD\s*=|DYLD_INSERT_LIBRARIES|\bunset\s+HISTFILE\b|\bHISTFILE=/dev/null|\bhistory\s+-c\b"),
        Of(SkillSeverity.Warning, "shell.lasting", "stays on the machine", @"\bcrontab\b|/etc/cron|LaunchAgents|LaunchDaemons|\blaunchctl\b|systemctl\s+(enable|--user)|\.config/(autostart|systemd)|\.bashrc|\.bash_(profile|login|aliases)|\.zshrc|\.z(profile|shenv|login)|\.profile\b|/etc/(profile|rc\.local)|\.git/hooks/|schtasks|CurrentVersion\\+Run|(>|\btee\s+(-a\s+)?)\s*[""']?(\S*/)?(AGENTS|SOUL|MEMORY|HEARTBEAT|TOOLS|IDENTITY|USER|BOOTSTRAP)\.md\b"),
        Of(SkillSeverity.Warning, "shell.privileged", "asks for the machine's own rights", @"\b(sudo|doas|pkexec)\s|\bsu\s+(-|root\b)|\bchmod\s+(-\S+\s+)*([2467][0-7]{3}|0?777|[ugoa]*\+[rwxt]*s)|\bchown\s+(-\S+\s+)*root|setcap\s|\bwith\s+administrator\s+privileges|-verb\s+runas"),
        Of(SkillSeverity.Warning, "shell.eval", "runs a text as a command", @"\beval\s+[""'$`(]|\beval\s*\(|\bexec\s*\(\s*(input|request|open)|os\.(system|popen)\s*\(|subprocess\.[a-z_]+\([^\n]*shell\s*=\s*True|child_process|Function\s*\(\s*[""']return|\|&?\s*" + Shell + @"\}?[""']?\s*(-s?)?\s*($|[;&)`])"),
        Of(SkillSeverity.Warning, "shell.unsafe-tls", "does not check whom it talks to", @"\bcurl\b[^\n]*\s(-[a-z]*k[a-z]*|--insecure|--proxy-insecure)\b|\bwget\b[^\n]*--no-check-certificate|verify\s*=\s*False|NODE_TLS_REJECT_UNAUTHORIZED|rejectUnauthorized[""']?\s*:\s*false|InsecureSkipVerify|_create_unverified_context|\bCERT_NONE\b|GIT_SSL_NO_VERIFY|http\.sslVerify[\s=]+[""']?(false|0)|StrictHostKeyChecking[\s=]+no|-SkipCertificateCheck"),
        Of(SkillSeverity.Warning, "shell.install", "installs programs of others", @"\b(npm|pnpm|yarn|bun)\s+(-\S+\s+)*(i|install|add|dlx|ci|global)\b|\bnpx\s+(-y|--yes)\b|\b(bunx|uvx)\s|\bpip[0-9.]*\s+(-\S+\s+)*install\b|\b(uv|pipx)\s+(tool\s+|pip\s+)?install\b|\b(go|cargo|gem|deno|snap|port|choco|winget|scoop|conda|flatpak)\s+(-\S+\s+)*install\b|\bbrew\s+(-\S+\s+)*(install|tap|reinstall)\b|\b(apt(-get)?|dnf|yum|zypper)\s+(-\S+\s+)*install\b|\bapk\s+(-\S+\s+)*add\b|\bpacman\s+-S|\bdpkg\s+-i\b"),
        Of(SkillSeverity.Warning, "text.encoded", "a long text that nobody can read", @"[A-Za-z0-9+/]{200,}={0,2}|(\\x[0-9a-f]{2}){40,}|(\\u[0-9a-f]{4}){40,}|(\\[0-7]{3}){40,}|(%[0-9a-f]{2}){40,}|(0x[0-9a-f]{2}\s*,\s*){40,}"),
    ];

    public static void Find(ScannedFile file)
    {
        foreach (Match block in EncodedLines().Matches(file.Text))
        {
            file.Add(SkillSeverity.Warning, "text.encoded", file.LineOf(block.Index), $"long lines that nobody can read: {block.Value.AsSpan().Trim()}");
        }

        foreach (var command in file.Commands)
        {
            foreach (var (severity, rule, what, pattern) in Patterns)
            {
                if (command.Any(pattern.Value.IsMatch))
                {
                    file.Add(severity, rule, command.Line, $"{what}: {command.Spaced}");
                }
            }
        }
    }

    private static (SkillSeverity Severity, string Rule, string What, Lazy<Regex> Pattern) Of(SkillSeverity severity, string rule, string what, string pattern) =>
        (severity, rule, what, new Lazy<Regex>(() => new Regex(pattern, Options)));

    /// <summary>Three lines or more of an encoded text, as mail and <c>base64</c> break them.</summary>
    [GeneratedRegex(@"^[ \t]*[A-Za-z0-9+/]{56,}\r?\n([ \t]*[A-Za-z0-9+/]{56,}\r?\n)+[ \t]*[A-Za-z0-9+/=]+[ \t\r]*$", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex EncodedLines();
}
