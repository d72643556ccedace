namespace Moltbot.Policy.Queue;

/// <summary>Reads the names of modes and drop policies, and their other names.</summary>
public static class QueueNames
{
    /// <summary>The mode; null for anything unknown.</summary>
    public static QueueMode? Mode(string? raw) => raw?.Trim().ToLowerInvariant() switch
    {
        "collect" or "coalesce" => QueueMode.Collect,
        "followup" or "follow-ups" or "followups" => QueueMode.Followup,
        "steer" or "steering" or "queue" or "queued" => QueueMode.Steer,
        "steer-backlog" or "steer+backlog" or "steer_backlog" => QueueMode.SteerBacklog,
        "interrupt" or "interrupts" or "abort" => QueueMode.Interrupt,
        _ => null,
    };

    /// <summary>The drop policy; null for anything unknown.</summary>
    public static DropPolicy? Drop(string? raw) => raw?.Trim().ToLowerInvariant() switch
    {
        "old" or "oldest" => DropPolicy.Old,
        "new" or "newest" => DropPolicy.New,
        "summarize" or "summary" => DropPolicy.Summarize,
        _ => null,
    };

    /// <summary>The mode as the wire and session entries write it.</summary>
    public static string Of(QueueMode mode) => mode switch
    {
        QueueMode.Followup => "followup",
        QueueMode.Steer => "steer",
        QueueMode.SteerBacklog => "steer-backlog",
        QueueMode.Interrupt => "interrupt",
        _ => "collect",
    };

    /// <summary>The drop policy as the wire and session entries write it.</summary>
    public static string Of(DropPolicy policy) => policy switch
    {
        DropPolicy.Old => "old",
        DropPolicy.New => "new",
        _ => "summarize",
    };
}
