using System.Collections.Frozen;

namespace Moltbot.Policy.Scopes;

/// <summary>One row a method: what a caller needs (protocol.md §4). A method without a row needs <c>operator.admin</c>.</summary>
/// <remarks><c>method-scopes.txt</c> beside this file is the reviewed baseline; a test compares the two.</remarks>
public static class MethodTable
{
    private static readonly FrozenDictionary<string, MethodNeed> Rows = Build();

    /// <summary>All rows, in no particular order.</summary>
    public static IReadOnlyDictionary<string, MethodNeed> All => Rows;

    /// <summary>Whether the method exists here, served or answered with <c>UNAVAILABLE</c>.</summary>
    public static bool IsKnown(string method) => Rows.ContainsKey(method);

    /// <summary>What the method needs; for a method without a row, the most there is.</summary>
    public static MethodNeed NeedOf(string method) => Rows.GetValueOrDefault(method, MethodNeed.Admin);

    private static FrozenDictionary<string, MethodNeed> Build()
    {
        var rows = new Dictionary<string, MethodNeed>(StringComparer.Ordinal);
        Add(rows, MethodNeed.NodeRole,
            GatewayMethods.SkillsBins, GatewayMethods.NodeInvokeResult, GatewayMethods.NodeEvent);
        Add(rows, MethodNeed.Approvals,
            GatewayMethods.ExecApprovalRequest, GatewayMethods.ExecApprovalResolve);
        Add(rows, MethodNeed.Pairing,
            GatewayMethods.NodePairRequest, GatewayMethods.NodePairList, GatewayMethods.NodePairApprove,
            GatewayMethods.NodePairReject, GatewayMethods.NodePairVerify, GatewayMethods.DevicePairList,
            GatewayMethods.DevicePairApprove, GatewayMethods.DevicePairReject, GatewayMethods.DeviceTokenRotate,
            GatewayMethods.DeviceTokenRevoke, GatewayMethods.NodeRename, GatewayMethods.MoltbotPairingList,
            GatewayMethods.MoltbotPairingApprove, GatewayMethods.MoltbotPairingRevoke, GatewayMethods.MoltbotSetupCreate,
            GatewayMethods.MoltbotSetupRevoke);
        Add(rows, MethodNeed.Read,
            GatewayMethods.Health, GatewayMethods.LogsTail, GatewayMethods.ChannelsStatus, GatewayMethods.Status,
            GatewayMethods.UsageStatus, GatewayMethods.UsageCost, GatewayMethods.TtsStatus,
            GatewayMethods.TtsProviders, GatewayMethods.ModelsList, GatewayMethods.AgentsList,
            GatewayMethods.SkillsStatus, GatewayMethods.VoicewakeGet, GatewayMethods.SessionsList,
            GatewayMethods.SessionsPreview, GatewayMethods.LastHeartbeat, GatewayMethods.NodeList,
            GatewayMethods.NodeDescribe, GatewayMethods.CronList, GatewayMethods.CronStatus, GatewayMethods.CronRuns,
            GatewayMethods.SystemPresence, GatewayMethods.AgentIdentityGet, GatewayMethods.ChatHistory,
            GatewayMethods.MoltbotPolicyExplain, GatewayMethods.MoltbotPolicyTools, GatewayMethods.MoltbotPolicyAdmission, GatewayMethods.MoltbotSkillsList,
            GatewayMethods.MoltbotSkillsInfo, GatewayMethods.MoltbotTasksList, GatewayMethods.MoltbotTasksGet, GatewayMethods.MoltbotTasksStats,
            GatewayMethods.MoltbotSandboxList, GatewayMethods.MoltbotSandboxExplain);
        Add(rows, MethodNeed.Write,
            GatewayMethods.TtsEnable, GatewayMethods.TtsDisable, GatewayMethods.TtsConvert,
            GatewayMethods.TtsSetProvider, GatewayMethods.TalkMode, GatewayMethods.VoicewakeSet, GatewayMethods.Wake,
            GatewayMethods.NodeInvoke, GatewayMethods.Send, GatewayMethods.Agent, GatewayMethods.AgentWait,
            GatewayMethods.BrowserRequest, GatewayMethods.ChatAbort, GatewayMethods.ChatSend);
        Add(rows, MethodNeed.Admin,
            GatewayMethods.ChannelsLogout, GatewayMethods.ConfigGet, GatewayMethods.ConfigSet,
            GatewayMethods.ConfigApply, GatewayMethods.ConfigPatch, GatewayMethods.ConfigSchema,
            GatewayMethods.ExecApprovalsGet, GatewayMethods.ExecApprovalsSet, GatewayMethods.ExecApprovalsNodeGet,
            GatewayMethods.ExecApprovalsNodeSet, GatewayMethods.WizardStart, GatewayMethods.WizardNext,
            GatewayMethods.WizardCancel, GatewayMethods.WizardStatus, GatewayMethods.SkillsInstall,
            GatewayMethods.SkillsUpdate, GatewayMethods.UpdateRun, GatewayMethods.SessionsPatch,
            GatewayMethods.SessionsReset, GatewayMethods.SessionsDelete, GatewayMethods.SessionsCompact,
            GatewayMethods.SetHeartbeats, GatewayMethods.CronAdd, GatewayMethods.CronUpdate,
            GatewayMethods.CronRemove, GatewayMethods.CronRun, GatewayMethods.SystemEvent, GatewayMethods.Connect,
            GatewayMethods.Poll, GatewayMethods.SessionsResolve, GatewayMethods.ChatInject,
            GatewayMethods.WebLoginStart, GatewayMethods.WebLoginWait, GatewayMethods.MoltbotAuditTail,
            GatewayMethods.MoltbotAuditVerify, GatewayMethods.MoltbotSkillsInstall, GatewayMethods.MoltbotSkillsApprove,
            GatewayMethods.MoltbotSkillsDisable, GatewayMethods.MoltbotSkillsRemove, GatewayMethods.MoltbotTasksAdd,
            GatewayMethods.MoltbotTasksCancel, GatewayMethods.MoltbotTasksRetry, GatewayMethods.MoltbotSandboxRecreate);
        Add(rows, MethodNeed.Tenants,
            GatewayMethods.MoltbotTenantsList, GatewayMethods.MoltbotTenantsCreate, GatewayMethods.MoltbotTenantsRotateToken,
            GatewayMethods.MoltbotTenantsSuspend, GatewayMethods.MoltbotTenantsResume, GatewayMethods.MoltbotTenantsDelete);
        return rows.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static void Add(Dictionary<string, MethodNeed> rows, MethodNeed need, params ReadOnlySpan<string> methods)
    {
        foreach (var method in methods)
        {
            rows.Add(method, need);
        }
    }
}
