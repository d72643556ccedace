using System.Collections.Frozen;
using System.Text;
using System.Text.Json;

namespace Moltbot.Protocol.Methods;

/// <content>The lists of names.</content>
public static partial class MethodNames
{
    /// <summary>What <c>hello-ok</c> advertises, in the original's order.</summary>
    public static IReadOnlyList<string> Advertised { get; } =
    [
        Health,
        LogsTail,
        ChannelsStatus,
        ChannelsLogout,
        Status,
        UsageStatus,
        UsageCost,
        TtsStatus,
        TtsProviders,
        TtsEnable,
        TtsDisable,
        TtsConvert,
        TtsSetProvider,
        ConfigGet,
        ConfigSet,
        ConfigApply,
        ConfigPatch,
        ConfigSchema,
        ExecApprovalsGet,
        ExecApprovalsSet,
        ExecApprovalsNodeGet,
        ExecApprovalsNodeSet,
        ExecApprovalRequest,
        ExecApprovalResolve,
        WizardStart,
        WizardNext,
        WizardCancel,
        WizardStatus,
        TalkMode,
        ModelsList,
        AgentsList,
        SkillsStatus,
        SkillsBins,
        SkillsInstall,
        SkillsUpdate,
        UpdateRun,
        VoicewakeGet,
        VoicewakeSet,
        SessionsList,
        SessionsPreview,
        SessionsPatch,
        SessionsReset,
        SessionsDelete,
        SessionsCompact,
        LastHeartbeat,
        SetHeartbeats,
        Wake,
        NodePairRequest,
        NodePairList,
        NodePairApprove,
        NodePairReject,
        NodePairVerify,
        DevicePairList,
        DevicePairApprove,
        DevicePairReject,
        DeviceTokenRotate,
        DeviceTokenRevoke,
        NodeRename,
        NodeList,
        NodeDescribe,
        NodeInvoke,
        NodeInvokeResult,
        NodeEvent,
        CronList,
        CronStatus,
        CronAdd,
        CronUpdate,
        CronRemove,
        CronRun,
        CronRuns,
        SystemPresence,
        SystemEvent,
        Send,
        Agent,
        AgentIdentityGet,
        AgentWait,
        BrowserRequest,
        ChatHistory,
        ChatAbort,
        ChatSend,
    ];

    /// <summary>Known but not advertised.</summary>
    public static IReadOnlyList<string> Unadvertised { get; } =
    [
        Connect,
        Poll,
        SessionsResolve,
        ChatInject,
        WebLoginStart,
        WebLoginWait,
    ];

    private static readonly FrozenDictionary<string, string> Known =
        Advertised.Concat(Unadvertised).ToFrozenDictionary(name => name, name => name, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> KnownBySpan =
        Known.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether the protocol knows a method of this name; whether it is served is another question.</summary>
    public static bool IsKnown(string name) => Known.ContainsKey(name);

    /// <summary>The name at the reader, without a new string for known ones.</summary>
    internal static string Intern(ref Utf8JsonReader reader)
    {
        const int longestKnown = 32;
        var written = reader.ValueSpan;
        if (reader.ValueIsEscaped || written.Length > longestKnown)
        {
            return reader.GetString()!;
        }

        Span<char> chars = stackalloc char[longestKnown];
        var name = chars[..Encoding.UTF8.GetChars(written, chars)];
        return KnownBySpan.TryGetValue(name, out var known) ? known : name.ToString();
    }
}
