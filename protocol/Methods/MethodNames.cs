namespace Moltbot.Protocol.Methods;

/// <summary>Names of all methods of protocol 3 (section 5).</summary>
public static partial class MethodNames
{
    /// <summary><c>health</c>.</summary>
    public const string Health = "health";

    /// <summary><c>logs.tail</c>.</summary>
    public const string LogsTail = "logs.tail";

    /// <summary><c>channels.status</c>.</summary>
    public const string ChannelsStatus = "channels.status";

    /// <summary><c>channels.logout</c>.</summary>
    public const string ChannelsLogout = "channels.logout";

    /// <summary><c>status</c>.</summary>
    public const string Status = "status";

    /// <summary><c>usage.status</c>.</summary>
    public const string UsageStatus = "usage.status";

    /// <summary><c>usage.cost</c>.</summary>
    public const string UsageCost = "usage.cost";

    /// <summary><c>tts.status</c>.</summary>
    public const string TtsStatus = "tts.status";

    /// <summary><c>tts.providers</c>.</summary>
    public const string TtsProviders = "tts.providers";

    /// <summary><c>tts.enable</c>.</summary>
    public const string TtsEnable = "tts.enable";

    /// <summary><c>tts.disable</c>.</summary>
    public const string TtsDisable = "tts.disable";

    /// <summary><c>tts.convert</c>.</summary>
    public const string TtsConvert = "tts.convert";

    /// <summary><c>tts.setProvider</c>.</summary>
    public const string TtsSetProvider = "tts.setProvider";

    /// <summary><c>config.get</c>.</summary>
    public const string ConfigGet = "config.get";

    /// <summary><c>config.set</c>.</summary>
    public const string ConfigSet = "config.set";

    /// <summary><c>config.apply</c>.</summary>
    public const string ConfigApply = "config.apply";

    /// <summary><c>config.patch</c>.</summary>
    public const string ConfigPatch = "config.patch";

    /// <summary><c>config.schema</c>.</summary>
    public const string ConfigSchema = "config.schema";

    /// <summary><c>exec.approvals.get</c>.</summary>
    public const string ExecApprovalsGet = "exec.approvals.get";

    /// <summary><c>exec.approvals.set</c>.</summary>
    public const string ExecApprovalsSet = "exec.approvals.set";

    /// <summary><c>exec.approvals.node.get</c>.</summary>
    public const string ExecApprovalsNodeGet = "exec.approvals.node.get";

    /// <summary><c>exec.approvals.node.set</c>.</summary>
    public const string ExecApprovalsNodeSet = "exec.approvals.node.set";

    /// <summary><c>exec.approval.request</c>.</summary>
    public const string ExecApprovalRequest = "exec.approval.request";

    /// <summary><c>exec.approval.resolve</c>.</summary>
    public const string ExecApprovalResolve = "exec.approval.resolve";

    /// <summary><c>wizard.start</c>.</summary>
    public const string WizardStart = "wizard.start";

    /// <summary><c>wizard.next</c>.</summary>
    public const string WizardNext = "wizard.next";

    /// <summary><c>wizard.cancel</c>.</summary>
    public const string WizardCancel = "wizard.cancel";

    /// <summary><c>wizard.status</c>.</summary>
    public const string WizardStatus = "wizard.status";

    /// <summary><c>talk.mode</c>.</summary>
    public const string TalkMode = "talk.mode";

    /// <summary><c>models.list</c>.</summary>
    public const string ModelsList = "models.list";

    /// <summary><c>agents.list</c>.</summary>
    public const string AgentsList = "agents.list";

    /// <summary><c>skills.status</c>.</summary>
    public const string SkillsStatus = "skills.status";

    /// <summary><c>skills.bins</c>.</summary>
    public const string SkillsBins = "skills.bins";

    /// <summary><c>skills.install</c>.</summary>
    public const string SkillsInstall = "skills.install";

    /// <summary><c>skills.update</c>.</summary>
    public const string SkillsUpdate = "skills.update";

    /// <summary><c>update.run</c>.</summary>
    public const string UpdateRun = "update.run";

    /// <summary><c>voicewake.get</c>.</summary>
    public const string VoicewakeGet = "voicewake.get";

    /// <summary><c>voicewake.set</c>.</summary>
    public const string VoicewakeSet = "voicewake.set";

    /// <summary><c>sessions.list</c>.</summary>
    public const string SessionsList = "sessions.list";

    /// <summary><c>sessions.preview</c>.</summary>
    public const string SessionsPreview = "sessions.preview";

    /// <summary><c>sessions.patch</c>.</summary>
    public const string SessionsPatch = "sessions.patch";

    /// <summary><c>sessions.reset</c>.</summary>
    public const string SessionsReset = "sessions.reset";

