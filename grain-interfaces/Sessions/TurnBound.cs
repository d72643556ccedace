using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Policy;

namespace Moltbot.GrainInterfaces.Sessions;

/// <summary>
/// The situation of a turn that caused another one. Its rules hold in what it caused too, as they are at that moment: a derived turn may do
/// nothing that the one behind it could not (invariant 1).
/// </summary>
[GenerateSerializer, Alias("moltbot.TurnBound"), Immutable]
public sealed record TurnBound
{
    /// <summary>What tool policy judges: its session, group, sender and model.</summary>
    [Id(0)] public required ToolUse Use { get; init; }

    /// <summary>The conversation within its session.</summary>
    [Id(1)] public required string SessionId { get; init; }

    /// <summary>What held for its commands.</summary>
    [Id(2)] public ExecPreferences Exec { get; init; } = new();
}
