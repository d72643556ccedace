using System.Text.RegularExpressions;

namespace Moltbot.Policy.Replies;

/// <summary>What <c>messages.responsePrefix</c> may name.</summary>
/// <param name="Model">The model, short.</param>
/// <param name="ModelFull">The model with its provider.</param>
/// <param name="Provider">The provider.</param>
/// <param name="ThinkingLevel">The thinking level.</param>
/// <param name="IdentityName">The agent's name.</param>
public sealed partial record ResponsePrefix(
    string? Model = null, string? ModelFull = null, string? Provider = null, string? ThinkingLevel = null, string? IdentityName = null)
{
    /// <summary>The prefix with its placeholders filled; those that are unknown or have no value stay as they are.</summary>
    public string? Fill(string? template) => template is null
        ? null
        : Placeholder().Replace(template, match => ValueOf(match.Groups["name"].Value) ?? match.Value);

    /// <summary>Whether the text has placeholders.</summary>
    public static bool HasPlaceholders(string? template) => template is not null && Placeholder().IsMatch(template);

    /// <summary>A model's name without provider, date and <c>-latest</c>.</summary>
    public static string ShortModelName(string fullModel) =>
        Suffix().Replace(DateSuffix().Replace(fullModel[(fullModel.LastIndexOf('/') + 1)..], ""), "");

    private string? ValueOf(string name) => name.ToLowerInvariant() switch
    {
        "model" => Model,
        "modelfull" => ModelFull,
        "provider" => Provider,
        "thinkinglevel" or "think" => ThinkingLevel,
        "identity.name" or "identityname" => IdentityName,
        _ => null,
    };

    [GeneratedRegex(@"\{(?<name>[a-zA-Z][a-zA-Z0-9.]*)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"-[0-9]{8}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex DateSuffix();

    [GeneratedRegex(@"-latest\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Suffix();
}
