using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Moltbot.Conformance.Golden;

/// <summary>Remembers ids and tokens the gateway gave, and puts them where a recorded request has a placeholder.</summary>
internal sealed partial class GoldenValues(GoldenTarget target)
{
    private const long AnHour = 3_600_000;

    private readonly Dictionary<string, string> _byKey = new(StringComparer.Ordinal);
    private string? _lastUuid;
    private string? _lastToken;
    private string? _formerToken;

    /// <summary>Remembers what a received frame holds.</summary>
    internal void Learn(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (key, value) in map)
                {
                    if (value is JsonValue text && text.GetValueKind() is JsonValueKind.String)
                    {
                        Learn(key, (string)text!);
                    }
                    else
                    {
                        Learn(value);
                    }
                }

                break;
            case JsonArray list:
                foreach (var item in list)
                {
                    Learn(item);
                }

                break;
        }
    }

    /// <summary>The token before the last one, for whoever was refused because it no longer holds.</summary>
    internal JsonNode? FillWithFormerToken(JsonNode? recorded)
    {
        var last = _lastToken;
        _lastToken = _formerToken ?? last;
        var filled = Fill(recorded);
        _lastToken = last;
        return filled;
    }

    /// <summary>A recorded value as it is to be sent now.</summary>
    internal JsonNode? Fill(JsonNode? recorded, string key = "") => recorded switch
    {
        JsonObject map => new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key, Fill(pair.Value, pair.Key)))),
        JsonArray list => new JsonArray([.. list.Select(item => Fill(item, key))]),
        JsonValue text when text.GetValueKind() is JsonValueKind.String => FillText((string)text!, key),
        _ => recorded?.DeepClone(),
    };

    private void Learn(string key, string text)
    {
        if (Uuid().IsMatch(text))
        {
            _byKey[key] = text;
            _lastUuid = text;
        }
        else if (Token().IsMatch(text) && key is "token" or "deviceToken" && text != _lastToken)
        {
            (_formerToken, _lastToken) = (_lastToken, text);
        }
        else if (Hash().IsMatch(text))
        {
            _byKey[key] = text;
        }
    }

    private JsonNode? FillText(string recorded, string key) => recorded switch
    {
        "<ms>" => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() + (key == "atMs" ? AnHour : 0),
        "<uuid>" => _byKey.GetValueOrDefault(key) ?? _byKey.GetValueOrDefault("id") ?? _lastUuid ?? Guid.NewGuid().ToString(),
        "<hex32>" => _lastToken ?? recorded,
        "<hex64>" => _byKey.GetValueOrDefault(key) ?? _byKey.GetValueOrDefault("hash") ?? recorded,
        _ => GoldenText.Fill(recorded, target),
    };

    [GeneratedRegex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Uuid();

    [GeneratedRegex("^[0-9a-f]{32}$", RegexOptions.None, 1000)]
    private static partial Regex Token();

    [GeneratedRegex("^[0-9a-f]{64}$", RegexOptions.None, 1000)]
    private static partial Regex Hash();
}
