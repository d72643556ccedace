namespace Moltbot.Policy.Scopes;

/// <summary>Names of the gateway's methods, and which of them <c>hello-ok</c> lists (protocol.md §5).</summary>
public static class GatewayMethods
{
    public const string Health = "health";
    public const string LogsTail = "logs.tail";
    public const string ChannelsStatus = "channels.status";
    public const string ChannelsLogout = "channels.logout";
    public const string Status = "status";
    public const string UsageStatus = "usage.status";
    public const string UsageCost = "usage.cost";
    public const string TtsStatus = "tts.status";
    public const string TtsProviders = "tts.providers";
    public const string TtsEnable = "tts.enable";
    public const string TtsDisable = "tts.disable";
    public const string TtsConvert = "tts.convert";
    public const string TtsSetProvider = "tts.setProvider";
    public const string ConfigGet = "config.get";
    public const string ConfigSet = "config.set";
    public const string ConfigApply = "config.apply";
    public const string ConfigPatch = "config.patch";
    public const string ConfigSchema = "config.schema";
    public const string ExecApprovalsGet = "exec.approvals.get";
    public const string ExecApprovalsSet = "exec.approvals.set";
    public const string ExecApprovalsNodeGet = "exec.approvals.node.get";
    public const string ExecApprovalsNodeSet = "exec.approvals.node.set";
    public const string ExecApprovalRequest = "exec.approval.request";
    public const string ExecApprovalResolve = "exec.approval.resolve";
    public const string WizardStart = "wizard.start";
    public const string WizardNext = "wizard.next";
    public const string WizardCancel = "wizard.cancel";
    public const string WizardStatus = "wizard.status";
    public const string TalkMode = "talk.mode";
    public const string ModelsList = "models.list";
    public const string AgentsList = "agents.list";
    public const string SkillsStatus = "skills.status";
    public const string SkillsBins = "skills.bins";
    public const string SkillsInstall = "skills.install";
    public const string SkillsUpdate = "skills.update";
    public const string UpdateRun = "update.run";
    public const string VoicewakeGet = "voicewake.get";
    public const string VoicewakeSet = "voicewake.set";
    public const string SessionsList = "sessions.list";
    public const string SessionsPreview = "sessions.preview";
    public const string SessionsPatch = "sessions.patch";
    public const string SessionsReset = "sessions.reset";
    public const string SessionsDelete = "sessions.delete";
    public const string SessionsCompact = "sessions.compact";
    public const string LastHeartbeat = "last-heartbeat";
    public const string SetHeartbeats = "set-heartbeats";
    public const string Wake = "wake";
    public const string NodePairRequest = "node.pair.request";
    public const string NodePairList = "node.pair.list";
    public const string NodePairApprove = "node.pair.approve";
    public const string NodePairReject = "node.pair.reject";
    public const string NodePairVerify = "node.pair.verify";
    public const string DevicePairList = "device.pair.list";
    public const string DevicePairApprove = "device.pair.approve";
    public const string DevicePairReject = "device.pair.reject";
    public const string DeviceTokenRotate = "device.token.rotate";
    public const string DeviceTokenRevoke = "device.token.revoke";
    public const string NodeRename = "node.rename";
    public const string NodeList = "node.list";
    public const string NodeDescribe = "node.describe";
    public const string NodeInvoke = "node.invoke";
    public const string NodeInvokeResult = "node.invoke.result";
    public const string NodeEvent = "node.event";
    public const string CronList = "cron.list";
    public const string CronStatus = "cron.status";
    public const string CronAdd = "cron.add";
    public const string CronUpdate = "cron.update";
    public const string CronRemove = "cron.remove";
    public const string CronRun = "cron.run";
    public const string CronRuns = "cron.runs";
    public const string SystemPresence = "system-presence";
    public const string SystemEvent = "system-event";
    public const string Send = "send";
    public const string Agent = "agent";
    public const string AgentIdentityGet = "agent.identity.get";
    public const string AgentWait = "agent.wait";
    public const string BrowserRequest = "browser.request";
    public const string ChatHistory = "chat.history";
    public const string ChatAbort = "chat.abort";
    public const string ChatSend = "chat.send";
    public const string Connect = "connect";
    public const string Poll = "poll";
    public const string SessionsResolve = "sessions.resolve";
    public const string ChatInject = "chat.inject";
    public const string WebLoginStart = "web.login.start";
    public const string WebLoginWait = "web.login.wait";
    public const string MoltbotPairingList = "moltbot.pairing.list";
    public const string MoltbotPairingApprove = "moltbot.pairing.approve";
    public const string MoltbotPairingRevoke = "moltbot.pairing.revoke";
    public const string MoltbotSetupCreate = "moltbot.setup.create";
    public const string MoltbotSetupRevoke = "moltbot.setup.revoke";
    public const string MoltbotAuditTail = "moltbot.audit.tail";
    public const string MoltbotAuditVerify = "moltbot.audit.verify";
    public const string MoltbotTenantsList = "moltbot.tenants.list";
    public const string MoltbotTenantsCreate = "moltbot.tenants.create";
    public const string MoltbotTenantsRotateToken = "moltbot.tenants.rotate-token";
    public const string MoltbotTenantsSuspend = "moltbot.tenants.suspend";
    public const string MoltbotTenantsResume = "moltbot.tenants.resume";
    public const string MoltbotTenantsDelete = "moltbot.tenants.delete";
    public const string MoltbotPolicyExplain = "moltbot.policy.explain";
    public const string MoltbotPolicyTools = "moltbot.policy.tools";
    public const string MoltbotPolicyAdmission = "moltbot.policy.admission";
    public const string MoltbotSandboxList = "moltbot.sandbox.list";
    public const string MoltbotSandboxExplain = "moltbot.sandbox.explain";
    public const string MoltbotSandboxRecreate = "moltbot.sandbox.recreate";
    public const string MoltbotSkillsList = "moltbot.skills.list";
    public const string MoltbotSkillsInfo = "moltbot.skills.info";
    public const string MoltbotSkillsInstall = "moltbot.skills.install";
    public const string MoltbotSkillsApprove = "moltbot.skills.approve";
    public const string MoltbotSkillsDisable = "moltbot.skills.disable";
    public const string MoltbotSkillsRemove = "moltbot.skills.remove";
    public const string MoltbotTasksAdd = "moltbot.tasks.add";
    public const string MoltbotTasksList = "moltbot.tasks.list";
    public const string MoltbotTasksGet = "moltbot.tasks.get";
    public const string MoltbotTasksCancel = "moltbot.tasks.cancel";
    public const string MoltbotTasksRetry = "moltbot.tasks.retry";
    public const string MoltbotTasksStats = "moltbot.tasks.stats";

