namespace Moltbot.Policy.Tests.Cases;

/// <summary>The functions of the case files that this project does not answer: they belong to other projects or to work still to come.</summary>
internal static class NotCovered
{
    internal static readonly Dictionary<string, string[]> Functions = new(StringComparer.Ordinal)
    {
        ["from_tests_channels"] = ["expandTextLinks", "markdownToTelegramHtml"],
        ["from_tests_infra_utils"] =
        [
            "applyCrossContextDecoration", "buildOutboundDeliveryJson", "buildOutboundResultEnvelope", "estimateUsageCost", "formatGatewaySummary",
            "formatOutboundDeliverySummary", "formatOutboundPayloadLog", "formatTokenCount", "formatUsd",
            "normalizeOutboundPayloads",
            "normalizeOutboundPayloadsForJson", "normalizePath", "parseBooleanValue",
            "resolveModelCostConfig", "resolveRetryConfig", "withWhatsAppPrefix",
        ],
        ["from_tests_agents_models"] =
        [
            "coerceToFailoverError", "describeFailoverError", "resolveFailoverReasonFromError",
        ],
        ["models_auth"] =
        [
            "calculateAuthProfileCooldownMs", "classifyFailoverReason", "resolveFailoverReasonFromError", "resolveFailoverStatus",
        ],
        ["from_tests_gateway_cron"] =
        [
            "buildGatewayReloadPlan", "diffConfigPaths", "formatForLog", "formatValidationErrors", "resolveAssistantIdentity", "resolveGatewayReloadSettings", "shortId",
        ],
        ["gateway_misc"] =
        [
            "resolveRetryConfig",
        ],
        ["from_tests_text_media_security"] =
        [
            "applyExclusiveSlotSelection", "extensionForMime", "imageMimeFromFormat", "markdownToIR", "markdownToIRWithMeta",
            "resolveHookInvocationPolicy", "resolveOpenClawMetadata",
        ],
        ["seed_rules"] =
        [
            "encryptAtRest", "monitorAlert", "taskQueue", "tlsMinimum",
        ],
    };
}