    /// <summary><c>sessions.delete</c>.</summary>
    public const string SessionsDelete = "sessions.delete";

    /// <summary><c>sessions.compact</c>.</summary>
    public const string SessionsCompact = "sessions.compact";

    /// <summary><c>last-heartbeat</c>.</summary>
    public const string LastHeartbeat = "last-heartbeat";

    /// <summary><c>set-heartbeats</c>.</summary>
    public const string SetHeartbeats = "set-heartbeats";

    /// <summary><c>wake</c>.</summary>
    public const string Wake = "wake";

    /// <summary><c>node.pair.request</c>.</summary>
    public const string NodePairRequest = "node.pair.request";

    /// <summary><c>node.pair.list</c>.</summary>
    public const string NodePairList = "node.pair.list";

    /// <summary><c>node.pair.approve</c>.</summary>
    public const string NodePairApprove = "node.pair.approve";

    /// <summary><c>node.pair.reject</c>.</summary>
    public const string NodePairReject = "node.pair.reject";

    /// <summary><c>node.pair.verify</c>.</summary>
    public const string NodePairVerify = "node.pair.verify";

    /// <summary><c>device.pair.list</c>.</summary>
    public const string DevicePairList = "device.pair.list";

    /// <summary><c>device.pair.approve</c>.</summary>
    public const string DevicePairApprove = "device.pair.approve";

    /// <summary><c>device.pair.reject</c>.</summary>
    public const string DevicePairReject = "device.pair.reject";

    /// <summary><c>device.token.rotate</c>.</summary>
    public const string DeviceTokenRotate = "device.token.rotate";

    /// <summary><c>device.token.revoke</c>.</summary>
    public const string DeviceTokenRevoke = "device.token.revoke";

    /// <summary><c>node.rename</c>.</summary>
    public const string NodeRename = "node.rename";

    /// <summary><c>node.list</c>.</summary>
    public const string NodeList = "node.list";

    /// <summary><c>node.describe</c>.</summary>
    public const string NodeDescribe = "node.describe";

    /// <summary><c>node.invoke</c>.</summary>
    public const string NodeInvoke = "node.invoke";

    /// <summary><c>node.invoke.result</c>.</summary>
    public const string NodeInvokeResult = "node.invoke.result";

    /// <summary><c>node.event</c>.</summary>
    public const string NodeEvent = "node.event";

    /// <summary><c>cron.list</c>.</summary>
    public const string CronList = "cron.list";

    /// <summary><c>cron.status</c>.</summary>
    public const string CronStatus = "cron.status";

    /// <summary><c>cron.add</c>.</summary>
    public const string CronAdd = "cron.add";

    /// <summary><c>cron.update</c>.</summary>
    public const string CronUpdate = "cron.update";

    /// <summary><c>cron.remove</c>.</summary>
    public const string CronRemove = "cron.remove";

    /// <summary><c>cron.run</c>.</summary>
    public const string CronRun = "cron.run";

    /// <summary><c>cron.runs</c>.</summary>
    public const string CronRuns = "cron.runs";

    /// <summary><c>system-presence</c>.</summary>
    public const string SystemPresence = "system-presence";

    /// <summary><c>system-event</c>.</summary>
    public const string SystemEvent = "system-event";

    /// <summary><c>send</c>.</summary>
    public const string Send = "send";

    /// <summary><c>agent</c>.</summary>
    public const string Agent = "agent";

    /// <summary><c>agent.identity.get</c>.</summary>
    public const string AgentIdentityGet = "agent.identity.get";

    /// <summary><c>agent.wait</c>.</summary>
    public const string AgentWait = "agent.wait";

    /// <summary><c>browser.request</c>.</summary>
    public const string BrowserRequest = "browser.request";

    /// <summary><c>chat.history</c>.</summary>
    public const string ChatHistory = "chat.history";

    /// <summary><c>chat.abort</c>.</summary>
    public const string ChatAbort = "chat.abort";

    /// <summary><c>chat.send</c>.</summary>
    public const string ChatSend = "chat.send";

    /// <summary><c>connect</c>.</summary>
    public const string Connect = "connect";

    /// <summary><c>poll</c>.</summary>
    public const string Poll = "poll";

    /// <summary><c>sessions.resolve</c>.</summary>
    public const string SessionsResolve = "sessions.resolve";

    /// <summary><c>chat.inject</c>.</summary>
    public const string ChatInject = "chat.inject";

    /// <summary><c>web.login.start</c>.</summary>
    public const string WebLoginStart = "web.login.start";

    /// <summary><c>web.login.wait</c>.</summary>
    public const string WebLoginWait = "web.login.wait";
}
