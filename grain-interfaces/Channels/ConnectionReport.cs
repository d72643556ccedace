namespace Moltbot.GrainInterfaces.Channels;

/// <summary>How a connector's connection stands.</summary>
[GenerateSerializer, Alias("moltbot.ConnectionReport"), Immutable]
public sealed record ConnectionReport
{
    /// <summary>Whether the connector runs.</summary>
    [Id(0)] public bool Running { get; init; }

    /// <summary>Whether the platform answers.</summary>
    [Id(1)] public bool Connected { get; init; }

    /// <summary>The last failure, without secrets; null when all is well.</summary>
    [Id(2)] public string? LastError { get; init; }

    /// <summary><c>polling</c>, <c>webhook</c> or <c>gateway</c>.</summary>
    [Id(3)] public string? Mode { get; init; }

    /// <summary>The bot's user name on the platform.</summary>
    [Id(4)] public string? BotUsername { get; init; }

    /// <summary>The bot's id on the platform.</summary>
    [Id(5)] public string? BotId { get; init; }

    /// <summary>Failed attempts in a row.</summary>
    [Id(6)] public int ReconnectAttempts { get; init; }

    /// <summary>Where the platform's stream stands; null when it has none, or did not move.</summary>
    [Id(7)] public string? Cursor { get; init; }
}
