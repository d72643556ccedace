using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Loading;
using Moltbot.Policy.Configuration.Writing;

namespace Moltbot.Conformance.Adapters.Configuration;

/// <summary>config_text: variables, includes, merging, and single values by path.</summary>
public sealed class ConfigTextArea : ICaseArea
{
    public IEnumerable<CaseFunction> Functions =>
    [
        new("resolveConfigEnvVars", static input => VariableSubstitution.Apply(
            input.Argument("value", 0).Node(), name => input.Argument("env", 1).Text(name))),
        new("deepMerge", static input => DeepMerge.Merge(input.Argument("target", 0).Node(), input.Argument("source", 1).Node())),
        new("resolveConfigIncludes", static input =>
            new IncludeResolver(input.Text("mainFile") ?? "/cfg/openclaw.json", IncludedFile).Resolve(input.Argument("value", 0).Node())),
        new("applyMergePatch", static input => MergePatch.Apply(input.Argument("base", 0).Node(), input.Argument("patch", 1).Node())),
        new("parseConfigPath", static input => ConfigPath.Parse(CaseInput.AsText(input.Argument("raw", 0))) switch
        {
            ({ } keys, _) => new JsonObject { ["ok"] = true, ["path"] = keys.ToJson() },
            var (_, error) => new JsonObject { ["ok"] = false, ["error"] = error },
        }),
        new("getConfigValueAtPath", static input => ConfigTree.Get(input.Argument("root", 0).Node(), input.Argument("path", 1).Keys())?.DeepClone()),
        new("setConfigValueAtPath", Set),
        new("unsetConfigValueAtPath", Unset),
    ];

    public IEnumerable<Difference> Differences => [];

    private static JsonNode? Set(JsonElement input)
    {
        var root = (JsonObject)input.Argument("root", 0).Node()!;
        ConfigTree.Set(root, input.Argument("path", 1).Keys(), input.Argument("value", 2).Node());
        return root;
    }

    private static JsonNode? Unset(JsonElement input)
    {
        var root = (JsonObject)input.Argument("root", 0).Node()!;
        var removed = ConfigTree.Unset(root, input.Argument("path", 1).Keys());
        return input.Get("args") is not null ? removed : new JsonObject { ["ok"] = removed, ["root"] = root };
    }

    /// <summary>The files that the cases were recorded with.</summary>
    private static string? IncludedFile(string path)
    {
        var name = path.StartsWith("/cfg/", StringComparison.Ordinal) ? path["/cfg/".Length..] : "";
        if (name.StartsWith('d') && int.TryParse(name.AsSpan(1, name.Length - ".json5".Length - 1), out var link))
            return link >= 11 ? "{end:true}" : $"{{\"$include\":\"./d{link + 1}.json5\"}}";
        return name switch
        {
            "a.json5" => "{agents:{list:[{id:'a'}]}}",
            "b.json5" => "{agents:{list:[{id:'b'}]},x:1}",
            "c.json5" or "cycle.json5" => $"{{\"$include\":\"./{name}\"}}",
            "bad.json5" => "{bad",
            "str.json5" => "'hi'",
            _ => null,
        };
    }
}
