namespace Moltbot.Models.Transport;

/// <summary>What a provider said about a failure, cleaned.</summary>
/// <param name="Code">Its error code or type; null when none or not a plain token.</param>
/// <param name="Text">Its explanation; null when none.</param>
internal sealed record ProviderError(string? Code, string? Text)
{
    public static readonly ProviderError None = new(null, null);
}
