using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Moltbot.Policy.Hooks;

/// <summary>A text of the configuration with places that are filled from a call: <c>{{messages[0].from}}</c>, <c>{{headers.x-event}}</c>.</summary>
internal static partial class HookTemplate
{
    private static readonly JsonSerializerOptions Wire = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether a call has a word in what the template says.</summary>
    public static bool IsOpen(string? template) => template is not null && Place().IsMatch(template);

    /// <summary>The text for a call; what the call does not have is left empty.</summary>
    public static string Fill(string template, HookCall call) =>
        Place().Replace(template, place => Value(place.Groups["expression"].Value.Trim(), call));

    private static string Value(string expression, HookCall call) => expression switch
    {
        "path" => call.Path,
        "now" => call.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        _ when After(expression, "headers.") is { } name => call.Headers.GetValueOrDefault(name.ToLowerInvariant(), ""),
        _ when After(expression, "query.") is { } name => call.Query.GetValueOrDefault(name, ""),
        _ => Text(Find(call.Payload, After(expression, "payload.") ?? expression)),
    };

    private static string? After(string expression, string prefix) =>
        expression.StartsWith(prefix, StringComparison.Ordinal) ? expression[prefix.Length..] : null;

    private static JsonElement? Find(JsonElement payload, string path)
    {
        JsonElement? at = payload;
        foreach (var step in Step().EnumerateMatches(path))
        {
            var name = path.AsSpan(step.Index, step.Length).Trim("[]").ToString();
            at = at switch
            {
                { ValueKind: JsonValueKind.Object } owner => owner.TryGetProperty(name, out var member) ? member : null,
                { ValueKind: JsonValueKind.Array } list => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < list.GetArrayLength()
                    ? list[place]
                    : null,
                _ => null,
            };
            if (at is null)
            {
                return null;
            }
        }

        return at;
    }

    private static string Text(JsonElement? value) => value switch
    {
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => "",
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { } other => JsonSerializer.Serialize(other, Wire),
    };

    [GeneratedRegex(@"\{\{\s*(?<expression>[^}]+)\s*\}\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Place();

    [GeneratedRegex(@"[^.\[\]]+|\[[0-9]+\]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Step();
}
