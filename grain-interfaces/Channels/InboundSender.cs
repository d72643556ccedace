namespace Moltbot.GrainInterfaces.Channels;

/// <summary>Who did something on a platform.</summary>
[GenerateSerializer, Alias("moltbot.InboundSender"), Immutable]
public sealed record InboundSender
{
    /// <summary>The immutable id; the only thing that admits anybody.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>The name shown; its owner can change it.</summary>
    [Id(1)] public string? Name { get; init; }

    /// <summary>The user name, without <c>@</c>; its owner can change it.</summary>
    [Id(2)] public string? Username { get; init; }

    /// <summary>Whether it is a bot.</summary>
    [Id(3)] public bool IsBot { get; init; }

    /// <summary>The tag, such as <c>alice#1234</c>; its owner can change it.</summary>
    [Id(4)] public string? Tag { get; init; }
}
