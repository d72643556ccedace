using System.Diagnostics;

namespace Moltbot.TestSupport.Postgres;

/// <summary>PostgreSQL refuses to run as root; then its programs run as the user postgres, or nobody.</summary>
internal static class UnprivilegedUser
{
    private static readonly string[] Names = ["postgres", "nobody"];

    /// <summary>The user to change to, or null when this process is not root.</summary>
    public static string? Name { get; } = Environment.IsPrivilegedProcess ? Names.FirstOrDefault(IsKnown) ?? Names[^1] : null;

    /// <summary>A start of <paramref name="program"/> as that user.</summary>
    public static ProcessStartInfo Start(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Name is null ? program : "setpriv")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        string[] prefix = Name is null ? [] : [$"--reuid={Name}", $"--regid={Group(Name)}", "--clear-groups", "--", program];
        foreach (var argument in prefix.Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    private static bool IsKnown(string name) => Field(name, 0) is not null;

    private static string Group(string name) => Field(name, 3)!;

    private static string? Field(string name, int index)
        => File.ReadLines("/etc/passwd").Select(line => line.Split(':')).FirstOrDefault(fields => fields[0] == name)?[index];
}
