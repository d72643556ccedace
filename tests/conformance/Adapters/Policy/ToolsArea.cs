using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Conformance.Adapters.Configuration;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Sandboxes;
using Moltbot.Policy.Sessions;
using Moltbot.Policy.Tools;
using Moltbot.Policy.Tools.Patterns;
using Moltbot.Policy.Tools.Rules;

namespace Moltbot.Conformance.Adapters.Policy;

/// <summary>tool_policy, the tool parts of sandbox_policy and from_tests_tool_policy_sandbox, and the tool rules of seed_rules.</summary>
public sealed class ToolsArea : ICaseArea
{
    private const string SeedForms = "!x takes x away and {a,b} stands for a and b, as the seeds ask; the original takes both for characters of a name.";

    private const string GoesWithExec = "Who denies exec denies apply_patch too where that is allowed only because exec is.";

    private const string NeverDropped =
        "An allow list counts as it stands: one that names no tool of the core is not dropped, unknown names allow nothing, a pattern that fits a tool is not unknown.";

    public IEnumerable<CaseFunction> Functions =>
    [
        new("normalizeToolName", input => ToolNames.Normalize(input.Arg("name", 0).AsText())),
        new("expandToolGroups", input => ToolVocabulary.Core.Expand(input.Arg("list", 0).AsTexts() ?? []).ToJson()),
        new("expandPluginGroups", input => Vocabulary(input).Expand(input.Arg("list", 0).AsTexts() ?? []).ToJson()),
        new("expandPolicyWithPluginGroups", input => input.Arg("policy", 0) is { } policy
            ? Lists(
                policy.Texts("allow") is { } allow ? Vocabulary(input).Expand(allow) : null,
                policy.Texts("deny") is { } deny ? Vocabulary(input).Expand(deny) : null)
            : null),
        new("resolveToolProfilePolicy", input => ToolProfiles.AllowOf(input.Arg("profile", 0).AsText()) is { } allow ? Lists(allow, null) : null),
        new("profileToolSet", input => Allowed(
            Policy(new JsonObject { ["tools"] = new JsonObject { ["profile"] = input.Text("profile") } }).For(new()), input)),
        new("isToolAllowedByPolicyName", input => Scope([input.Arg("policy", 1)]).Decide(input.Arg("name", 0).AsText()).Allowed),
        new("isToolAllowedByPolicies", input =>
            Scope([.. (input.Arg("policies", 1)?.EnumerateArray() ?? default).Select(each => (JsonElement?)each)])
                .Decide(input.Arg("name", 0).AsText()).Allowed),
        new("isToolAllowed", input => Scope([input.Arg("policy", 0)]).Decide(input.Arg("name", 1).AsText()).Allowed),
        new("collectExplicitAllowlist", input => (input.Arg("policies", 0)?.EnumerateArray() ?? default)
            .SelectMany(each => ToolPatterns.Compile(ToolEntry.Of(each.Texts("allow"), ""), ToolVocabulary.Core)?.Entries ?? [])
            .Select(entry => entry.Text.Trim()).ToJson()),
        new("stripPluginOnlyAllowlist", Review) { Same = SameReview },
        new("resolveEffectiveToolPolicy", Effective),
        new("resolveGroupToolPolicy", Group) { Same = SameLists },
        new("resolveChannelGroupToolsPolicy", Group) { Same = SameLists },
        new("resolveSubagentToolPolicy", input => Subagent(input.Get("args") is null ? input.Get("config") : input.Arg("config", 0))),
        new("subagentToolSet", input => Allowed(
            new ToolScope(SubagentTools.Rules(ConfigInput.Document(input.Get("config")).Tools.Subagents, ToolVocabulary.Core), ToolVocabulary.Core), input)),
        new("layeredToolSet", Layered),
        new("resolveSandboxToolPolicyForAgent", Sandbox),
        new("resolveSandboxRuntimeStatus", Status),
        new("sandboxMode", input => new JsonObject
        {
            ["sandboxed"] = SandboxModes.IsSandboxed(SandboxModes.Parse(input.Text("mode")), input.Text("sessionKey"), SessionKeys.Main("main")),
        }),
        new("toolGlob", input => Scope([JsonSerializer.SerializeToElement(new { allow = new[] { input.Text("pattern") } })])
            .Decide(input.Text("name")).Allowed),
        new("toolPolicy", input => Scope([input.Get("policy")]).Decide(input.Text("name")).Allowed),
        new("toolPolicyLayers", SeedLayers),
        new("sandboxWriteTools", input => Allowed(
            Policy(new JsonObject
            {
                ["agents"] = new JsonObject
                {
                    ["defaults"] = new JsonObject { ["sandbox"] = new JsonObject { ["mode"] = "all", ["workspaceAccess"] = input.Text("workspaceAccess") } },
                },
            }).For(new()), input)),
    ];

