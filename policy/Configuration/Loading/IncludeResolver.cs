using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Json5;
using Moltbot.Policy.Configuration.Schema.Rules;

namespace Moltbot.Policy.Configuration.Loading;

/// <summary>
/// <c>$include</c>: a path or a list of paths, relative to the file that names them. Later files win, keys beside
/// <c>$include</c> win over all.
/// </summary>
internal sealed class IncludeResolver
{
    public const string Key = "$include";

    private const int MaxDepth = 10;

    private readonly Func<string, string?> readFile;
    private readonly string file;
    private readonly IReadOnlyList<string> chain;

    public IncludeResolver(string file, Func<string, string?> readFile)
        : this(file, readFile, [ConfigPaths.Resolve(file, null)])
    {
    }

    private IncludeResolver(string file, Func<string, string?> readFile, IReadOnlyList<string> chain)
    {
        this.file = file;
        this.readFile = readFile;
        this.chain = chain;
    }

    /// <summary>The value with everything it includes.</summary>
    /// <exception cref="ConfigLoadException">A file is missing, broken, includes itself, or the nesting is too deep.</exception>
    public JsonNode? Resolve(JsonNode? value) => value switch
    {
        JsonArray list => new JsonArray([.. list.Select(Resolve)]),
        JsonObject shape when shape.ContainsKey(Key) => Include(shape),
        JsonObject shape => new JsonObject(shape.Select(entry => KeyValuePair.Create(entry.Key, Resolve(entry.Value)))),
        _ => value?.DeepClone(),
    };

    private JsonNode? Include(JsonObject shape)
    {
        var included = shape[Key] switch
        {
            JsonArray list => list.Aggregate((JsonNode?)new JsonObject(), (merged, item) => DeepMerge.Merge(merged, Load(PathIn(item)))),
            var one when Kinds.Text(one) is { } path => Load(path),
            var other => throw new ConfigLoadException($"Invalid $include value: expected string or array of strings, got {TypeOf(other)}"),
        };
        var siblings = shape.Where(static entry => entry.Key != Key).ToList();
        if (siblings.Count == 0)
            return included;
        if (included is not JsonObject)
            throw new ConfigLoadException("Sibling keys require included content to be an object");
        return DeepMerge.Merge(included, new JsonObject(siblings.Select(entry => KeyValuePair.Create(entry.Key, Resolve(entry.Value)))));
    }

    private JsonNode? Load(string path)
    {
        var full = ConfigPaths.From(file, path);
        if (chain.Contains(full, StringComparer.Ordinal))
            throw new ConfigLoadException($"Circular include detected: {string.Join(" -> ", chain.Append(full))}");
        if (chain.Count > MaxDepth)
            throw new ConfigLoadException($"Maximum include depth ({MaxDepth}) exceeded at: {path}");
        var text = readFile(full) ?? throw new ConfigLoadException($"Failed to read include file: {path} (resolved: {full})");
        JsonNode? parsed;
        try
        {
            parsed = Json5Parser.Parse(text);
        }
        catch (Json5Exception)
        {
            throw new ConfigLoadException($"Failed to parse include file: {path} (resolved: {full})");
        }
        return new IncludeResolver(full, readFile, [.. chain, full]).Resolve(parsed);
    }

    private static string PathIn(JsonNode? item) => Kinds.Text(item)
        ?? throw new ConfigLoadException($"Invalid $include array item: expected string, got {TypeOf(item)}");

    private static string TypeOf(JsonNode? value) => Kinds.Of(value) is "array" or "null" ? "object" : Kinds.Of(value);
}
