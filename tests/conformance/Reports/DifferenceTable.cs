using Moltbot.Conformance.Cases;
using Moltbot.Conformance.Golden;

namespace Moltbot.Conformance.Reports;

/// <summary>The rules by which we differ on purpose, as docs/differences.md shows them.</summary>
internal static class DifferenceTable
{
    /// <summary>Where the rows begin.</summary>
    internal const string Begin = "<!-- rules: begin -->";

    /// <summary>Where they end.</summary>
    internal const string End = "<!-- rules: end -->";

    /// <summary>The rows as Markdown.</summary>
    internal static string ToMarkdown() => string.Join(
        '\n', ["| area | function | what we do, and why |", "| --- | --- | --- |", .. Rows().Distinct(StringComparer.Ordinal)]);

    private static IEnumerable<string> Rows() =>
    [
        .. CaseAreas.All.SelectMany(area => area.Differences.Select(rule => Row(NameOf(area), $"`{rule.Function}`", rule.Reason))),
        Row("Conversations", "HTTP replay", GoldenDifferences.ControlUiHint),
        Row("Conversations", "HTTP replay", GoldenDifferences.HookSecretInAddress),
        Row("Conversations", "HTTP replay", GoldenDifferences.HookChannels),
        .. GoldenDifferences.All.Select(rule => Row("Conversations", "replay", rule.Reason)),
        .. GoldenDifferences.Frames.Select(rule => Row("Conversations", "replay of single frames", rule.Reason)),
    ];

    private static string NameOf(ICaseArea area) => area.GetType().Name.Replace("Area", "", StringComparison.Ordinal);

    private static string Row(string area, string function, string reason) =>
        $"| {area} | {function} | {reason.Replace("|", "\\|", StringComparison.Ordinal)} |";
}
