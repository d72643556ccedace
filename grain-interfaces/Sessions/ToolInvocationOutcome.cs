namespace Moltbot.GrainInterfaces.Sessions;

/// <summary>What became of a <see cref="ToolInvocation"/>.</summary>
[GenerateSerializer, Alias("moltbot.ToolInvocationOutcome")]
public enum ToolInvocationOutcome
{
    /// <summary>It ran.</summary>
    Done = 0,

    /// <summary>It failed, its arguments were refused, or nobody knows what came of it.</summary>
    Failed = 1,

    /// <summary>Programs have no such tool, or the session's policy does not allow it.</summary>
    NotAvailable = 2,

    /// <summary>As many as may be are at work for the session.</summary>
    Busy = 3,
}
