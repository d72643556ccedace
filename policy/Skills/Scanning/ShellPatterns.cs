using System.Text.RegularExpressions;

namespace Moltbot.Policy.Skills.Scanning;

/// <summary>Commands that do more than a skill should have to, or hide what they do.</summary>
internal static class ShellPatterns
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    // Such a pattern takes milliseconds to make: each when it is first asked.
    private static readonly (SkillSeverity Severity, string Rule, string What, Lazy<Regex> Pattern)[] Patterns =
    [
        Of(SkillSeverity.Danger, "shell.piped-download", "runs what it downloads, unseen", @"\b(curl|wget|fetch|iwr|invoke-webrequest)\b[^\n]*\|\s*(sudo\s+)?(env\s+)?(ba|z|da|k|fi)?sh\b|\b(curl|wget)\b[^\n]*\|\s*(sudo\s+)?(python|perl|ruby|node|osascript)[0-9.]*\b"),
        Of(SkillSeverity.Danger, "shell.piped-download", "runs what it downloads, unseen", @"\b(ba|z)?sh\s+(-c\s+)?[""']?(<\(|\$\()\s*(curl|wget)\b|\beval\s+[""']?(\$\(|`)\s*(curl|wget)\b|\b(source|\.)\s+<\(\s*(curl|wget)\b"),
        Of(SkillSeverity.Danger, "shell.encoded", "runs what it decodes, so that nobody can read it", @"base64\s+(-d|-D|--decode)[^\n]*\|\s*(sudo\s+)?(ba|z|da)?sh\b|\bpowershell[^\n]*\s-e(nc|ncodedcommand)?\s|\beval\s*\(\s*(atob|base64|Buffer\.from)|exec\s*\(\s*base64|xxd\s+-r[^\n]*\|\s*(ba)?sh\b"),
        Of(SkillSeverity.Danger, "shell.reverse", "opens a shell to somebody else", @"/dev/(tcp|udp)/|\bn(c|cat)\b[^\n]*\s(-e|-c|--exec)\s|\bsocat\b[^\n]*exec:|\bbash\s+-i\b|\bmkfifo\b[^\n]*\bnc\b"),
        Of(SkillSeverity.Danger, "shell.destructive", "destroys data", @"\brm\s+(-[a-z]*\s+)*-[a-z]*(rf|fr)[a-z]*\s+[""']?(/|~|\$HOME|\*)|\bmkfs\b|\bdd\s+[^\n]*of=/dev/|:\(\)\s*\{\s*:\s*\|\s*:|>\s*/dev/(sd|nvme|disk)|\bshred\s"),
        Of(SkillSeverity.Danger, "shell.keys", "reaches keys or accounts of the machine", @"\.ssh/(id_|authorized_keys|config)|authorized_keys|/etc/(passwd|shadow|sudoers)|\.aws/credentials|\.config/gcloud|\.kube/config|\.gnupg|\.netrc|login\.keychain|wallet\.dat|\.moltbot/(master\.key|gateway-token|operator-token)|\.openclaw/|\.clawdbot/"),
        Of(SkillSeverity.Danger, "shell.guard-off", "switches a guard off", @"xattr\s+(-[a-z]+\s+)*-?[a-z]*d[a-z]*\s+com\.apple\.quarantine|spctl\s+--master-disable|setenforce\s+0|ufw\s+disable|set-mppreference|csrutil\s+disable|LD_PRELOAD\s*=|DYLD_INSERT_LIBRARIES"),
        Of(SkillSeverity.Warning, "shell.lasting", "stays on the machine", @"\bcrontab\s|/etc/cron|LaunchAgents|LaunchDaemons|systemctl\s+(enable|--user)|\.bashrc|\.zshrc|\.profile\b|/etc/profile|schtasks"),
        Of(SkillSeverity.Warning, "shell.privileged", "asks for the machine's own rights", @"\bsudo\s|\bdoas\s|\bsu\s+-|chmod\s+([0-7]*[2467]777|777|[ugo]*\+s)|chown\s+root|setcap\s"),
        Of(SkillSeverity.Warning, "shell.eval", "runs a text as a command", @"\beval\s+[""'$`(]|\beval\s*\(|\bexec\s*\(\s*(input|request|open)|os\.system\s*\(|subprocess\.[a-z]+\([^\n]*shell\s*=\s*True|child_process|Function\s*\(\s*[""']return"),
        Of(SkillSeverity.Warning, "shell.unsafe-tls", "does not check whom it talks to", @"\bcurl\b[^\n]*\s(-k|--insecure)\b|\bwget\b[^\n]*--no-check-certificate|verify\s*=\s*False|NODE_TLS_REJECT_UNAUTHORIZED|http\.sslVerify\s+false"),
        Of(SkillSeverity.Warning, "shell.install", "installs programs of others", @"\b(npm|pnpm|yarn|bun)\s+(i|install|add|dlx)\b|\bnpx\s+(-y|--yes)\b|\bpip[0-9.]*\s+install\b|\b(uv|pipx)\s+(tool\s+)?install\b|\bgo\s+install\b|\bcargo\s+install\b|\bgem\s+install\b|\bbrew\s+(install|tap)\b|\bapt(-get)?\s+install\b"),
        Of(SkillSeverity.Warning, "text.encoded", "a long text that nobody can read", @"[A-Za-z0-9+/]{200,}={0,2}|(\\x[0-9a-f]{2}){40,}"),
    ];

    public static void Find(ScannedFile file)
    {
        // A command may go on behind a backslash at the end of its line.
        for (var line = 0; line < file.Lines.Count; line++)
        {
            var first = line;
            var command = file.Lines[line];
            while (command.EndsWith('\\') && line + 1 < file.Lines.Count)
            {
                command = command[..^1] + " " + file.Lines[++line];
            }

            foreach (var (severity, rule, what, pattern) in Patterns)
            {
                if (pattern.Value.IsMatch(command))
                {
                    file.Add(severity, rule, first + 1, $"{what}: {command}");
                }
            }
        }
    }

    private static (SkillSeverity Severity, string Rule, string What, Lazy<Regex> Pattern) Of(SkillSeverity severity, string rule, string what, string pattern) =>
        (severity, rule, what, new Lazy<Regex>(() => new Regex(pattern, Options)));
}
