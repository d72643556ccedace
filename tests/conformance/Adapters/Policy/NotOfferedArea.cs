namespace Moltbot.Conformance.Adapters.Policy;

/// <summary>What the cases ask of parts that there are none of here, each with the reason: nobody would ask our answer.</summary>
public sealed class NotOfferedArea : ICaseArea
{
    private static readonly (string Reason, string[] Functions)[] Parts =
    [
        (
            "Slack is not connected, so nothing asks which of its channels count, where to answer or how to write there.",
            [
                "slack.resolveSlackChannelConfig", "resolveSlackChannelConfig", "slack.resolveSlackGroupRequireMention", "markdownToSlackMrkdwn",
                "resolveSlackThreadTargets", "resolveSlackThreadContext",
            ]),
        (
            "Signal is not connected, so nothing asks whom a target means or how to write there.",
            ["markdownToSignalText", "looksLikeSignalTargetId", "normalizeSignalMessagingTarget"]),
        (
            "iMessage is not connected, so nothing asks whom a target means.",
            ["normalizeIMessageMessagingTarget", "formatIMessageChatTarget"]),
        (
            "LINE is not connected, so no reply is looked at for its cards, buttons and quick replies, and none consists of them alone.",
            ["hasLineDirectives", "parseLineDirectives", "normalizeReplyPayload"]),
        (
            "A conversation has one window, its model's and at most agents.defaults.contextTokens: none is found anew for the memory that is written before a summary.",
            ["resolveMemoryFlushContextWindowTokens"]),
        (
            "What a sandbox is no document says: the runner's operator does (namespaces, or a container of one image). Of a container's options its network, memory, processes, five limits and harmless variables count.",
            ["buildSandboxCreateArgs", "resolveSandboxDockerConfig"]),
        ("There is no browser in a sandbox.", ["resolveSandboxBrowserConfig"]),
        (
            "A sandbox that may write to its agent's workspace works in it, as the original does: the seed's second folder would be the same one.",
            ["sandboxMounts"]),
        (
            "A sandbox's folder goes by the whole SHA-256 of tenant and key: somebody who chooses keys could make two that agree in eight digits.",
            ["slugifySessionKey"]),
        ("Whose sandbox it is is told beside its key, not read out of it.", ["resolveSandboxAgentId"]),
        ("A node's part: none of ours is built.", ["buildNodeInvokeResultParams"]),
        ("The bot makes no threads of its own, so none takes a session's place.", ["resolveDiscordAutoThreadContext"]),
        (
            "Where a message was forwarded from is not read: what it says is its sender's word, and the name of a hidden author is anybody's.",
            ["normalizeForwardedContext"]),
        (
            "A place is looked up by its id, then by its names, and the first entry counts: no list of keys is made.",
            ["buildChannelKeyCandidates"]),
        (
            "There are no roles of one's own making: a client has the scopes it was granted, a person in a chat what the lists say. A document with a map of roles is refused, so nobody believes it to hold.",
            ["permission"]),
        (
            "No file with what people said is there to be overwritten: it lies sealed in rows of the database, unreadable without its tenant's key. On most disks overwriting keeps the old bytes.",
            ["secureErase"]),
        (
            "A model is shown every chat with its id, and a group by its id alone: names are their owners' to choose.",
            ["resolveConversationLabel"]),
        ("A place is told to a model in words; there are no templates that would name its parts.", ["toLocationContext"]),
        ("No plugins are loaded, so nothing asks which of them are on.", ["resolveEnableState", "resolveMemorySlotDecision"]),
        ("What a target may look like is a rule of its platform, not a pattern that a caller brings.", ["ensureTargetId"]),
    ];

    public IEnumerable<CaseFunction> Functions => Parts.SelectMany(static part => part.Functions.Select(name => new CaseFunction(name, _ => throw new NotSupportedException(part.Reason))));

    public IEnumerable<Difference> Differences => Parts.SelectMany(static part => part.Functions.Select(name => new Difference(name, static _ => true, part.Reason)));
}
