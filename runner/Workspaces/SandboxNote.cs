using Moltbot.Policy.Sandboxes;
using Moltbot.Protocol.Runners;

namespace Moltbot.Runner.Workspaces;

/// <summary>What a runner knows of the folder of a sandbox. It lies beside the folder, where no program of the sandbox sees it.</summary>
/// <param name="Tenant">Whose it is.</param>
/// <param name="Key">Names the sandbox among the tenant's.</param>
/// <param name="AgentId">The agent that used it last.</param>
/// <param name="SessionKey">The session that used it last.</param>
/// <param name="MadeAtMs">When it was made, epoch milliseconds.</param>
/// <param name="UsedAtMs">When it was used last, epoch milliseconds.</param>
/// <param name="Life">When it is thrown away, as the last call said; null for never.</param>
internal sealed record SandboxNote(string Tenant, string Key, string AgentId, string SessionKey, long MadeAtMs, long UsedAtMs, ToolSandboxLife? Life = null)
{
    /// <summary>A use is not noted again before this time. Arbitrary: nothing that follows from it is counted more finely.</summary>
    private const long Pause = 60_000;

    /// <summary>The note of a sandbox that a call uses now.</summary>
    /// <param name="context">The call's context.</param>
    /// <param name="before">What was noted of it; null for nothing.</param>
    /// <param name="now">Now, epoch milliseconds.</param>
    public static SandboxNote Of(ToolRunContext context, SandboxNote? before, long now) =>
        new(context.Tenant, context.SandboxKey, context.AgentId, context.SessionKey, Math.Min(before?.MadeAtMs ?? now, now), now, context.Life);

    /// <summary>Whether it says nothing of weight that the other does not.</summary>
    public bool IsLike(SandboxNote other) =>
        this with { UsedAtMs = other.UsedAtMs, AgentId = other.AgentId, SessionKey = other.SessionKey } == other && Math.Abs(UsedAtMs - other.UsedAtMs) < Pause;

    /// <summary>Whether the sandbox is to be thrown away.</summary>
    /// <param name="now">Now, epoch milliseconds.</param>
    public bool IsOver(long now) =>
        Life is { } life && new SandboxPruning(life.IdleMinutes, life.MaxAgeMinutes).IsOver(TimeSpan.FromMilliseconds(now - UsedAtMs), TimeSpan.FromMilliseconds(now - MadeAtMs));

    /// <summary>Whether it is one of those that are meant.</summary>
    public bool IsMeant(ToolSandboxesParams query) =>
        Tenant == query.Tenant
        && query.Keys?.Contains(Key, StringComparer.Ordinal) != false
        && (query.AgentId is not { } agent || Key == $"agent:{agent}" || Key == $"mcp:{agent}" || Key.StartsWith($"agent:{agent}:", StringComparison.Ordinal));
}
