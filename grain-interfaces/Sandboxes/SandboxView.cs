namespace Moltbot.GrainInterfaces.Sandboxes;

/// <summary>A sandbox, as its runner tells of it.</summary>
[GenerateSerializer, Alias("moltbot.SandboxView"), Immutable]
public sealed record SandboxView
{
    /// <summary>Names it; sessions with the same key share it.</summary>
    [Id(0)] public required string Key { get; init; }

    /// <summary>The agent that used it last.</summary>
    [Id(1)] public required string AgentId { get; init; }

    /// <summary>The session that used it last.</summary>
    [Id(2)] public required string SessionKey { get; init; }

    /// <summary>When it was made, epoch milliseconds.</summary>
    [Id(3)] public required long MadeAt { get; init; }

    /// <summary>When it was used last, epoch milliseconds.</summary>
    [Id(4)] public required long UsedAt { get; init; }

    /// <summary>Minutes without use after which it is thrown away; 0 for never.</summary>
    [Id(5)] public long IdleMinutes { get; init; }

    /// <summary>Minutes after its making after which it is; 0 for never.</summary>
    [Id(6)] public long MaxAgeMinutes { get; init; }

    /// <summary>Bytes on disk; null where nobody counted.</summary>
    [Id(7)] public long? Bytes { get; init; }

    /// <summary>Whether there are more bytes than that.</summary>
    [Id(8)] public bool IsMore { get; init; }

    /// <summary><c>none</c>, <c>program</c> or <c>call</c>: what goes on in it.</summary>
    [Id(9)] public required string Use { get; init; }

    /// <summary><c>removed</c>, <c>inUse</c> or <c>failed</c>; null where it was only asked about.</summary>
    [Id(10)] public string? Outcome { get; init; }
}
