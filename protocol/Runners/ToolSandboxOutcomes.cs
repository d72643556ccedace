namespace Moltbot.Protocol.Runners;

/// <summary>What came of throwing a sandbox away.</summary>
public static class ToolSandboxOutcomes
{
    /// <summary>Its programs have ended and its folder is gone.</summary>
    public const string Removed = "removed";

    /// <summary>A call is being made in it; nothing was done.</summary>
    public const string InUse = "inUse";

    /// <summary>Its folder cannot be taken away; the runner's log says why.</summary>
    public const string Failed = "failed";
}
