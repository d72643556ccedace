using Moltbot.GrainInterfaces.Policy;
using Moltbot.Policy.Access;
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

    public static ToolReport Report(ToolExplanation explanation, ToolUse use, bool isSandboxed) => new()
    {
        Permission = Permission(explanation.Tool, new ToolDecision(explanation.Allowed, explanation.RefusedBy)),
        IsKnown = explanation.IsKnown,
        Use = use,
        IsSandboxed = isSandboxed,
        Lines = [.. explanation.Layers.Select(PolicyLines.Of)],
    };
}
