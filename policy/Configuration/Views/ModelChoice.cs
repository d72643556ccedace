using System.Text.Json;

namespace Moltbot.Policy.Configuration.Views;

/// <summary>A model and what to try after it.</summary>
/// <param name="Primary">Model reference (<c>provider/model</c> or an alias); null when not chosen here.</param>
/// <param name="Fallbacks">In order; null when not set here (the defaults' list applies), empty when there shall be none.</param>
public sealed record ModelChoice(string? Primary, IReadOnlyList<string>? Fallbacks)
{
    internal static ModelChoice? From(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString()!.Trim() is { Length: > 0 } text ? new ModelChoice(text, null) : null,
        JsonValueKind.Object => new ModelChoice(new ConfigSection(element).Text("primary"), new ConfigSection(element).StringsOrNull("fallbacks")),
        _ => null,
    };
}
