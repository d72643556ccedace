namespace Moltbot.Protocol.Methods.Connection;

/// <summary>The gateway that answered.</summary>
public sealed record HelloServer
{
    /// <summary>Its version.</summary>
    public required string Version { get; init; }

    /// <summary>The commit it was built from.</summary>
    public string? Commit { get; init; }

    /// <summary>Its host name.</summary>
    public string? Host { get; init; }

    /// <summary>Id of this connection.</summary>
    public required string ConnId { get; init; }
}