    public IEnumerable<Difference> Differences =>
    [
        new("isToolAllowedByPolicyName", input => HasSeedForm(input.Arg("policy", 1)), SeedForms),
        new(
            "isToolAllowedByPolicyName",
            input => ToolNames.Normalize(input.Arg("name", 0).AsText()) == ToolNames.ApplyPatch && Rule(input.Arg("policy", 1)).DeniesExec,
            GoesWithExec),
        new(
            "isToolAllowedByPolicies",
            input => ToolNames.Normalize(input.Arg("name", 0).AsText()) == ToolNames.ApplyPatch
                && (input.Arg("policies", 1)?.EnumerateArray() ?? default).Any(each => Rule(each).DeniesExec),
            GoesWithExec),
        new(
            "isToolAllowed",
            input => ToolNames.Normalize(input.Arg("name", 1).AsText()) is ToolNames.Exec or ToolNames.ApplyPatch,
            "Names and their others count alike in every layer, and apply_patch follows exec in the sandbox as elsewhere."),
        new("stripPluginOnlyAllowlist", input => IsDropped(input.Arg("policy", 0).Texts("allow"), (input.Arg("coreTools", 2).Get("set") ?? input.Arg("coreTools", 2)).AsTexts() ?? []) || HasPattern(input.Arg("policy", 0)), NeverDropped),
        new("layeredToolSet", input => IsDropped(input.Get("config").Get("tools").Texts("allow"), ToolGroups.CoreTools), NeverDropped),
        new(
            "resolveGroupToolPolicy",
            input => input.One().Text("sessionKey")?.Contains(":slack:", StringComparison.Ordinal) ?? false,
            "A group's entry counts when its id differs in case alone, since session keys are in lower case; the original passes to *."),
        new(
            "resolveEffectiveToolPolicy",
            input => input.One().Text("modelId")?.Contains('/') ?? false,
            "A model whose id has a slash is found under provider/model too."),
        new(
            "expandPolicyWithPluginGroups",
            input => (input.Arg("policy", 0).Texts("allow") ?? []).Concat(input.Arg("policy", 0).Texts("deny") ?? [])
                .Any(entry => ToolGroups.Core.ContainsKey(ToolNames.Normalize(entry))),
            "Groups of the core and of plugins are replaced in one step."),
        new(
            "resolveSandboxRuntimeStatus",
            input => string.IsNullOrEmpty(input.One().Text("sessionKey")),
            "A session without a key is nobody's main session, so it is sandboxed where not all are free."),
    ];

    private static ToolVocabulary Vocabulary(JsonElement input, IReadOnlyList<string>? core = null)
    {
        var groups = input.Arg("pluginGroups", 1);
        var byPlugin = groups.Get("byPlugin");
        return new(core ?? ToolGroups.CoreTools, byPlugin.Get("map") is { } pairs
            ? pairs.EnumerateArray().Select(pair => KeyValuePair.Create(pair[0].GetString()!, ((JsonElement?)pair[1]).AsTexts()!))
            : (byPlugin?.EnumerateObject() ?? default).Select(each => KeyValuePair.Create(each.Name, ((JsonElement?)each.Value).AsTexts()!)));
    }

    private static AgentToolPolicy Policy(JsonNode config, string agent = "main") =>
        new(ConfigInput.Document(JsonSerializer.SerializeToElement(config)), agent);

    private static ToolScope Scope(IEnumerable<JsonElement?> policies) => new(policies.Select(Rule), ToolVocabulary.Core);

    private static ToolRule Rule(JsonElement? policy) =>
        ToolLists.Rule(ToolLayer.Global, ToolPolicyConfig.From(ConfigInput.Section(policy), "") ?? new("", null, null, null), ToolVocabulary.Core);

    private static JsonArray Allowed(ToolScope scope, JsonElement input) =>
        input.Texts("tools")!.Where(tool => scope.Decide(tool).Allowed).ToJson();

