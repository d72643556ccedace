using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Json5;
using Moltbot.Policy.Configuration.Schema.Rules;

namespace Moltbot.Policy.Configuration.Writing;

/// <summary>
/// Changes a stored document (<c>config.set</c>, <c>config.apply</c>, <c>config.patch</c>; protocol.md §5.7). The result is
/// text to be stored; whoever stores it does so only if the stored hash is still the one the edit was made from.
/// </summary>
/// <param name="options">As for loading: the new text is loaded before it counts.</param>
/// <param name="stamp">Written into <c>meta</c>.</param>
public sealed class ConfigEditor(ConfigLoadOptions options, ConfigStamp stamp)
{
    /// <summary>
    /// What is wrong with the hash a writer presents; null when it may write. Only a stored document needs one.
    /// </summary>
    public static string? CheckBase(ConfigSnapshot current, string? baseHash)
    {
        if (!current.Exists)
            return null;
        if (string.IsNullOrWhiteSpace(baseHash))
            return "config base hash required; re-run config.get and retry";
        return string.Equals(baseHash.Trim(), current.Hash, StringComparison.OrdinalIgnoreCase)
            ? null
            : "config changed since last load; re-run config.get and retry";
    }

    /// <summary>Replaces the whole document.</summary>
    public ConfigEdit Set(ConfigSnapshot current, string raw)
    {
        if (Parse(raw, out var sent) is { } error)
            return ConfigEdit.Refused(error);
        if (sent is not JsonObject)
            return Invalid([new ConfigIssue("", $"Invalid input: expected object, received {Kinds.Of(sent)}")]);
        var loaded = current.Config is { } config ? SecretMask.Node(config.Root) : null;
        var (restored, missing) = SecretMask.Restore(sent, loaded ?? current.Parsed);
        return missing.Count > 0
            ? Invalid(missing)
            : Finish(current, ConfigReconciler.Reconcile((JsonObject)restored!, loaded, current.Parsed));
    }

    /// <summary>Applies a merge patch (RFC 7396) to the document as written.</summary>
    public ConfigEdit Patch(ConfigSnapshot current, string raw)
    {
        if (Parse(raw, out var patch) is { } error)
            return ConfigEdit.Refused(error);
        if (patch is not JsonObject)
            return ConfigEdit.Refused("config.patch raw must be an object");
        // On top of a text that does not parse, a patch would silently become the whole document.
        if (current.Exists && current.Parsed is not JsonObject)
            return Invalid(current.Issues);
        var (restored, missing) = SecretMask.Restore(patch, current.Parsed);
        return missing.Count > 0 ? Invalid(missing) : Finish(current, (JsonObject)MergePatch.Apply(current.Parsed ?? new JsonObject(), restored)!);
    }

    private static string? Parse(string raw, out JsonNode? parsed)
    {
        parsed = null;
        try
        {
            parsed = Json5Parser.Parse(raw);
            return null;
        }
        catch (Json5Exception problem)
        {
            return problem.Display;
        }
    }

    private static ConfigEdit Invalid(IReadOnlyList<ConfigIssue> issues) => ConfigEdit.Refused("invalid config", issues);

    private ConfigEdit Finish(ConfigSnapshot current, JsonObject tree)
    {
        // A broken meta section is refused by the schema rather than mended here.
        if (tree["meta"] is null or JsonObject)
            stamp.Apply(tree);
        var text = ConfigText.Write(tree);
        var snapshot = ConfigLoader.Load(new ConfigSource(current.Path, text), options);
        if (!snapshot.Valid)
            return Invalid(snapshot.Issues);
        // What stands there already is warned of: who mends something else is not kept from it.
        return ListedNames.Added(current, snapshot) is { Count: > 0 } names ? Invalid(names) : new ConfigEdit { Raw = text, Snapshot = snapshot };
    }
}
