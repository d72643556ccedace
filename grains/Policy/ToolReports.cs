using Moltbot.GrainInterfaces.Policy;
using Moltbot.Policy.Access;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Exec.Plans;
using Moltbot.Policy.Explanations;
using Moltbot.Policy.Sandboxes;
using Moltbot.Policy.Sessions;
using Moltbot.Policy.Tools.Explanations;
using Moltbot.Policy.Tools;
using NodesTool = Moltbot.Grains.Agents.Tools.Cluster.NodesTool;
using ClusterToolCatalog = Moltbot.Grains.Agents.Tools.Cluster.ClusterToolCatalog;
using RunnerTool = Moltbot.Grains.Agents.Tools.RunnerTool;

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

    public static ToolPlace Place(AgentToolPolicy policy, PlaceRules rules, string? sessionKey)
    {
        // Only what is in a sandbox is kept from the workspace; a network has to be granted everywhere.
        bool isSandboxed = policy.IsSandboxed(sessionKey);
        string own = ToolPlace.LeaseOf(policy.AgentId);
        return new ToolPlace
        {
            IsSandboxed = isSandboxed,
            SandboxKey = isSandboxed ? policy.Sandbox.KeyOf(policy.AgentId, sessionKey ?? "") : own,
            LeaseKey = isSandboxed && policy.Sandbox.Scope == SandboxScope.Shared ? policy.Sandbox.KeyOf(policy.AgentId, "") : own,
            WorkspaceAccess = isSandboxed ? policy.Sandbox.WorkspaceAccess : "rw",
            HasNetwork = policy.Sandbox.HasNetwork,
            ExecHost = rules.ExecHost,
            Fetch = rules.Fetch,
            SearchMissing = rules.SearchMissing,
            IsMemoryOff = rules.IsMemoryOff,
            IdleMinutes = policy.Sandbox.Pruning.IdleMinutes,
            MaxAgeMinutes = policy.Sandbox.Pruning.MaxAgeMinutes,
            Limits = isSandboxed ? Limits(policy.Sandbox.Ceilings) : null,
            Variables = isSandboxed ? policy.Sandbox.Variables : null,
            ImageMissing = rules.ImageMissing,
        };
    }

    /// <summary>What a sandbox may use at most; null where the configuration says nothing.</summary>
    public static PlaceLimits? Limits(SandboxCeilings ceilings) => ceilings == new SandboxCeilings() ? null : new PlaceLimits
    {
        MemoryBytes = ceilings.MemoryBytes,
        Processes = ceilings.Processes,
        OpenFiles = ceilings.OpenFiles,
        FileBytes = ceilings.FileBytes,
        CpuSeconds = ceilings.CpuSeconds,
    };

    /// <summary>Why a tool is not there, whatever policy says of it; null when it is.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="sessionKey">The session; null for none.</param>
    /// <param name="hasRunner">Whether a runner is connected.</param>
    /// <param name="hasChannels">Whether the tenant has channels.</param>
    /// <param name="place">Where it would run.</param>
    /// <param name="execHost">What was set on the session in place of the configured one.</param>
    public static string? Missing(string tool, string? sessionKey, bool hasRunner, bool hasChannels, ToolPlace place, string? execHost) =>
        ClusterToolCatalog.Find(tool) is { } own
            ? own.IsPrivate && IsShared(sessionKey) ? NodesTool.NotHere
            : own.IsKeepers && GroupSessionKey.Parse(sessionKey ?? "") is not null ? "a group's session keeps no jobs"
            : own.IsForChats && !hasChannels ? "no channel is configured"
            : own.MissingIn(place)
        : RunnerTool.Find(tool) is null ? "nothing has it"
        : hasRunner ? RunnerTool.Missing(tool, place, execHost, readsMemory: GroupSessionKey.Parse(sessionKey ?? "") is null)
        : "no runner is connected";

    private static bool IsShared(string? sessionKey) => sessionKey == SessionKeys.Global || SessionKeys.IsSubagent(sessionKey) || GroupSessionKey.Parse(sessionKey ?? "") is not null;

    public static ToolStanding Standing(ToolExplanation explanation, string? missing) => new()
    {
        Permission = Permission(explanation.Tool, new ToolDecision(explanation.Allowed, explanation.RefusedBy)),
        Reason = (explanation.Allowed
            ? explanation.Layers.LastOrDefault(static layer => layer.Word == RuleWord.Allows)
            : explanation.Layers.FirstOrDefault(static layer => layer.Word == RuleWord.Refuses))?.Reason ?? "no rule refuses it",
        Missing = explanation.Allowed ? missing : null,
    };

    public static ToolReport Report(ToolExplanation explanation, ToolUse use, bool isSandboxed) => new()
    {
        Permission = Permission(explanation.Tool, new ToolDecision(explanation.Allowed, explanation.RefusedBy)),
        IsKnown = explanation.IsKnown,
        Use = use,
        IsSandboxed = isSandboxed,
        Lines = [.. explanation.Layers.Select(PolicyLines.Of)],
    };

    public static SandboxReport Report(SandboxExplanation explanation, bool hasRunner) => new()
    {
        IsSandboxed = explanation.IsSandboxed,
        Reason = explanation.Reason,
        SandboxKey = explanation.SandboxKey,
        Settings = [.. explanation.Settings.Select(static each => new SandboxSettingReport { Name = each.Name, Value = each.Value, Key = each.Key })],
        Sees = [.. explanation.Sees.Select(static each => new SandboxFolderReport { Path = each.Path, What = each.What, IsWritable = each.IsWritable })],
        Allow = explanation.Allow,
        Deny = explanation.Deny,
        HasRunner = hasRunner,
    };
}
