using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Conformance.Adapters.Configuration;
using Moltbot.Policy.Sandboxes;
using Moltbot.Policy.Sessions;
using Moltbot.Policy.Tools;

namespace Moltbot.Conformance.Adapters.Policy;

/// <summary>sandbox_policy, but for its tools (<see cref="ToolsArea"/>).</summary>
public sealed class SandboxesArea : ICaseArea
{
    public IEnumerable<CaseFunction> Functions =>
    [
        new("resolveSandboxScope", input => Word(Settings(new JsonObject { ["scope"] = input.One().Text("scope"), ["perSession"] = input.One().Flag("perSession") }).Scope)),
        new("resolveSandboxScopeKey", input => Settings(new JsonObject { ["scope"] = input.Arg("scope", 0).AsText() })
            .KeyOf(SessionKeys.AgentIdOf(input.Arg("sessionKey", 1).AsText()), input.Arg("sessionKey", 1).AsText() ?? "")),
        new("resolveSandboxConfigForAgent", Configured) { Same = SameButContainer },
        new("resolveSandboxPruneConfig", input => Pruned(Pruning(input.One()))),
        new("sandboxPrune", input => Settings(new JsonObject { ["pruneMinutes"] = input.Number("pruneMinutes") }).Pruning
            .IsOver(TimeSpan.FromMinutes(input.Number("idleMinutes")!.Value), TimeSpan.Zero) ? "prune" : "keep"),
    ];

    public IEnumerable<Difference> Differences =>
    [
        new(
            "resolveSandboxScopeKey",
            input => string.IsNullOrWhiteSpace(input.Arg("sessionKey", 1).AsText()),
            "A session without a key is nobody's main session, so it does not share that one's sandbox."),
    ];

    private static SandboxSettings Settings(JsonObject sandbox) => SandboxSettings.Of(
        ConfigInput.Document(JsonSerializer.SerializeToElement(new JsonObject { ["agents"] = new JsonObject { ["defaults"] = new JsonObject { ["sandbox"] = sandbox } } })), "main");

    private static JsonNode Configured(JsonElement input)
    {
        var policy = new AgentToolPolicy(ConfigInput.Document(input.Arg("config", 0)), input.Arg("agentId", 1).AsText() ?? "");
        return new JsonObject
        {
            ["mode"] = policy.SandboxMode switch { SandboxMode.All => "all", SandboxMode.NonMain => "non-main", _ => "off" },
            ["scope"] = Word(policy.Sandbox.Scope),
            ["workspaceAccess"] = policy.Sandbox.WorkspaceAccess,
            ["network"] = policy.Sandbox.HasNetwork ? "bridge" : "none",
            ["prune"] = Pruned(policy.Sandbox.Pruning),
        };
    }

    private static SandboxPruning Pruning(JsonElement input)
    {
        var defaults = new JsonObject { ["scope"] = input.Text("scope"), ["prune"] = Node(input, "globalPrune") };
        var agent = new JsonObject { ["id"] = "main", ["sandbox"] = new JsonObject { ["prune"] = Node(input, "agentPrune") } };
        return SandboxSettings.Of(
            ConfigInput.Document(JsonSerializer.SerializeToElement(new JsonObject
            {
                ["agents"] = new JsonObject { ["defaults"] = new JsonObject { ["sandbox"] = defaults }, ["list"] = new JsonArray(agent) },
            })),
            "main").Pruning;
    }

    private static JsonNode Node(JsonElement input, string name) => input.Member(name)?.Node() ?? new JsonObject();

    private static JsonObject Pruned(SandboxPruning pruning) => new() { ["idleHours"] = pruning.IdleMinutes / 60, ["maxAgeDays"] = pruning.MaxAgeMinutes / 1440 };

    // There are no images: that part has a difference of its own.
    private static bool SameButContainer(JsonNode? expected, JsonNode? actual)
    {
        var other = expected?.DeepClone();
        (other as JsonObject)?.Remove("image");
        return CaseComparison.AreEqual(other, actual);
    }

    private static string Word(SandboxScope scope) => scope.ToString().ToLowerInvariant();
}
