using System.Text.RegularExpressions;

namespace Moltbot.Policy.SecurityAudit.Models;

/// <summary>Models that are easily talked into things: old ones and small ones.</summary>
internal static partial class ModelHygiene
{
    private const int MaxLines = 12;

    public static IEnumerable<AuditFinding> Check(AuditSubject subject)
    {
        var models = ConfiguredModel.AllOf(subject.Document).ToList();
        var old = models.Where(static model => Legacy(model.Id) is not null).Select(static model => model.Line(Legacy(model.Id)!)).ToList();
        if (old.Count > 0)
        {
            yield return AuditFinding.Warn(
                "models.legacy", "Some models are of a past generation",
                $"these follow what a message tells them more readily than later ones:\n{Lines(old)}", "use a present model for an agent that has tools");
        }

        var weak = models.Where(static model => Weaknesses(model.Id).Count > 0).Select(static model => model.Line(string.Join("; ", Weaknesses(model.Id)))).Distinct(StringComparer.Ordinal).ToList();
        if (weak.Count > 0)
        {
            yield return AuditFinding.Warn(
                "models.weak_tier", "Some models are below the recommended tier",
                $"smaller and older models are more easily misled by what strangers write:\n{Lines(weak)}", "use the best model there is for an agent with tools or with strangers in its inbox: GPT-5 or later, Claude 4.5 or later, no Haiku");
        }
    }

    private static string? Legacy(string id) =>
        Gpt35().IsMatch(id) ? "GPT-3.5 family"
        : Claude2().IsMatch(id) ? "Claude 2/Instant family"
        : Gpt4Snapshot().IsMatch(id) ? "legacy GPT-4 snapshot"
        : null;

    private static List<string> Weaknesses(string id)
    {
        var reasons = new List<string>();
        if (Haiku().IsMatch(id))
        {
            reasons.Add("Haiku tier");
        }

        if (Gpt().IsMatch(id) && !Gpt5().IsMatch(id))
        {
            reasons.Add("below GPT-5");
        }

        if (Claude().IsMatch(id) && !Claude45().IsMatch(id))
        {
            reasons.Add("below Claude 4.5");
        }

        return reasons;
    }

    private static string Lines(List<string> lines) =>
        string.Join('\n', lines.Take(MaxLines)) + (lines.Count > MaxLines ? $"\n…{lines.Count - MaxLines} more" : "");

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    [GeneratedRegex(@"\bgpt-3\.5\b", Options)]
    private static partial Regex Gpt35();

    [GeneratedRegex(@"\bclaude-(instant|2)\b", Options)]
    private static partial Regex Claude2();

    [GeneratedRegex(@"\bgpt-4-(0314|0613)\b", Options)]
    private static partial Regex Gpt4Snapshot();

    [GeneratedRegex(@"\bhaiku\b", Options)]
    private static partial Regex Haiku();

    [GeneratedRegex(@"\bgpt-", Options)]
    private static partial Regex Gpt();

    [GeneratedRegex(@"\bgpt-5(\b|[.-])", Options)]
    private static partial Regex Gpt5();

    [GeneratedRegex(@"\bclaude-", Options)]
    private static partial Regex Claude();

    [GeneratedRegex(@"\bclaude-[^\s/]*(-4-?5\b|4\.5\b)", Options)]
    private static partial Regex Claude45();
}
