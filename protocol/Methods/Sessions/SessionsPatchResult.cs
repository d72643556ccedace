namespace Moltbot.Protocol.Methods.Sessions;

/// <summary>A changed session.</summary>
public sealed record SessionsPatchResult
{
    /// <summary>True.</summary>
    public required bool Ok { get; init; }

    /// <summary>Where it is stored.</summary>
    public required string Path { get; init; }

    /// <summary>Its canonical key.</summary>
    public required string Key { get; init; }

    /// <summary>As it is now.</summary>
    public required SessionEntry Entry { get; init; }
}
