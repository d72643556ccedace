using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Nodes;

namespace Moltbot.Conformance.Adapters.Policy;

/// <summary>node_command_policy: what a node may be asked for.</summary>
public sealed class NodesArea : ICaseArea
{
    public IEnumerable<CaseFunction> Functions =>
    [
        new("resolveNodeCommandAllowlist", input =>
        {
            var nodes = input.Get("config").Get("gateway").Get("nodes");
            return NodeCommands.Allowed(Platform(input), nodes.Texts("allowCommands"), nodes.Texts("denyCommands")).ToJson();
        }),
        new("isNodeCommandAllowed", input =>
        {
            var refusal = NodeCommands.RefusalOf(
                input.Text("command"), input.Texts("declaredCommands"), input.Texts("allow") ?? input.Get("allowlist").AsTexts() ?? []);
            return new JsonObject { ["ok"] = refusal is null, ["reason"] = refusal };
        }),
        new("buildNodeShellCommand", input =>
            NodeShell.Argv(input.Arg("command", 0).AsText() ?? "", input.Arg("platform", 1).AsText()).ToJson()),
    ];

    public IEnumerable<Difference> Differences =>
    [
        new(
            "resolveNodeCommandAllowlist",
            input => Platform(input) == NodePlatform.Unknown,
            "A node on a platform we do not know is allowed nothing but gateway.nodes.allowCommands; the original allows it everything."),
    ];

    private static NodePlatform Platform(JsonElement input) =>
        NodePlatforms.Parse(input.Get("node").Text("platform"), input.Get("node").Text("deviceFamily"));
}
