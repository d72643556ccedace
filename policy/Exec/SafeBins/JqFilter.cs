using System.Text.RegularExpressions;

namespace Moltbot.Policy.Exec.SafeBins;

/// <summary>Filters of <c>jq</c> that see their input alone.</summary>
internal static partial class JqFilter
{
    /// <summary>Whether a filter reads neither the environment nor other files; one that only speaks of such a word is refused too.</summary>
    public static bool IsContained(string filter) => !Outward().IsMatch(filter);

    [GeneratedRegex(@"\b(env|ENV|import|include|modulemeta|input_filename|get_search_list|__prog_args)\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Outward();
}
