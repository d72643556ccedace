using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.GrainInterfaces.Sessions;

/// <summary>What a turn may not go beyond, since another turn caused it. All of it only takes away (attack A15).</summary>
[GenerateSerializer, Alias("moltbot.TurnBounds"), Immutable]
public sealed record TurnBounds
{
    /// <summary>The <see cref="SessionEntry.Incarnation"/> that the turn is for; null for whatever session has the key.</summary>
    [Id(0)] public string? Incarnation { get; init; }

    /// <summary>The situations of the turns behind it: what the rules of one of them refuse is refused.</summary>
    [Id(1)] public IReadOnlyList<TurnBound> Turns { get; init; } = [];

    /// <summary>The provider to ask; null for the session's.</summary>
    [Id(2)] public string? Provider { get; init; }

    /// <summary>The model to ask; null for the session's.</summary>
    [Id(3)] public string? Model { get; init; }

    /// <summary>The chat of who asked in the turn that caused this one; null for none.</summary>
    [Id(4)] public ReplyTarget? Chat { get; init; }
}
