namespace Moltbot.GrainInterfaces.Channels;

/// <summary>The right to run an account's connection.</summary>
[GenerateSerializer, Alias("moltbot.ConnectionLease"), Immutable]
public sealed record ConnectionLease
{
    /// <summary>How long it lasts without being asked for again.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(30);

    /// <summary>Whether the asker has it.</summary>
    [Id(0)] public required bool Granted { get; init; }

    /// <summary>Grows with each new holder; sends and reports carry it.</summary>
    [Id(1)] public long Fence { get; init; }

    /// <summary>Where the platform's stream of updates stands (Discord: the session and its last event); null at the start.</summary>
    [Id(2)] public string? Cursor { get; init; }

    /// <summary>Who has it, when the asker has not.</summary>
    [Id(3)] public string? Holder { get; init; }

    /// <summary>The account is logged out: nobody gets it.</summary>
    [Id(4)] public bool LoggedOut { get; init; }
}
