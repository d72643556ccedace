using Moltbot.GrainInterfaces.Policy;

namespace Moltbot.Grains.Agents.Tools;

/// <summary>Where the tools of a turn run that another one caused: nowhere that the other's could not (attack X2).</summary>
internal static class ToolPlaces
{
    private static readonly string[] Accesses = ["none", "ro", "rw"];

    /// <summary>The narrower of two places.</summary>
    /// <param name="own">The turn's own.</param>
    /// <param name="other">That of the turn behind it.</param>
    /// <param name="sessionKey">The turn's session.</param>
    public static ToolPlace Within(ToolPlace own, ToolPlace other, string sessionKey)
    {
        // Its agent has no sandbox of its own then: the session gets one, which sees nothing of the agent's workspace.
        bool isForced = other.IsSandboxed && !own.IsSandboxed;
        string access = isForced ? "none" : own.WorkspaceAccess;
        return own with
        {
            IsSandboxed = own.IsSandboxed || other.IsSandboxed,
            SandboxKey = isForced ? sessionKey : own.SandboxKey,
            WorkspaceAccess = other.IsSandboxed ? Accesses[Math.Min(Array.IndexOf(Accesses, access), Array.IndexOf(Accesses, other.WorkspaceAccess))] : access,
            ExecHost = own.ExecHost == other.ExecHost ? own.ExecHost : "sandbox",
            HasNetwork = own.HasNetwork && other.HasNetwork,
            Fetch = other.Fetch is null ? null : own.Fetch,
            IsMemoryOff = own.IsMemoryOff || other.IsMemoryOff,
            Limits = PlaceLimits.Within(own.Limits, other.Limits),
        };
    }
}
