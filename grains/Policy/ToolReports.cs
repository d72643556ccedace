using Moltbot.GrainInterfaces.Policy;
using Moltbot.Policy.Access;
using Moltbot.Policy.Sandboxes;
using Moltbot.Policy.Tools.Explanations;
using Moltbot.Policy.Tools;

namespace Moltbot.Grains.Policy;

/// <summary>Between what policy says of tools and the messages that carry it.</summary>
internal static class ToolReports
{
    public static ToolSituation Situation(ToolUse use) => new()
    {
        SessionKey = use.SessionKey,
        SpawnedBy = use.SpawnedBy,
        Provider = use.Provider,
        Model = use.Model,
        Channel = use.Channel,
        AccountId = use.Account,
        GroupId = use.GroupId,
        GroupSpace = use.GroupSpace,
        GroupChannel = use.GroupChannel,
        Sender = new SenderIdentity(use.SenderId, use.SenderUsername, use.SenderName, Phone: use.SenderPhone),
    };

    public static ToolPermission Permission(string tool, ToolDecision decision) => new()
    {
        Tool = tool,
        Allowed = decision.Allowed,
        RefusedBy = decision.RefusedBy is { } layer ? PolicyLines.NameOf(layer) : null,
    };

    public static ToolPlace Place(AgentToolPolicy policy, string? sessionKey)
    {
        // Only what is in a sandbox is kept from the network and the workspace.
        bool isSandboxed = policy.IsSandboxed(sessionKey);
        string own = $"agent:{policy.AgentId}";
        return new ToolPlace
        {
            IsSandboxed = isSandboxed,
            SandboxKey = isSandboxed ? policy.Sandbox.KeyOf(policy.AgentId, sessionKey ?? "") : own,
            LeaseKey = isSandboxed && policy.Sandbox.Scope == SandboxScope.Shared ? policy.Sandbox.KeyOf(policy.AgentId, "") : own,
            WorkspaceAccess = isSandboxed ? policy.Sandbox.WorkspaceAccess : "rw",
            HasNetwork = !isSandboxed || policy.Sandbox.HasNetwork,
        };
    }

    public static ToolReport Report(ToolExplanation explanation, ToolUse use, bool isSandboxed) => new()
    {
        Permission = Permission(explanation.Tool, new ToolDecision(explanation.Allowed, explanation.RefusedBy)),
        IsKnown = explanation.IsKnown,
        Use = use,
        IsSandboxed = isSandboxed,
        Lines = [.. explanation.Layers.Select(PolicyLines.Of)],
    };
}
