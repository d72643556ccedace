using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Moltbot.Policy.Commands;

/// <summary>A <c>/config</c> or <c>/debug</c>: what is asked of the settings. Reading one says nothing of who may give it.</summary>
/// <param name="Action">What is asked for.</param>
/// <param name="Path">The place in dot notation; null for the whole.</param>
/// <param name="Value">What it shall be set to; null also stands for JSON's <c>null</c>.</param>
/// <param name="Problem">Why it could not be read, in words; only of <see cref="SettingAction.Error"/>.</param>
public sealed partial record SettingCommand(SettingAction Action, string? Path = null, JsonNode? Value = null, string? Problem = null)
{
    /// <summary>Reads <c>/config show|get|set|unset</c>; null for a text that does not begin with its name.</summary>
    public static SettingCommand? Config(string? text) => Split(text, "/config") is { } said
        ? said.Word switch
        {
            "" or "show" or "get" => new SettingCommand(SettingAction.Show, said.After.Length > 0 ? said.After : null),
            "unset" or "set" => Change("/config", said.Word, said.After),
            _ => Wrong("Usage: /config show|set|unset"),
        }
        : null;

    /// <summary>Reads <c>/debug show|set|unset|reset</c>; null for a text that does not begin with its name.</summary>
    public static SettingCommand? Debug(string? text) => Split(text, "/debug") is { } said
        ? said.Word switch
        {
            "" or "show" => new SettingCommand(SettingAction.Show),
            "reset" => new SettingCommand(SettingAction.Reset),
            "unset" or "set" => Change("/debug", said.Word, said.After),
            _ => Wrong("Usage: /debug show|set|unset|reset"),
        }
        : null;

    private static SettingCommand Change(string name, string word, string rest)
    {
        if (word == "unset")
        {
            return rest.Length > 0 ? new SettingCommand(SettingAction.Unset, rest) : Wrong($"Usage: {name} unset path");
        }

        var equals = rest.IndexOf('=', StringComparison.Ordinal);
        var path = equals > 0 ? rest[..equals].Trim() : "";
        if (path.Length == 0)
        {
            return Wrong($"Usage: {name} set path=value");
        }

        var raw = rest[(equals + 1)..].Trim();
        try
        {
            return raw.Length > 0 ? new SettingCommand(SettingAction.Set, path, Read(raw)) : Wrong("Missing value.");
        }
        catch (JsonException)
        {
            return Wrong("Invalid JSON.");
        }
    }

    // What begins like an object or a list has to be one; any other word needs no quotes.
    private static JsonNode? Read(string raw) => raw switch
    {
        "true" or "false" or "null" or ['{' or '[', ..] => JsonNode.Parse(raw),
        ['\'', .. var inner, '\''] => inner,
        ['"', .. var inner, '"'] => Unquoted(raw) ?? inner,
        _ when Number().IsMatch(raw) => double.Parse(raw, NumberStyles.Float, CultureInfo.InvariantCulture),
        _ => raw,
    };

    private static JsonNode? Unquoted(string raw)
    {
        try
        {
            return JsonNode.Parse(raw);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The first word after the name in lower case, empty when there is none, and what follows it.</summary>
    private static (string Word, string After)? Split(string? text, string name)
    {
        var trimmed = (text ?? "").Trim();
        if (!trimmed.StartsWith(name, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var rest = trimmed[name.Length..].Trim();
        var end = 0;
        while (end < rest.Length && !char.IsWhiteSpace(rest[end]))
        {
            end++;
        }

        return (rest[..end].ToLowerInvariant(), rest[end..].Trim());
    }

    private static SettingCommand Wrong(string problem) => new(SettingAction.Error, Problem: problem);

    [GeneratedRegex(@"\A-?[0-9]{1,300}(\.[0-9]{1,300})?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Number();
}