    /// <summary>Prefix of our own methods; none of them is advertised, so that original clients see the list they know.</summary>
    public const string OwnPrefix = "moltbot.";

    /// <summary>The 80 methods of <c>features.methods</c>, in the original's order: its control UI hides panels by this list.</summary>
    public static IReadOnlyList<string> Advertised { get; } =
    [
        Health, LogsTail, ChannelsStatus, ChannelsLogout, Status, UsageStatus, UsageCost, TtsStatus, TtsProviders,
        TtsEnable, TtsDisable, TtsConvert, TtsSetProvider, ConfigGet, ConfigSet, ConfigApply, ConfigPatch,
        ConfigSchema, ExecApprovalsGet, ExecApprovalsSet, ExecApprovalsNodeGet, ExecApprovalsNodeSet,
        ExecApprovalRequest, ExecApprovalResolve, WizardStart, WizardNext, WizardCancel, WizardStatus, TalkMode,
        ModelsList, AgentsList, SkillsStatus, SkillsBins, SkillsInstall, SkillsUpdate, UpdateRun, VoicewakeGet,
        VoicewakeSet, SessionsList, SessionsPreview, SessionsPatch, SessionsReset, SessionsDelete, SessionsCompact,
        LastHeartbeat, SetHeartbeats, Wake, NodePairRequest, NodePairList, NodePairApprove, NodePairReject,
        NodePairVerify, DevicePairList, DevicePairApprove, DevicePairReject, DeviceTokenRotate, DeviceTokenRevoke,
        NodeRename, NodeList, NodeDescribe, NodeInvoke, NodeInvokeResult, NodeEvent, CronList, CronStatus, CronAdd,
        CronUpdate, CronRemove, CronRun, CronRuns, SystemPresence, SystemEvent, Send, Agent, AgentIdentityGet,
        AgentWait, BrowserRequest, ChatHistory, ChatAbort, ChatSend,
    ];

    /// <summary>Served, known to the original, and not advertised; the last two are advertised where a channel offers a web login.</summary>
    public static IReadOnlyList<string> Unadvertised { get; } =
    [
        Connect, Poll, SessionsResolve, ChatInject, WebLoginStart, WebLoginWait,
    ];

    /// <summary>Our own methods.</summary>
    public static IReadOnlyList<string> Own { get; } =
    [
        MoltbotPairingList, MoltbotPairingApprove, MoltbotPairingRevoke, MoltbotSetupCreate, MoltbotSetupRevoke, MoltbotAuditTail, MoltbotAuditVerify, MoltbotTenantsList,
        MoltbotTenantsCreate, MoltbotTenantsRotateToken, MoltbotTenantsSuspend, MoltbotTenantsResume, MoltbotTenantsDelete,
        MoltbotPolicyExplain, MoltbotPolicyTools, MoltbotPolicyAdmission, MoltbotSkillsList, MoltbotSkillsInfo, MoltbotSkillsInstall, MoltbotSkillsApprove,
        MoltbotSkillsDisable, MoltbotSkillsRemove, MoltbotTasksAdd, MoltbotTasksList, MoltbotTasksGet, MoltbotTasksCancel, MoltbotTasksRetry, MoltbotTasksStats,
        MoltbotSandboxList, MoltbotSandboxExplain, MoltbotSandboxRecreate,
    ];
}
