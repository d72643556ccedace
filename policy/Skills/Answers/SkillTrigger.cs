using System.Text;
using System.Text.RegularExpressions;

namespace Moltbot.Policy.Skills.Answers;

/// <summary>What makes a skill answer: a text that a message contains, in any case, or a pattern that it fits.</summary>
internal sealed class SkillTrigger
{
    /// <summary>Characters of a message that are looked at. Arbitrary: a longer one is no question that a trigger is about.</summary>
    internal const int MaxMessage = 2_000;

    /// <summary>Characters of a trigger.</summary>
    internal const int MaxLength = 300;

    /// <summary>Patterns take time linear in the message; the limit stands behind that.</summary>
    internal static readonly TimeSpan TimeLimit = TimeSpan.FromMilliseconds(100);

    private readonly string? _text;
    private readonly Regex? _pattern;

    private SkillTrigger(string? text, Regex? pattern) => (_text, _pattern) = (text, pattern);

    /// <summary>The named groups of its pattern.</summary>
    public IEnumerable<string> Groups => _pattern?.GetGroupNames().Where(static name => !char.IsAsciiDigit(name[0])) ?? [];

    /// <summary>As it was written.</summary>
    public string Written => _text ?? _pattern!.ToString();

    /// <summary>A text to be contained.</summary>
    public static SkillTrigger OfText(string text) => new(text.Normalize(NormalizationForm.FormC), null);

    /// <summary>A pattern; null with a problem when it cannot be matched in linear time.</summary>
    public static SkillTrigger? OfPattern(string pattern, out string? problem)
    {
        try
        {
            problem = null;
            return new SkillTrigger(null, new Regex(
                pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture, TimeLimit));
        }
        catch (Exception unusable) when (unusable is ArgumentException or NotSupportedException)
        {
            problem = $"\"{pattern}\" is no pattern that can be matched in linear time: no look-around, no back-references";
            return null;
        }
    }

    /// <summary>What the pattern found, by group; null when a message is none of its.</summary>
    public IReadOnlyDictionary<string, string>? Match(string message)
    {
        var read = (message.Length > MaxMessage ? message[..MaxMessage] : message).Trim();
        if (_text is not null)
        {
            return Normal(read).Contains(_text, StringComparison.OrdinalIgnoreCase) ? new Dictionary<string, string>(StringComparer.Ordinal) : null;
        }

        try
        {
            return _pattern!.Match(read) is { Success: true } found
                ? found.Groups.Values.Where(static group => group.Success && !char.IsAsciiDigit(group.Name[0])).ToDictionary(static group => group.Name, static group => group.Value, StringComparer.Ordinal)
                : null;
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    /// <summary>Half of a surrogate pair has no normal form.</summary>
    private static string Normal(string text) => Exec.Text.HostileText.IsExact(text) ? text.Normalize(NormalizationForm.FormC) : text;
}
