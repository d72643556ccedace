using System.Text.Json.Nodes;

namespace Moltbot.Conformance.Golden;

/// <summary>A recorded HTTP request with its answer.</summary>
public sealed record GoldenRequest(
    string Id, string Name, string Method, string Path, IReadOnlyDictionary<string, string> Headers, JsonNode? Body, JsonObject Expected)
{
    /// <summary>Reads golden_http.json.</summary>
    public static IReadOnlyList<GoldenRequest> ReadFile(string json) =>
        [.. JsonNode.Parse(json)!["cases"]!.AsArray().Select(each => Read(each!.AsObject()))];

    /// <summary>Whether the gateway cut the connection instead of answering.</summary>
    public bool IsCutOff => Expected.ContainsKey("connectionError");

    private static GoldenRequest Read(JsonObject recorded)
    {
        var request = recorded["request"]!.AsObject();
        var headers = request["headers"] as JsonObject ?? [];
        return new GoldenRequest(
            (string)recorded["id"]!,
            (string)recorded["name"]!,
            (string)request["method"]!,
            (string)request["path"]!,
            headers.ToDictionary(pair => pair.Key, pair => (string)pair.Value!, StringComparer.OrdinalIgnoreCase),
            request["body"],
            recorded["expected"]!.AsObject());
    }
}
