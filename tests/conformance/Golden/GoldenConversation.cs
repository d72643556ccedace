using System.Text.Json.Nodes;

namespace Moltbot.Conformance.Golden;

/// <summary>A recorded conversation of one or more connections with a gateway.</summary>
public sealed record GoldenConversation(string Id, string Name, string Note, IReadOnlyList<GoldenStep> Steps)
{
    /// <summary>Reads golden_ws.json.</summary>
    public static IReadOnlyList<GoldenConversation> ReadFile(string json) =>
        [.. JsonNode.Parse(json)!["cases"]!.AsArray().Select(each => Read(each!.AsObject()))];

    /// <summary>Whether the gateway of the recording was in password mode.</summary>
    public bool NeedsPassword => Note.Contains("password mode", StringComparison.Ordinal);

    /// <summary>Whether the gateway of the recording let the control UI do without a device.</summary>
    public bool NeedsInsecureUi => Note.Contains("allowInsecureAuth=true", StringComparison.Ordinal);

    /// <summary>Whether the gateway of the recording did not look at devices of the control UI at all.</summary>
    public bool NeedsDisabledDevices => Note.Contains("dangerouslyDisableDeviceAuth=true", StringComparison.Ordinal);

    /// <summary>Request headers of a connection. The recordings keep none, so they follow from the notes.</summary>
    public IReadOnlyDictionary<string, string> HeadersOf(string who)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        var isRemote = (who.StartsWith('r') && who != "ro") || (who == "a" && Name.Contains("-remote", StringComparison.Ordinal));
        if (isRemote)
        {
            headers["Host"] = "gateway.example.com";
        }

        if (Name.StartsWith("proxy-", StringComparison.Ordinal) && who == "x")
        {
            headers["X-Forwarded-For"] = Name.Contains("spoof", StringComparison.Ordinal) ? "127.0.0.1, 203.0.113.9" : "203.0.113.9";
        }

        return headers;
    }

    private static GoldenConversation Read(JsonObject conversation) => new(
        (string)conversation["id"]!,
        (string)conversation["name"]!,
        (string?)conversation["note"] ?? string.Empty,
        [.. conversation["steps"]!.AsArray().Select(step => ReadStep(step!.AsObject()))]);

    private static GoldenStep ReadStep(JsonObject step) => new(
        (string)step["who"]!, (string)step["dir"]!, step["frame"], step["frameShape"], step["head"]?.AsObject());
}
