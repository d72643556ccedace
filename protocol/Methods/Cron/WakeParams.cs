namespace Moltbot.Protocol.Methods.Cron;

/// <summary>Params of <c>wake</c>.</summary>
public sealed record WakeParams
{
    /// <summary><c>now</c> or <c>next-heartbeat</c>.</summary>
    public required string Mode { get; init; }

    /// <summary>What the main session is told.</summary>
    public required string Text { get; init; }
}
