namespace Moltbot.Protocol.Methods.Setup;

/// <summary>Asks for a setup code.</summary>
public sealed record SetupCreateParams
{
    /// <summary><c>operator</c> or <c>node</c>.</summary>
    public required string Role { get; init; }

    /// <summary>The most that the device gets; left out for none.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>How long it is good, milliseconds; ten minutes when left out, at most a day.</summary>
    public long? ExpiresInMs { get; init; }
}
