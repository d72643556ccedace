using System.Text.Json.Nodes;
using Moltbot.TestSupport.Gateway;

namespace Moltbot.Conformance.Golden;

/// <summary>One replay of one conversation.</summary>
internal sealed class GoldenConversationRun(GoldenConversation conversation, GoldenTarget target) : IAsyncDisposable
{
    private const int ClosedByClient = 1005;
    private const int AboveTheLimit = 600_000;

    private readonly Dictionary<string, GoldenConnection> _connections = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<GoldenStep> _steps = InOrderOfCause([.. conversation.Steps.Where(static step => GoldenDifferences.OfFrame(step) is null)]);
    private readonly Dictionary<string, string> _methods = new(StringComparer.Ordinal);
    private readonly GoldenValues _values = new(target);
    private readonly GoldenMatch _match = new(target);

    /// <summary>The step that is being replayed, from 1.</summary>
    internal int StepNumber { get; private set; }

    /// <summary>Runs all steps; gives the first mismatch.</summary>
    internal async Task<string?> RunAsync(CancellationToken cancel)
    {
        for (var i = 0; i < _steps.Count; i++)
        {
            StepNumber = i + 1;
            var step = _steps[i];
            var connection = await ConnectionOf(step.Who, cancel);
            var mismatch = step switch
            {
                { IsSent: true } => await SendAsync(connection, step, i, cancel),
                { IsReceived: true } => await ReceiveAsync(connection, step, cancel),
                _ => await EndAsync(connection, step, cancel),
            };
            if (mismatch is not null)
            {
                return $"step {StepNumber} ({step.Who} {step.Direction}) {mismatch}";
            }
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (who, connection) in _connections)
        {
            foreach (var frame in connection.Client.Frames)
            {
                target.Seen?.Invoke(frame.Json, _methods.GetValueOrDefault($"{who} {frame.Id}"));
            }

            await connection.DisposeAsync();
        }
    }

    private async Task<GoldenConnection> ConnectionOf(string who, CancellationToken cancel)
    {
        if (!_connections.TryGetValue(who, out var connection))
        {
            var client = await GatewayTestClient.OpenAsync(target.Url, $"{conversation.Id} {who}", conversation.HeadersOf(who), target.Timeout, cancel);
            _connections[who] = connection = new GoldenConnection(client);
        }

        return connection;
    }

    private async Task<string?> SendAsync(GoldenConnection connection, GoldenStep step, int index, CancellationToken cancel)
    {
        if (step.Frame is JsonObject raw && raw.Count == 1 && raw["raw"] is { } text)
        {
            await connection.Client.SendRawAsync((string)text!, cancel);
            return null;
        }

        var isConnect = step.Method == "connect" && step.Frame!["params"]?["client"] is not null;
        if (isConnect && connection.Nonce is null)
        {
            await connection.PeekAsync(expectedEvent: null, "the challenge", cancel);
            connection.Advance();
        }

        var following = _steps.Skip(index + 1).FirstOrDefault(each => each.Who == step.Who);
        var refusal = isConnect && following is { IsReceived: true } ? (string?)following.Frame?["error"]?["message"] : null;
        var isStale = refusal?.Contains("token mismatch", StringComparison.Ordinal) ?? false;
        var frame = isStale ? _values.FillWithFormerToken(step.Frame) : _values.Fill(step.Frame);
        if (step.Method is { } method)
        {
            _methods[$"{step.Who} {frame?["id"]?.ToJsonString()}"] = method;
        }

        if (isConnect)
        {
            GoldenConnect.Resign(
                step.Frame!["params"]!.AsObject(), frame!["params"]!.AsObject(), connection.Nonce, refusal, conversation.Note);
        }

        await connection.Client.SendRawAsync(frame?.ToJsonString() ?? "null", cancel);
        if (!isConnect || (following is { IsReceived: true } && KindOf(following.Frame ?? following.Head) == KindOf(frame)))
        {
            return null;
        }

        // The recording left the answer out, yet what follows stands on it.
        var answer = await connection.PeekAsync(expectedEvent: null, "the answer to connect", cancel);
        connection.Advance();
        _values.Learn(answer["payload"]);
        return answer["ok"]?.GetValue<bool>() is true ? null : $"connect was refused: {answer.ToJsonString()}";
    }

