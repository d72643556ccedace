namespace Moltbot.GrainInterfaces.Nodes;

/// <summary>What a node says of itself.</summary>
[GenerateSerializer, Alias("moltbot.NodeDescription"), Immutable]
public sealed record NodeDescription
{
    [Id(0)] public required string NodeId { get; init; }

    [Id(1)] public string? DisplayName { get; init; }

    [Id(2)] public string? Platform { get; init; }

    [Id(3)] public string? Version { get; init; }

    [Id(4)] public string? CoreVersion { get; init; }

    [Id(5)] public string? UiVersion { get; init; }

    [Id(6)] public string? DeviceFamily { get; init; }

    [Id(7)] public string? ModelIdentifier { get; init; }

    [Id(8)] public string? RemoteIp { get; init; }

    [Id(9)] public IReadOnlyList<string> Caps { get; init; } = [];

    /// <summary>The commands it offers, already limited to the platform's allow-list.</summary>
    [Id(10)] public IReadOnlyList<string> Commands { get; init; } = [];

    [Id(11)] public string? PathEnv { get; init; }

    [Id(12)] public IReadOnlyDictionary<string, bool>? Permissions { get; init; }
}
