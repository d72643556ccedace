using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Policy;

namespace Moltbot.GrainInterfaces.Cron;

/// <summary>
/// The turn that wrote by its tool what a job says. The job may do no more than that turn might, answers nobody but who asked in it, and ends
/// with its session (attacks A15, C9, T1).
/// </summary>
[GenerateSerializer, Alias("moltbot.CronMaker"), Immutable]
public sealed record CronMaker
{
    /// <summary>The canonical key of its session.</summary>
    [Id(0)] public required string SessionKey { get; init; }

    /// <summary>Which session of that key: one that was deleted and made anew is another.</summary>
    [Id(1)] public required string Incarnation { get; init; }

    /// <summary>Who was behind the turn.</summary>
    [Id(2)] public required string Principal { get; init; }

    /// <summary>The direct chat that its owner wrote from; null for an operator's client, which has none.</summary>
    [Id(3)] public ReplyTarget? Chat { get; init; }

    /// <summary>The situation that the tool policy judged, with the model that asked.</summary>
    [Id(4)] public required ToolUse Use { get; init; }

    /// <summary>The provider that the session or its message chose in place of the agent's; null for none.</summary>
    [Id(5)] public string? Provider { get; init; }

    /// <summary>The model that was chosen; null for the agent's.</summary>
    [Id(6)] public string? Model { get; init; }

    /// <summary>What was set on the session and by the message for the exec tool.</summary>
    [Id(7)] public ExecPreferences Exec { get; init; } = new();

    /// <summary>Whether it is a turn of the same session.</summary>
    public bool IsOfSession(CronMaker turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        return SessionKey == turn.SessionKey && Incarnation == turn.Incarnation;
    }
}
