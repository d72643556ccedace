namespace Moltbot.Protocol.Methods.Sessions;

/// <summary>A session found.</summary>
public sealed record SessionsResolveResult
{
    /// <summary>True.</summary>
    public required bool Ok { get; init; }

    /// <summary>Its key.</summary>
    public required string Key { get; init; }
}
