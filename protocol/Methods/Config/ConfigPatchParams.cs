namespace Moltbot.Protocol.Methods.Config;

/// <summary>Merges into the configuration (RFC 7396).</summary>
public sealed record ConfigPatchParams
{
    /// <summary>A JSON5 object.</summary>
    public required string Raw { get; init; }

    /// <summary>Hash of the text this change is based on.</summary>
    public string? BaseHash { get; init; }

    /// <summary>Session to tell after the restart.</summary>
    public string? SessionKey { get; init; }

    /// <summary>What to tell it.</summary>
    public string? Note { get; init; }

    /// <summary>0 to 60000, default 2000.</summary>
    public long? RestartDelayMs { get; init; }
}
