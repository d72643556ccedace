namespace Moltbot.Protocol.Methods.Connection;

/// <summary>What the gateway offers.</summary>
public sealed record HelloFeatures
{
    /// <summary>Advertised methods, in order.</summary>
    public required IReadOnlyList<string> Methods { get; init; }

    /// <summary>Advertised events, in order.</summary>
    public required IReadOnlyList<string> Events { get; init; }
}
