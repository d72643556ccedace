using Moltbot.GrainInterfaces.Policy;
using Moltbot.Policy.Access;
using Moltbot.Policy.Tools;
using Moltbot.Policy.Tools.Explanations;

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
        RefusedBy = decision.RefusedBy is { } layer ? NameOf(layer) : null,
    };

    public static ToolReport Report(ToolExplanation explanation, ToolUse use, bool isSandboxed) => new()
    {
        Permission = Permission(explanation.Tool, new ToolDecision(explanation.Allowed, explanation.RefusedBy)),
        IsKnown = explanation.IsKnown,
        Use = use,
        IsSandboxed = isSandboxed,
        Lines = [.. explanation.Layers.Select(Line)],
    };

    private static ToolReportLine Line(ToolLayerReport report) => new()
    {
        Layer = NameOf(report.Layer),
        Says = report.Word switch { ToolWord.Allows => "allows", ToolWord.Refuses => "refuses", _ => "nothing" },
        Reason = report.Reason,
        Key = report.Key,
        Entry = report.Entry,
        Change = report.Change is not { } change ? null : new PolicyChange
        {
            Do = change.Kind switch { ToolChangeKind.Add => "add", ToolChangeKind.Remove => "remove", _ => "set" },
            Key = change.Key,
            Value = change.Value,
        },
    };

    private static string NameOf(ToolLayer layer) => layer switch
    {
        ToolLayer.Profile => "profile",
        ToolLayer.ProviderProfile => "provider-profile",
        ToolLayer.Global => "global",
        ToolLayer.GlobalByProvider => "global-by-provider",
        ToolLayer.Agent => "agent",
        ToolLayer.AgentByProvider => "agent-by-provider",
        ToolLayer.Group => "group",
        ToolLayer.Sandbox => "sandbox",
        _ => "subagent",
    };
}
