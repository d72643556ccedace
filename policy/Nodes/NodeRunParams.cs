using System.Text.Json;

namespace Moltbot.Policy.Nodes;

/// <summary>
/// What a caller may ask of <c>system.run</c>. A node believes what the gateway passes on: that a run was approved, and which text it
/// shows for the arguments it runs (security.md §10, attacks E4 and E11).
/// </summary>
public static class NodeRunParams
{
    /// <summary>Why the parameters are refused; null when they are passed on.</summary>
    /// <param name="json">The parameters as the caller wrote them; null when there are none.</param>
    /// <param name="platform">What the node says about its machine.</param>
    public static string? RefusalOf(string? json, string? platform)
    {
        if (json is null)
        {
            return null;
        }

        using var document = Parse(json);
        if (document is not { RootElement: { ValueKind: JsonValueKind.Object } run })
        {
            return "system.run takes an object";
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in run.EnumerateObject())
        {
            if (!names.Add(property.Name))
            {
                return $"{property.Name} is given twice";
            }

            if (property.Name.ToUpperInvariant() is "APPROVED" or "APPROVALDECISION")
            {
                return "a caller does not approve its own run";
            }
        }

        return names.Contains("rawCommand") && !SaysWhatRuns(run, platform) ? "rawCommand is not the command that runs" : null;
    }

    private static bool SaysWhatRuns(JsonElement run, string? platform)
    {
        if (!run.TryGetProperty("rawCommand", out var shown) || shown.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
        {
            return false;
        }

        if (shown.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        if (!run.TryGetProperty("command", out var command) || command.ValueKind != JsonValueKind.Array
            || command.EnumerateArray().Any(static word => word.ValueKind != JsonValueKind.String))
        {
            return false;
        }

        var raw = shown.GetString()!;
        string[] argv = [.. command.EnumerateArray().Select(static word => word.GetString()!)];
        return argv.SequenceEqual(NodeShell.Argv(raw, platform), StringComparer.Ordinal)
            || (argv is [var only] && only == raw && !raw.Any(char.IsWhiteSpace));
    }

    private static JsonDocument? Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
