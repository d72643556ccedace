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

    public static void Find(ScannedFile file, SkillDeclarations declared)
    {
        foreach (Match match in Address().Matches(file.Text))
        {
            var host = match.Groups["host"].Value;
            if (!declared.Hosts.Contains(host) && !IsExample(host) && !declared.Hosts.Contains(match.Groups["whole"].Value))
            {
                file.Add(SkillSeverity.Warning, "network.undeclared", file.LineOf(match.Index), $"talks of {host}, which is not declared");
            }
        }

        foreach (Match match in Variable().Matches(file.Text))
        {
            var name = match.Groups["name"].Value;
            if (!declared.Secrets.Contains(name))
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

    private static bool IsExample(string host) =>
        host is "localhost" or "127.0.0.1" or "example.com" or "example.org" or "example.net" || host.EndsWith(".example.com", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".example", StringComparison.OrdinalIgnoreCase);

    /// <summary>The first words of commands: in scripts, and in blocks of a shell within Markdown.</summary>
    private static IEnumerable<(int Line, string Program)> Programs(ScannedFile file)
    {
        var isScript = file.Path.EndsWith(".sh", StringComparison.OrdinalIgnoreCase) || file.Path.EndsWith(".bash", StringComparison.OrdinalIgnoreCase);
        var isMarkdown = file.Path.EndsWith(".md", StringComparison.OrdinalIgnoreCase);
        var isInBlock = isScript;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < file.Lines.Count; i++)
        {
            var line = file.Lines[i].Trim();
            if (isMarkdown && line.StartsWith("```", StringComparison.Ordinal))
            {
                isInBlock = !isInBlock && line[3..].Trim() is "sh" or "bash" or "shell" or "zsh" or "console";
                continue;
            }

            if (!isInBlock || line.StartsWith('#') || (i > 0 && file.Lines[i - 1].EndsWith('\\')))
            {
                continue;
            }

            foreach (Match command in Command().Matches(line))
            {
                if (seen.Add(command.Groups["program"].Value))
                {
                    yield return (i + 1, command.Groups["program"].Value);
                }
            }
        }
    }

    [GeneratedRegex(@"\b(https?|wss?|ftp)://([^\s/@""'`<>]*@)?(?<whole>(?<host>[A-Za-z0-9][A-Za-z0-9.-]*[A-Za-z0-9])(:[0-9]+)?)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    [GeneratedRegex(@"(\$\{?|process\.env\.|process\.env\[[""']|environ\[[""']|environ\.get\([""']|getenv\([""'])(?<name>[A-Z][A-Z0-9_]*(KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS?))\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Variable();

    [GeneratedRegex(@"(\A|&&|\|\||[|;])\s*(\$\s+)?(sudo\s+)?([A-Z_][A-Z0-9_]*=\S*\s+)*(?<program>[A-Za-z0-9_./-]*[A-Za-z][A-Za-z0-9_.-]*)(\s|\z)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Command();
}
