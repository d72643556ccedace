namespace Moltbot.Protocol.Methods.Pairing;

/// <summary>A sender that waits.</summary>
public sealed record PairingSender
{
    /// <summary>The immutable id.</summary>
    public required string SenderId { get; init; }

    /// <summary>The code the sender was told.</summary>
    public required string Code { get; init; }

    /// <summary>Epoch milliseconds of the request.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>Epoch milliseconds of the last message.</summary>
    public required long LastSeenAt { get; init; }

    /// <summary>The name shown; the sender chose it.</summary>
    public string? Name { get; init; }

    /// <summary>The user name; the sender chose it.</summary>
    public string? Username { get; init; }
}
