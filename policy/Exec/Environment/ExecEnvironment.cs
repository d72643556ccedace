using System.Text.RegularExpressions;

namespace Moltbot.Policy.Exec.Environment;

/// <summary>
/// The variables that may be set for a command (attack E7): those that change how text, time and terminals look, with values that name
/// no file. Whatever else a program reads of its environment is what the runner gives to all.
/// </summary>
/// <param name="Variables">The variables that are allowed, by name in ordinal order.</param>
/// <param name="Refused">The names of the others.</param>
public sealed partial record ExecEnvironment(IReadOnlyList<KeyValuePair<string, string>> Variables, IReadOnlyList<string> Refused)
{
    private const int MaxValue = 256;

    /// <summary>Sorts out what was asked for.</summary>
    public static ExecEnvironment Of(IEnumerable<KeyValuePair<string, string>> asked)
    {
        var byName = asked.OrderBy(static variable => variable.Key, StringComparer.Ordinal).ToLookup(static variable => IsAllowed(variable.Key, variable.Value));
        return new ExecEnvironment([.. byName[true]], [.. byName[false].Select(static variable => variable.Key)]);
    }

    /// <summary>Whether a variable may be set to a value.</summary>
    public static bool IsAllowed(string name, string value) => value.Length <= MaxValue && name switch
    {
        "LANG" or "LANGUAGE" => Locale().IsMatch(value),
        "TERM" or "COLORTERM" => Word().IsMatch(value),
        "TZ" => Zone().IsMatch(value) && !value.Contains("..", StringComparison.Ordinal),
        "COLUMNS" or "LINES" => value.Length is > 0 and <= 5 && value.All(char.IsAsciiDigit),
        "NO_COLOR" or "CLICOLOR" or "CLICOLOR_FORCE" or "FORCE_COLOR" or "CI" or "DEBIAN_FRONTEND" => Word().IsMatch(value),
        _ => Category().IsMatch(name) && Locale().IsMatch(value),
    };

    [GeneratedRegex(@"\A[A-Za-z0-9_.@:-]*\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Locale();

    [GeneratedRegex(@"\A[A-Za-z0-9_.+-]*\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z][A-Za-z0-9_+-]*)*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Zone();

    [GeneratedRegex(@"\ALC_[A-Z]+\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Category();
}