    private static JsonObject? Lists(IReadOnlyList<string>? allow, IReadOnlyList<string>? deny) => allow is null && deny is null
        ? null
        : new JsonObject { ["allow"] = allow?.ToJson(), ["deny"] = deny?.ToJson() };

    private static JsonObject? Lists(IReadOnlyList<ToolEntry>? allow, IReadOnlyList<ToolEntry>? deny) =>
        Lists(allow?.Select(entry => entry.Text).ToList(), deny?.Select(entry => entry.Text).ToList());

    private static JsonObject? Lists(ToolPolicyConfig? lists) => lists is null ? null : Lists(ToolLists.AllowOf(lists), ToolLists.DenyOf(lists));

    private static JsonNode? Review(JsonElement input)
    {
        var policy = input.Arg("policy", 0);
        var core = input.Arg("coreTools", 2);
        return new JsonObject
        {
            ["policy"] = Lists(policy.Texts("allow"), policy.Texts("deny")) ?? (policy is null ? null : new JsonObject()),
            ["unknownAllowlist"] = Vocabulary(input, (core.Get("set") ?? core).AsTexts()).Unmatched(policy.Texts("allow") ?? []).ToJson(),
            ["strippedAllowlist"] = false,
        };
    }

    // The recommendation says one thing only.
    private static bool SameReview(JsonNode? expected, JsonNode? actual) => expected is JsonObject { Count: 1 } one
        ? one.All(pair => CaseComparison.AreEqual(pair.Value, actual![pair.Key]))
        : CaseComparison.AreEqual(expected, actual);

    // The original drops an allow list that names no tool of the core exactly.
    private static bool IsDropped(IReadOnlyList<string>? allow, IReadOnlyList<string> core) => allow is { Count: > 0 }
        && !allow.Any(entry => ToolVocabulary.Core.NamesOf(ToolNames.Normalize(entry)).Any(name => core.Contains(name, StringComparer.Ordinal)));

    private static bool HasPattern(JsonElement? policy) => (policy.Texts("allow") ?? []).Any(entry => entry.Contains('*'));

    private static bool HasSeedForm(JsonElement? policy) =>
        (policy.Texts("allow") ?? []).Concat(policy.Texts("deny") ?? []).Any(entry => entry.AsSpan().ContainsAny('!', '{'));

    private static JsonNode? Effective(JsonElement input)
    {
        var one = input.One();
        var document = ConfigInput.Document(one.Get("config"));
        var agent = one.Text("sessionKey") is { } key ? SessionKeys.AgentIdOf(key) : null;
        // Without a session there is no agent, so none that might be listed.
        var lists = new AgentToolPolicy(document, agent ?? "nobody").ListsFor(one.Text("modelProvider"), one.Text("modelId"));
        return new JsonObject
        {
            ["agentId"] = agent,
            ["globalPolicy"] = Lists(document.Tools.Lists),
            ["globalProviderPolicy"] = Lists(lists.GlobalByProvider),
            ["agentPolicy"] = agent is null ? null : Lists(document.Agents.Find(agent)?.Tools.Lists),
            ["agentProviderPolicy"] = Lists(lists.AgentByProvider),
            ["profile"] = lists.Profile?.Scope.Profile,
            ["providerProfile"] = lists.ProviderProfile?.Scope.Profile,
            ["profileAlsoAllow"] = lists.ProfileAlso?.AlsoAllow?.ToJson(),
            ["providerProfileAlsoAllow"] = lists.ProviderProfileAlso?.AlsoAllow?.ToJson(),
        };
    }

    private static ToolSituation Situation(JsonElement one) => new()
    {
        SessionKey = one.Text("sessionKey"),
        SpawnedBy = one.Text("spawnedBy"),
        Provider = one.Text("modelProvider"),
        Model = one.Text("modelId"),
        Channel = one.Text("messageProvider") ?? one.Text("channel"),
        AccountId = one.Text("accountId"),
        GroupId = one.Id("groupId"),
        GroupSpace = one.Text("groupSpace"),
        GroupChannel = one.Text("groupChannel"),
        Sender = new(one.Id("senderId"), one.Text("senderUsername"), one.Text("senderName"), Phone: one.Text("senderE164")),
    };

    private static JsonNode? Group(JsonElement input)
    {
        var one = input.One();
        var rules = new AgentToolPolicy(ConfigInput.Document(one.Get("config") ?? one.Get("cfg")), "main").GroupRules(Situation(one)).ToList();
        return rules switch
        {
            [] => null,
            [var rule] => Lists(rule.Allow?.Entries, rule.Deny?.Entries),
            _ => throw new InvalidOperationException("several rules hold"),
        };
    }

