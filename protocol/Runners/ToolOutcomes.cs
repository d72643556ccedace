namespace Moltbot.Protocol.Runners;

/// <summary>How a tool call ended.</summary>
public static class ToolOutcomes
{
    /// <summary>It ran to its end, well or not.</summary>
    public const string Done = "done";

    /// <summary>The runner does not do that; nothing happened.</summary>
    public const string Refused = "refused";

    /// <summary>It took too long and was ended.</summary>
    public const string Timeout = "timeout";

    /// <summary>It was ended by <c>tools.cancel</c>.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>Nobody knows whether it had its effect: who was to do it elsewhere did not say.</summary>
    public const string Unknown = "unknown";

    /// <summary>What it needs, a sandbox say, is not there; nothing happened.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>The runner's copy of the workspace is not the one that is meant; nothing happened.</summary>
    public const string Stale = "stale";
}
