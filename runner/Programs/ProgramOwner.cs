using Moltbot.Protocol.Runners;

namespace Moltbot.Runner.Programs;

/// <summary>Whose a program is that outlives its call: one conversation of a session, in one sandbox. Nobody else finds it.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="AgentId">The agent.</param>
/// <param name="SessionKey">The session.</param>
/// <param name="SandboxKey">The sandbox.</param>
/// <param name="SessionId">The conversation within the session; a reset begins another.</param>
internal sealed record ProgramOwner(string Tenant, string AgentId, string SessionKey, string SandboxKey, string SessionId)
{
    /// <summary>The owner of what a call begins; null where the call does not say which conversation it is of.</summary>
    public static ProgramOwner? Of(ToolRunContext context) => context.SessionId is { Length: > 0 } session
        ? new ProgramOwner(context.Tenant, context.AgentId, context.SessionKey, context.SandboxKey, session)
        : null;
}
