namespace Moltbot.Grains.Agents.Tools;

/// <summary>How far a call to a runner came.</summary>
internal enum RunnerAnswerKind
{
    /// <summary>It never reached one.</summary>
    NotSent,

    /// <summary>Nobody knows.</summary>
    Unknown,

    /// <summary>The runner itself failed.</summary>
    Failed,

    /// <summary>There is an answer.</summary>
    Answered,
}