    private async Task<string?> ReceiveAsync(GoldenConnection connection, GoldenStep step, CancellationToken cancel)
    {
        var isText = IsRunningText(step.Frame);
        if ((string?)step.Frame?["event"] == "health" && connection.HasHealth)
        {
            // The original tells everybody of their own health whenever anybody connects.
            return null;
        }

        while (true)
        {
            var expected = (step.Frame ?? step.Head)?.ToJsonString() ?? "a large frame";
            var frame = await connection.PeekAsync((string?)step.Frame?["event"], Short(expected), cancel);
            if (isText is false && IsLeftOut(step, frame))
            {
                connection.Advance();
                continue;
            }

            var isActualText = IsRunningText(frame);
            if (isText && !isActualText)
            {
                // How a text is cut into pieces is up to time; that it came whole is seen in what follows.
                return null;
            }

            connection.Advance();
            _values.Learn(frame["payload"]);
            if (isActualText && !isText)
            {
                continue;
            }

            if (isText)
            {
                return CompareRunningText(step.Frame!, frame);
            }

            if (KindOf(step.Frame ?? step.Head) is var kind && kind != KindOf(frame))
            {
                return $"expected {Short(expected)}, but got {Short(frame.ToJsonString())}";
            }

            if (frame["error"] is { } error && (step.Frame ?? step.Head)?["ok"]?.GetValue<bool>() is true)
            {
                return $"expected an answer, but was refused: {error.ToJsonString()}";
            }

            return step.Frame is { } recorded
                ? _match.Compare(recorded, frame)
                : _match.Compare(step.Head, new JsonObject(step.Head!.Select(pair => KeyValuePair.Create(pair.Key, frame[pair.Key]?.DeepClone()))))
                    ?? _match.CompareShape(step.Shape, frame);
        }
    }

    private async Task<string?> EndAsync(GoldenConnection connection, GoldenStep step, CancellationToken cancel)
    {
        var (code, reason) = ((int)step.Frame!["code"]!, (string?)step.Frame["reason"] ?? string.Empty);
        if (code == ClosedByClient)
        {
            await connection.Client.CloseAsync();
            return null;
        }

        if (code == Protocol.Limits.CloseCodes.TooBig)
        {
            await connection.Client.SendRawAsync($$"""{"type":"req","id":"big","method":"health","params":"{{new string('x', AboveTheLimit)}}"}""", cancel);
        }

        var closed = await connection.Client.ClosedAsync(cancel);
        var isSame = closed.Code == code && GoldenText.Matches(reason, closed.Reason, target);
        return isSame ? null : $"expected close {code} '{reason}', but got {closed.Code} '{closed.Reason}'";
    }

    private string? CompareRunningText(JsonNode recorded, JsonNode actual)
    {
        // Pieces differ, so only what is not text is compared.
        var (left, right) = (recorded.DeepClone(), actual.DeepClone());
        foreach (var payload in new[] { left["payload"]!.AsObject(), right["payload"]!.AsObject() })
        {
            payload.Remove("data");
            payload.Remove("message");
            payload.Remove("seq");
        }

        return _match.Compare(left, right);
    }

    // That a client left was written down after what others were told of it.
    private static List<GoldenStep> InOrderOfCause(IReadOnlyList<GoldenStep> recorded)
    {
        List<GoldenStep> steps = [.. recorded];
        for (var i = 0; i + 1 < steps.Count; i++)
        {
            var (told, cause) = (steps[i], steps[i + 1]);
            var isLeaving = cause.IsClosed && (int?)cause.Frame?["code"] == ClosedByClient && cause.Who != told.Who;
            if (isLeaving && told.IsReceived && (string?)told.Frame?["event"] == "presence")
            {
                (steps[i], steps[i + 1]) = (cause, told);
                i++;
            }
        }

        return steps;
    }

    // The recording ends before this run does, so what it still says may come at any time.
    private bool IsLeftOut(GoldenStep step, JsonNode? frame)
    {
        var run = RunOf(frame);
        return run is not null
            && _steps.SkipWhile(each => each != step).All(later => later.Who != step.Who || !later.IsReceived || RunOf(later.Frame) != run);
    }

    private static string? RunOf(JsonNode? frame) =>
        (string?)(frame as JsonObject)?["event"] is "agent" or "chat" ? frame!["payload"]?["runId"]?.ToString() : null;

    // An event by its name, a response by its id: frames of another kind are not compared key by key.
    private static string? KindOf(JsonNode? frame) => frame is not JsonObject map ? null : map["event"]?.ToString() ?? $"res {map["id"]}";

    private static bool IsRunningText(JsonNode? frame) => ((string?)(frame as JsonObject)?["event"]) switch
    {
        "agent" => (string?)frame!["payload"]?["stream"] == "assistant",
        "chat" => (string?)frame!["payload"]?["state"] == "delta",
        _ => false,
    };

    private static string Short(string text)
    {
        const int longest = 300;
        return text.Length > longest ? text[..longest] + "…" : text;
    }
}
