using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Schema.Rules;

namespace Moltbot.Policy.Configuration.Schema.Checks;

/// <summary>A program's name or path that no shell could read as anything else.</summary>
internal static class SafeExecutables
{
    private const string Forbidden = ";&|`$<>\r\n\"'\0";

    public static bool IsSafe(string text)
    {
        var value = text.Trim();
        if (value.Length == 0 || value.AsSpan().ContainsAny(Forbidden))
            return false;
        if (LooksLikePath(value))
            return true;
        return value[0] != '-' && value.All(static character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '+' or '-');
    }

    /// <summary>The first word of a command line must be a safe program.</summary>
    public static void CheckCommand(JsonArray command, string path, Inspection inspection)
    {
        if (command.Count == 0 || !IsSafe(Kinds.Text(command[0]) ?? ""))
            inspection.Report(Inspection.Join(path, "0"), "expected safe executable name or path");
    }

    private static bool LooksLikePath(string value) =>
        value[0] is '.' or '~' || value.Contains('/') || value.Contains('\\');
}
