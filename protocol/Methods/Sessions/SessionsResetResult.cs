namespace Moltbot.Protocol.Methods.Sessions;

/// <summary>A session begun anew.</summary>
public sealed record SessionsResetResult
{
    /// <summary>True.</summary>
    public required bool Ok { get; init; }

    /// <summary>Its canonical key.</summary>
    public required string Key { get; init; }

    /// <summary>As it is now.</summary>
    public required SessionEntry Entry { get; init; }
}
