using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Json5;

namespace Moltbot.Policy.Skills;

/// <summary>What a <c>SKILL.md</c> says about itself under <c>metadata</c> → <c>openclaw</c> (runtime.md §11).</summary>
public sealed record SkillMetadata
{
    /// <summary>The key under <c>metadata</c>, with those it was called by before.</summary>
    private static readonly string[] Owners = ["openclaw", "moltbot", "clawdbot"];

    /// <summary>Whether nothing that it requires has to be there.</summary>
    public bool Always { get; init; }

    /// <summary>A sign for lists.</summary>
    public string? Emoji { get; init; }

    /// <summary>Where it comes from.</summary>
    public string? Homepage { get; init; }

    /// <summary>Its key under <c>skills.entries</c>, where that is not its name.</summary>
    public string? SkillKey { get; init; }

    /// <summary>The variable that <c>skills.entries.&lt;key&gt;.apiKey</c> stands for.</summary>
    public string? PrimaryEnv { get; init; }

    /// <summary>Systems it is for, as the original names them: <c>linux</c>, <c>darwin</c>, <c>win32</c>; none for any.</summary>
    public IReadOnlyList<string> Os { get; init; } = [];

    /// <summary>Network hosts that it talks of on purpose.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>What has to be there.</summary>
    public SkillRequirements? Requires { get; init; }

    /// <summary>How what it requires may be had. Shown; nothing here installs anything.</summary>
    public IReadOnlyList<SkillInstall> Install { get; init; } = [];

    /// <summary>Reads the text of <c>metadata</c>; null when it says nothing under a key of ours.</summary>
    /// <param name="text">JSON5.</param>
    /// <param name="problem">Why it cannot be read; null when it can.</param>
    public static SkillMetadata? Read(string? text, out string? problem)
    {
        problem = null;
        if (text is null)
        {
            return null;
        }

        JsonObject? own;
        try
        {
            var all = Json5Parser.Parse(text, new Json5Limits(SkillLimits.MaxYaml, SkillLimits.MaxYamlDepth)) as JsonObject;
            own = Owners.Select(owner => all?[owner]).FirstOrDefault(static found => found is not null) as JsonObject;
        }
        catch (Json5Exception error)
        {
            problem = $"metadata is no JSON5: {error.Message}";
            return null;
        }

        return own is null ? null : Of(own);
    }

    private static SkillMetadata Of(JsonObject own) => new()
    {
        Always = own["always"] is JsonValue always && always.TryGetValue(out bool flag) && flag,
        Emoji = Text(own, "emoji"),
        Homepage = Text(own, "homepage"),
        SkillKey = Text(own, "skillKey"),
        PrimaryEnv = Text(own, "primaryEnv"),
        Os = Texts(own, "os"),
        Hosts = Texts(own, "hosts"),
        Requires = own["requires"] is JsonObject requires ? new SkillRequirements
        {
            Bins = Texts(requires, "bins"),
            AnyBins = Texts(requires, "anyBins"),
            Env = Texts(requires, "env"),
            Config = Texts(requires, "config"),
        } : null,
        Install = own["install"] is JsonArray ways ? [.. ways.OfType<JsonObject>().Select(SkillInstall.Read).OfType<SkillInstall>()] : [],
    };

    internal static string? Text(JsonObject owner, string key) =>
        owner[key] is JsonValue value && value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A list of texts, or one text with commas.</summary>
    internal static IReadOnlyList<string> Texts(JsonObject owner, string key) => owner[key] switch
    {
        JsonArray list => [.. list.OfType<JsonValue>().Where(static each => each.GetValueKind() == JsonValueKind.String).Select(static each => each.GetValue<string>().Trim()).Where(static each => each.Length > 0)],
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        _ => [],
    };
}
