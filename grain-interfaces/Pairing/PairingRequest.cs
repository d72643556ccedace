namespace Moltbot.GrainInterfaces.Pairing;

/// <summary>A sender that waits.</summary>
[GenerateSerializer, Alias("moltbot.PairingRequest"), Immutable]
public sealed record PairingRequest
{
    /// <summary>The sender's immutable id.</summary>
    [Id(0)] public required string SenderId { get; init; }

    /// <summary>The code it was told.</summary>
    [Id(1)] public required string Code { get; init; }

    /// <summary>When it first asked, epoch milliseconds; the code lives an hour from then.</summary>
    [Id(2)] public required long CreatedAt { get; init; }

    /// <summary>When it last wrote, epoch milliseconds.</summary>
    [Id(3)] public required long LastSeenAt { get; init; }

    /// <summary>The name shown.</summary>
    [Id(4)] public string? Name { get; init; }

    /// <summary>The user name.</summary>
    [Id(5)] public string? Username { get; init; }

    /// <summary>The update that first asked.</summary>
    [Id(6)] public string? AskedBy { get; init; }
}
