using System.Text.RegularExpressions;

namespace Moltbot.Policy.Skills.Scanning;

/// <summary>Hosts, programs and variables that a skill uses and does not declare.</summary>
internal static partial class UndeclaredUse
{
    /// <summary>What every shell has, or does nothing that another line would not show.</summary>
    private static readonly HashSet<string> Plain = new(StringComparer.Ordinal)
    {
        "if", "then", "else", "elif", "fi", "for", "do", "done", "while", "until", "case", "esac", "in", "function", "return", "exit", "break", "continue",
        "cd", "echo", "printf", "export", "local", "set", "unset", "shift", "read", "test", "true", "false", "trap", "wait", "pwd", "source", "alias", "type", "command",
        "cat", "ls", "cp", "mv", "mkdir", "touch", "rm", "grep", "sed", "awk", "head", "tail", "sort", "uniq", "wc", "cut", "tr", "date", "sleep", "tee", "xargs", "find", "basename", "dirname", "mktemp", "env", "which", "sh", "bash",
    };

    private static readonly string[] Examples = [".example", ".example.com", ".example.org", ".example.net"];

    /// <summary>What a sentence puts behind an address, and no host ends with.</summary>
    private const string Trailing = ".:!*_~";

    public static void Find(ScannedFile file, SkillDeclarations declared)
    {
        var hosts = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (Match match in Address().Matches(file.Text))
        {
            foreach (var (host, whole) in Hosts(match.Groups["authority"].Value))
            {
                if (!declared.Hosts.Contains(host) && !IsExample(host) && !declared.Hosts.Contains(whole) && hosts.Add(host))
                {
                    file.Add(SkillSeverity.Warning, "network.undeclared", file.LineOf(match.Index), $"talks of {host}, which is not declared");
                }
            }
        }

        var variables = new HashSet<string>(StringComparer.Ordinal);
        foreach (Match match in Variable().Matches(file.Text))
        {
            var name = match.Groups["name"].Value;
            if (!declared.Secrets.Contains(name) && variables.Add(name))
            {
                file.Add(SkillSeverity.Warning, "secret.undeclared", file.LineOf(match.Index), $"asks for {name}, which is not declared");
            }
        }

        foreach (var (line, program) in Programs(file))
        {
            if (!declared.Programs.Contains(program) && !Plain.Contains(program))
            {
                file.Add(SkillSeverity.Note, "program.undeclared", line, $"runs {program}, which is not declared");
            }
        }
    }

    /// <summary>
    /// The hosts that an address may lead to, alone and with the port. What stands before the last <c>@</c> is a user's name, but for programs that take a backslash for a slash.
    /// </summary>
    private static IEnumerable<(string Host, string Whole)> Hosts(string authority)
    {
        var at = authority.LastIndexOf('@');
        var slash = authority.IndexOf('\\', StringComparison.Ordinal);
        if (slash >= 0 && slash < at)
        {
            yield return Host(authority[..slash]);
        }

        if (Host(authority[(at + 1)..].Split('\\')[0]) is { Host.Length: > 0 } found)
        {
            yield return found;
        }
    }

    private static (string Host, string Whole) Host(string text)
    {
        var whole = text.AsSpan().TrimEnd(text.AsSpan().ContainsAny('[', '{') ? Trailing : Trailing + "]}").ToString();
        var colon = whole.LastIndexOf(':');
        var hasPort = colon >= 0 && whole.AsSpan(colon + 1).IndexOfAnyExceptInRange('0', '9') < 0;
        return (hasPort ? whole[..colon] : whole, whole);
    }

    /// <summary>Those that nobody has (RFC 2606). What runs on the machine itself is none of them.</summary>
    private static bool IsExample(string host) => Examples.Any(name => ("." + host).EndsWith(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The first words of commands: in scripts, and in blocks of a shell within Markdown.</summary>
    private static IEnumerable<(int Line, string Program)> Programs(ScannedFile file)
    {
        var isMarkdown = file.Path.EndsWith(".md", StringComparison.OrdinalIgnoreCase);
        var isInBlock = Script().IsMatch(file.Path) || Shebang().IsMatch(file.Text);
        var open = "";
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var command in file.Commands)
        {
            if (isMarkdown && Fence().Match(command.Text) is { Success: true } fence)
            {
                var isShell = fence.Groups["shell"].Success;
                var mark = fence.Groups["mark"].Value;
                if (isShell || open.Length == 0)
                {
                    (open, isInBlock) = (mark, isShell);
                }
                else if (mark.StartsWith(open, StringComparison.Ordinal) && fence.Groups["word"].Length == 0)
                {
                    (open, isInBlock) = ("", false);
                }
            }
            else if (isInBlock && !command.Text.TrimStart().StartsWith('#'))
            {
                foreach (var (at, part) in Separator().Split(command.Text).Index())
                {
                    var program = Command().Match(at > 0 ? part.Replace(')', ' ') : part).Groups["program"].Value;
                    if (program.Length > 0 && seen.Add(program))
                    {
                        yield return (command.Line, program);
                    }
                }
            }
        }
    }

    [GeneratedRegex(@"(https?|wss?|ftps?|sftp|tftp|ssh|scp|git|svn|rsync|ldaps?|smbs?|telnet|gopher|dict|imaps?|smtps?|pop3s?|mqtts?|rtmps?|rtsps?|socks[45]?[ah]?|rediss?|mysql|postgres(ql)?|mongodb|amqps?|tcp|udp):(\\?/){2}(?<authority>[^\s/?#""'`<>(),;|&]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    [GeneratedRegex(@"(\$[{!#]*|\$env:|%|\b(process|Bun|meta)\??\.env\??\.|\benv(iron)?(\.get)?\??[\[(]\s*[""']|\b[gG]et_?[eE]nv(ironmentVariable)?\(\s*[""']|\bprintenv\s+|\benv::var\(\s*[""']|\bENV(\.fetch)?[\[(]\s*[""'])(?<name>([A-Z_][A-Z0-9_]*)?((KEY|TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL)S?|_(PAT|PASS|PWD))(_[A-Z0-9_]*|[0-9]*))\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Variable();

    [GeneratedRegex(@"\.(sh|bash|zsh|ksh|fish|command)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Script();

    [GeneratedRegex(@"\A#![^\n]*\b(ba|z|da|k|fi)?sh\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Shebang();

    [GeneratedRegex(@"\A\s*(?<mark>`{3,}|~{3,})[^\w`]*(?<word>(?<shell>(sh|bash|shell|zsh|ksh|fish|console|terminal|shellscript)\b)?[^`]*)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Fence();

    [GeneratedRegex(@"&&|\|\|?|;|\s&\s|`|[$<>]\(", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Separator();

    [GeneratedRegex(@"\A\s*(\$\s+)?([({!]\s*|(sudo|doas|env|command|exec|nohup|time|xargs|builtin|if|then|else|elif|do|while|until)\s+(-\S*\s+)*|[A-Za-z_][A-Za-z0-9_]*=\S*\s+)*[""']?(?<program>[A-Za-z0-9_./~${}-]*[A-Za-z][A-Za-z0-9_.+}-]*)[""']?(\s|\z)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Command();
}
