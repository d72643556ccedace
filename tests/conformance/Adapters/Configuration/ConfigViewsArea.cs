using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Skills;

namespace Moltbot.Conformance.Adapters.Configuration;

/// <summary>The functions of from_tests_config and from_tests_agents_models that read settings out of a document.</summary>
public sealed class ConfigViewsArea : ICaseArea
{
    public IEnumerable<CaseFunction> Functions =>
    [
        new("resolveSessionAgentId", static input => ConfigInput.Agents(input.Member("config")).OfSession(input.Member("sessionKey")?.GetString())),
        new("resolveAgentIdentity", static input => Identity(
            ConfigInput.Agents(input.Argument("cfg", 0)).IdentityOf(CaseInput.AsText(input.Argument("agentId", 1))))),
        new("resolveHumanDelayConfig", static input => Delay(
            ConfigInput.Agents(input.Argument("cfg", 0)).HumanDelayOf(CaseInput.AsText(input.Argument("agentId", 1))))),
        new("resolveNativeSkillsEnabled", NativeCommands),
        new("resolveNativeCommandsEnabled", NativeCommands),
        new("resolveChannelCapabilities", static input => ChannelsConfig.From(ConfigInput.Section(input.Member("cfg")).Section("channels"))
            .Capabilities(CaseInput.AsText(input.Member("channel")), CaseInput.AsText(input.Member("accountId")))?.ToJson()),
        new("resolveRetryConfig", Retry),
        new("resolveSkillInvocationPolicy", static input => Invocation(SkillInvocation.Read(
            input.Argument("frontmatter", 0).Text("user-invocable"), input.Argument("frontmatter", 0).Text("disable-model-invocation")))),
    ];

    public IEnumerable<Difference> Differences => [];

    private static JsonNode? Identity(AgentIdentityConfig? identity) => identity is null ? null : new JsonObject
    {
        ["name"] = identity.Name,
        ["theme"] = identity.Theme,
        ["emoji"] = identity.Emoji,
        ["avatar"] = identity.Avatar,
    };

    private static JsonNode? Delay(HumanDelayConfig? delay) => delay is null ? null : new JsonObject
    {
        ["mode"] = delay.Mode,
        ["minMs"] = delay.MinMs,
        ["maxMs"] = delay.MaxMs,
    };

    private static JsonNode? Retry(JsonElement input)
    {
        var retry = RetryConfig.Default.With(ConfigInput.Section(input.Argument("defaults", 0))).With(ConfigInput.Section(input.Argument("overrides", 1)));
        return new JsonObject
        {
            ["attempts"] = retry.Attempts,
            ["minDelayMs"] = retry.MinDelayMs,
            ["maxDelayMs"] = retry.MaxDelayMs,
            ["jitter"] = retry.Jitter,
        };
    }

    private static JsonNode? Invocation(SkillInvocation invocation) =>
        new JsonObject { ["userInvocable"] = invocation.ByUser, ["disableModelInvocation"] = !invocation.ByModel };

    private static JsonNode? NativeCommands(JsonElement input) => CommandsConfig.IsNative(
        CaseInput.AsText(input.Member("providerId")), Setting(input.Member("providerSetting")) ?? Setting(input.Member("globalSetting")));

    private static bool? Setting(JsonElement? setting) => setting?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