    // A list without entries restricts as little as none.
    private static bool SameLists(JsonNode? expected, JsonNode? actual) => CaseComparison.AreEqual(Filled(expected), Filled(actual));

    private static JsonNode? Filled(JsonNode? lists) => lists is JsonObject both
        ? new JsonObject(both.Where(each => each.Value is JsonArray { Count: > 0 }).Select(each => KeyValuePair.Create(each.Key, each.Value?.DeepClone())))
        : lists;

    private static JsonNode? Subagent(JsonElement? config)
    {
        var rules = SubagentTools.Rules(ConfigInput.Document(config).Tools.Subagents, ToolVocabulary.Core);
        return Lists(
            rules.SelectMany(rule => rule.Allow?.Entries ?? []).ToList() is { Count: > 0 } allow ? allow : null,
            rules.SelectMany(rule => rule.Deny?.Entries ?? []).ToList());
    }

    private static JsonNode? Layered(JsonElement input)
    {
        var policy = new AgentToolPolicy(ConfigInput.Document(input.Get("config")), SessionKeys.AgentIdOf(input.Text("sessionKey")));
        var rules = policy.For(Situation(input)).Rules;
        return Allowed(input.Get("sandboxPolicy") is { } sandbox ? new ToolScope([.. rules, Rule(sandbox)], ToolVocabulary.Core) : new ToolScope(rules, ToolVocabulary.Core), input);
    }

    private static JsonNode? Sandbox(JsonElement input)
    {
        var document = ConfigInput.Document(input.Get("config"));
        var lists = SandboxToolLists.Resolve(document.Tools.Sandbox, document.Agents.Find(input.Text("agentId"))?.Tools.Sandbox);
        return new JsonObject
        {
            ["allow"] = ToolVocabulary.Core.Expand(lists.Allow.Select(entry => entry.Text)).ToJson(),
            ["deny"] = ToolVocabulary.Core.Expand(lists.Deny.Select(entry => entry.Text)).ToJson(),
            ["sources"] = new JsonObject { ["allow"] = Source(lists.AllowFrom, "allow"), ["deny"] = Source(lists.DenyFrom, "deny") },
        };
    }

    private static JsonObject Source(ToolPolicyConfig? from, string list)
    {
        var isAgents = from?.Key.StartsWith("agents.", StringComparison.Ordinal) ?? false;
        return new JsonObject
        {
            ["source"] = from is null ? "default" : isAgents ? "agent" : "global",
            ["key"] = $"{(isAgents ? "agents.list[]." : "")}tools.sandbox.tools.{list}",
        };
    }

    private static JsonNode? Status(JsonElement input)
    {
        var one = input.One();
        var document = ConfigInput.Document(one.Get("config") ?? one.Get("cfg"));
        var policy = new AgentToolPolicy(document, document.Agents.OfSession(one.Text("sessionKey")));
        return new JsonObject
        {
            ["agentId"] = policy.AgentId,
            ["mode"] = policy.SandboxMode switch { SandboxMode.Off => "off", SandboxMode.NonMain => "non-main", _ => "all" },
            ["sandboxed"] = policy.IsSandboxed(one.Text("sessionKey")),
            ["mainSessionKey"] = SessionKeys.Main(policy.AgentId, document.Session.MainKey),
        };
    }

    // The seed's layers, written where this configuration has them.
    private static JsonNode? SeedLayers(JsonElement input)
    {
        var layers = input.Get("layers");
        JsonNode? Of(string layer) => layers.Get(layer) is { } lists ? JsonObject.Create(lists) : null;
        var config = new JsonObject
        {
            ["tools"] = new JsonObject
            {
                ["profile"] = Of("profile"),
                ["groups"] = new JsonObject { ["*"] = Of("group") },
                ["sandbox"] = new JsonObject { ["tools"] = Of("sandbox") },
            },
            ["agents"] = new JsonObject
            {
                ["list"] = new JsonArray(new JsonObject { ["id"] = "main", ["tools"] = Of("agent") }),
                ["defaults"] = new JsonObject { ["sandbox"] = new JsonObject { ["mode"] = input.Flag("sandboxed") == true ? "all" : "off" } },
            },
        };
        return Allowed(Policy(config).For(new() { SessionKey = "agent:main:telegram:group:-1" }), input);
    }
}
