using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Exec.Allowlists;

namespace Moltbot.Policy.Exec.Documents;

/// <summary>The document as text. What is of another type than it should be counts as left out, as the schema refuses it before.</summary>
public static class ExecDocumentJson
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A key that is there twice would mean one thing to this reader and another to the next.</summary>
    private static readonly JsonDocumentOptions Once = new() { AllowDuplicateProperties = false };

    /// <summary>
    /// What counts of a stored text: nothing is stored at first, and what cannot be read, a later version's document among it, may have
    /// denied anything.
    /// </summary>
    public static ExecDocument Stored(string? text) => text is null ? ExecDocument.Empty : Parse(text) ?? ExecDocument.Unreadable;

    /// <summary>Reads it; null for a text that is no document of version 1.</summary>
    public static ExecDocument? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(text, Once);
            return Read(json.RootElement);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // The latter: half of a surrogate pair, written out.
            return null;
        }
    }

    /// <summary>Reads it from an element; null for one that is no document of version 1.</summary>
    /// <exception cref="InvalidOperationException">A text of it is none.</exception>
    public static ExecDocument? Read(JsonElement root)
    {
        var file = new ConfigSection(root);
        if (file.Int("version") != 1)
        {
            return null;
        }

        var agents = file.Entries("agents").ToList();
        if (agents.DistinctBy(static agent => agent.Key, StringComparer.Ordinal).Count() < agents.Count)
        {
            return null;
        }

        var socket = file.Section("socket");
        return new ExecDocument(
            socket.Exists ? new ExecSocket(socket.Text("path"), socket.Text("token")) : null,
            file.Section("defaults") is { Exists: true } defaults ? Settings(defaults) : null,
            agents.ToDictionary(static agent => agent.Key, static agent => Agent(new ConfigSection(agent.Value)), StringComparer.Ordinal));
    }

    /// <summary>Writes it.</summary>
    /// <param name="document">The document.</param>
    /// <param name="forEyes">Whether somebody will see it: then without the socket's secret.</param>
    public static string Write(ExecDocument document, bool forEyes)
    {
        var file = new JsonObject { ["version"] = 1 };
        if (document.Socket is { } socket && (socket.Path ?? (forEyes ? null : socket.Token)) is not null)
        {
            file["socket"] = Without(new JsonObject { ["path"] = socket.Path, ["token"] = forEyes ? null : socket.Token });
        }

        if (document.Defaults is { } defaults)
        {
            file["defaults"] = Settings(defaults);
        }

        file["agents"] = new JsonObject([.. document.Agents.Select(static agent => KeyValuePair.Create(agent.Key, (JsonNode?)Agent(agent.Value)))]);
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, Indented))
        {
            file.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length) + "\n";
    }

    private static ExecDefaults Settings(ConfigSection section) => new(
        ExecWords.Security(section.String("security")),
        ExecWords.Ask(section.String("ask")),
        ExecWords.Security(section.String("askFallback")),
        section.Bool("autoAllowSkills"));

    private static JsonObject Settings(ExecDefaults settings) => Without(new JsonObject
    {
        ["security"] = settings.Security is { } security ? ExecWords.Of(security) : null,
        ["ask"] = settings.Ask is { } ask ? ExecWords.Of(ask) : null,
        ["askFallback"] = settings.AskFallback is { } fallback ? ExecWords.Of(fallback) : null,
        ["autoAllowSkills"] = settings.AutoAllowSkills,
    });

    private static ExecAgent Agent(ConfigSection section) => new(
        Settings(section),
        section.Get("allowlist").ValueKind == JsonValueKind.Array
            ? [.. section.Items("allowlist").Where(static entry => entry.String("pattern") is not null).Select(static entry => new AllowlistEntry(
                entry.String("pattern")!, entry.Text("id"), entry.Long("lastUsedAt"), entry.String("lastUsedCommand"), entry.String("lastResolvedPath")))]
            : null);

    private static JsonObject Agent(ExecAgent agent)
    {
        var json = Settings(agent.Settings);
        if (agent.Allowlist is { } list)
        {
            json["allowlist"] = new JsonArray([.. list.Select(static entry => (JsonNode?)Without(new JsonObject
            {
                ["id"] = entry.Id,
                ["pattern"] = entry.Pattern,
                ["lastUsedAt"] = entry.LastUsedAt,
                ["lastUsedCommand"] = entry.LastUsedCommand,
                ["lastResolvedPath"] = entry.LastResolvedPath,
            }))]);
        }

        return json;
    }

    private static JsonObject Without(JsonObject json)
    {
        foreach (var empty in json.Where(static property => property.Value is null).Select(static property => property.Key).ToList())
        {
            json.Remove(empty);
        }

        return json;
    }
}
