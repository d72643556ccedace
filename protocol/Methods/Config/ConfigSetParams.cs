namespace Moltbot.Protocol.Methods.Config;

/// <summary>Replaces the configuration.</summary>
public sealed record ConfigSetParams
{
    /// <summary>The new text, JSON5.</summary>
    public required string Raw { get; init; }

    /// <summary>Hash of the text this change is based on.</summary>
    public string? BaseHash { get; init; }
}
