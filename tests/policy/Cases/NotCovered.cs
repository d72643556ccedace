namespace Moltbot.Policy.Tests.Cases;

/// <summary>The functions of the case files that this project does not answer: they belong to other projects or to work still to come.</summary>
internal static class NotCovered
{
    internal static readonly Dictionary<string, string[]> Functions = new(StringComparer.Ordinal)
    {
        ["channel_config_match"] =
        [
            "buildChannelKeyCandidates", "discord.isDiscordGroupAllowedByPolicy", "discord.resolveDiscordChannelConfig",
            "discord.resolveDiscordChannelConfigWithFallback", "discord.resolveDiscordGuildEntry",
            "discord.resolveDiscordShouldRequireMention", "discord.shouldEmitDiscordReactionNotification",
            "resolveChannelEntryMatchWithFallback", "resolveNestedAllowlistDecision", "slack.resolveSlackChannelConfig",
        ],
        ["command_gating"] =
        [
            "resolveElevatedPermissions",
        ],
        ["commands"] =
        [
            "approve decision aliases", "handleApproveCommand", "listThinkingLevels", "parseConfigCommand",
            "parseDebugCommand",
        ],
        ["from_tests_auto_reply"] =
        [
            "buildCommandText", "buildCommandTextFromArgs", "extractExecDirective", "extractModelDirective",
            "hasLineDirectives", "normalizeReplyPayload", "parseConfigCommand", "parseDebugCommand",
            "parseLineDirectives", "resolveCommandArgMenu", "resolveMemoryFlushContextWindowTokens",
            "resolveMemoryFlushSettings", "serializeCommandArgs", "shouldRunMemoryFlush",
        ],
        ["from_tests_channels"] =
        [
            "buildMessagingTarget", "chunkDiscordText", "chunkDiscordTextWithMode", "ensureTargetId", "expandTextLinks",
            "formatIMessageChatTarget", "formatLocationText", "looksLikeSignalTargetId", "markdownToSignalText",
            "markdownToSlackMrkdwn", "markdownToTelegramHtml", "normalizeChatChannelId", "normalizeForwardedContext",
            "normalizeIMessageMessagingTarget", "normalizeSignalMessagingTarget", "parseDiscordTarget",
            "parseSlackTarget", "requireTargetKind", "resolveChannelEntryMatch", "resolveChannelEntryMatchWithFallback",
            "resolveConversationLabel", "resolveDiscordAutoThreadContext", "resolveDiscordChannelId",
            "resolveNestedAllowlistDecision", "resolveSlackChannelConfig", "resolveSlackChannelId",
            "resolveSlackThreadContext", "resolveSlackThreadTargets", "shouldAckReactionForWhatsApp",
            "toLocationContext", "validateSenderIdentity",
        ],
        ["from_tests_infra_utils"] =
        [
            "applyCrossContextDecoration", "buildOutboundDeliveryJson", "buildOutboundResultEnvelope",
            "deliveryContextFromSession", "enforceCrossContextPolicy", "estimateUsageCost", "formatGatewaySummary",
            "formatOutboundDeliverySummary", "formatOutboundPayloadLog", "formatTokenCount", "formatUsd",
            "isBlockedHostname", "isHeartbeatEnabledForAgent", "isPrivateIpAddress", "normalizeOutboundPayloads",
            "normalizeOutboundPayloadsForJson", "normalizePath", "normalizeReplyPayloadsForDelivery",
            "normalizeSessionDeliveryFields", "parseBooleanValue", "resolveGatewayMessageChannel",
            "resolveHeartbeatIntervalMs", "resolveHeartbeatPrompt", "resolveHeartbeatVisibility",
            "resolveModelCostConfig", "resolveOutboundTarget", "resolveRetryConfig", "resolveSessionDeliveryTarget",
            "toWhatsappJid", "withWhatsAppPrefix",
        ],
        ["from_tests_sessions_routing"] =
        [
            "resolveMirroredTranscriptText",
        ],
        ["gateway_misc"] =
        [
            "dedupe cache sequence", "resolveRetryConfig",
        ],
        ["group_policy"] =
        [
            "discord.resolveDiscordGroupRequireMention", "slack.resolveSlackGroupRequireMention",
        ],
        ["pairing"] =
        [
            "store file name",
        ],
        ["seed_rules"] =
        [
            "approvalMode", "approvalTimeout", "doctor", "encryptAtRest", "monitorAlert", "permission", "sandboxMode",
            "sandboxMounts", "sandboxPrune", "sandboxWriteTools", "secureErase", "taskQueue", "tlsMinimum", "toolGlob",
            "toolPolicy", "toolPolicyLayers", "yamlSkill",
        ],
        ["targets_delivery"] =
        [
            "agentToAgentPolicy.isAllowed", "enforceCrossContextPolicy", "identity derived messages",
            "isHeartbeatEnabledForAgent", "normalizeWhatsAppTarget", "parseDiscordTarget", "parseSlackTarget",
            "resolveHeartbeatIntervalMs", "resolveHeartbeatVisibility", "resolveSessionDeliveryTarget",
            "session reference kind", "shouldAckReactionForWhatsApp", "splitMediaFromOutput", "system event queue",
            "system event without session",
        ],
    };
}
