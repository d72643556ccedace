using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Moltbot.Conformance.Golden;

/// <summary>Replays recorded HTTP requests against a running gateway in token mode, with both model endpoints enabled.</summary>
public sealed class GoldenHttpReplay(GoldenTarget target) : IDisposable
{
    // Above every limit of section 8 but that of /v1/responses, which no recording reaches.
    private const int LargeBody = 4 * 1024 * 1024;

    // Compared strictly; connection management is the server's own business.
    private static readonly string[] ComparedHeaders = ["content-type", "allow", "cache-control", "location"];

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = target.Timeout };
    private readonly GoldenMatch _match = new(target);

    /// <summary>Replays one request.</summary>
    public async Task<GoldenVerdict> RunAsync(GoldenRequest recorded, CancellationToken cancel = default)
    {
        var mismatch = await CompareAsync(recorded, cancel);
        if (mismatch is not null && GoldenDifferences.OfRequest(recorded, mismatch) is { } reason)
        {
            return new GoldenVerdict(recorded.Id, recorded.Name, GoldenStatus.Different, reason);
        }

        return new GoldenVerdict(recorded.Id, recorded.Name, mismatch is null ? GoldenStatus.Passed : GoldenStatus.Failed, mismatch);
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private async Task<string?> CompareAsync(GoldenRequest recorded, CancellationToken cancel)
    {
        try
        {
            using var request = RequestOf(recorded);
            using var response = await _http.SendAsync(request, cancel);
            var body = await response.Content.ReadAsStringAsync(cancel);
            if (recorded.IsCutOff)
            {
                return (int)response.StatusCode == 413 ? null : $"expected the connection to be cut or 413, but got {(int)response.StatusCode}";
            }

            return CompareStatus(recorded.Expected, response, body)
                ?? CompareHeaders(recorded.Expected["headers"] as JsonObject, response)
                ?? CompareBody(recorded.Expected["body"], response, body);
        }
        catch (HttpRequestException e)
        {
            return recorded.IsCutOff ? null : $"the connection failed: {e.Message}";
        }
    }

    private HttpRequestMessage RequestOf(GoldenRequest recorded)
    {
        // As recorded: a path with dots must reach the gateway as it is.
        var options = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        var url = new Uri($"{target.HttpUrl.GetLeftPart(UriPartial.Authority)}{GoldenText.Fill(recorded.Path, target)}", options);
        var request = new HttpRequestMessage(new HttpMethod(recorded.Method), url);
        if (recorded.Body is { } body)
        {
            var text = body is JsonValue value && value.GetValueKind() is JsonValueKind.String
                ? (string)value! == "(large)" ? $$"""{"filler":"{{new string('x', LargeBody)}}"}""" : (string)value!
                : body.ToJsonString();
            request.Content = new StringContent(GoldenText.Fill(text, target), Encoding.UTF8, "application/json");
        }

        foreach (var (name, value) in recorded.Headers)
        {
            var filled = GoldenText.Fill(value, target);
            if (!request.Headers.TryAddWithoutValidation(name, filled))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, filled);
            }
        }

        return request;
    }

    private static string? CompareStatus(JsonObject expected, HttpResponseMessage response, string body)
    {
        const int shown = 300;
        var status = (int)expected["status"]!;
        return (int)response.StatusCode == status
            ? null
            : $"expected status {status}, but got {(int)response.StatusCode}: {(body.Length > shown ? body[..shown] + "…" : body)}";
    }

    private static string? CompareHeaders(JsonObject? expected, HttpResponseMessage response)
    {
        foreach (var name in ComparedHeaders)
        {
            var recorded = (string?)expected?[name];
            var all = response.Headers.Concat(response.Content.Headers);
            var actual = all.FirstOrDefault(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Value?.FirstOrDefault();
            if (recorded is not null && !string.Equals(recorded, actual, StringComparison.OrdinalIgnoreCase))
            {
                return string.Create(CultureInfo.InvariantCulture, $"expected {name}: {recorded}, but got {actual ?? "none"}");
            }
        }

        return null;
    }

    private string? CompareBody(JsonNode? expected, HttpResponseMessage response, string body)
    {
        if (expected is JsonValue text && text.GetValueKind() is JsonValueKind.String)
        {
            return GoldenText.Matches((string)text!, body, target) ? null : $"expected body {text.ToJsonString()}, but got {body}";
        }

        try
        {
            var actual = response.Content.Headers.ContentType?.MediaType == "text/event-stream" ? ReadEvents(body) : JsonNode.Parse(body);
            return expected is null ? null
                : expected is JsonArray recorded && actual is JsonArray events ? _match.Compare(GoldenStream.Joined(recorded), GoldenStream.Joined(events))
                : _match.Compare(expected, actual);
        }
        catch (JsonException e)
        {
            return $"the body is not JSON: {e.Message}";
        }
    }

    // A stream as the recordings keep it: a list of {event?, data}, data parsed where it is JSON.
    private static JsonArray ReadEvents(string body)
    {
        var events = new JsonArray();
        foreach (var block in body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var read = new JsonObject();
            foreach (var line in block.Split('\n'))
            {
                if (line.StartsWith("event:", StringComparison.Ordinal))
                {
                    read["event"] = line["event:".Length..].Trim();
                }
                else if (line.StartsWith("data:", StringComparison.Ordinal))
                {
                    var data = line["data:".Length..].Trim();
                    read["data"] = data.StartsWith('{') ? JsonNode.Parse(data) : data;
                }
            }

            events.Add((JsonNode)read);
        }

        return events;
    }
}
