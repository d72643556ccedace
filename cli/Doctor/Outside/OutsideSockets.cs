using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy;
using Moltbot.Policy.Devices;
using Moltbot.Policy.Scopes;
using Moltbot.Protocol.Methods;

namespace Moltbot.Cli.Doctor.Outside;

/// <summary>Tries over WebSocket what asks for a credential: a connect without one, requests before any connect, and a foreign page.</summary>
internal sealed class OutsideSockets(OutsideView view, Invocation call, HttpMessageInvoker http)
{
    private const int MaxFrame = 256 * 1024;

    // Whatever a gateway is like that answers them: these change nothing.
    private static readonly string[] Readers = ["health", "config.get", "device.pair.list", "moltbot.tenants.list", "skills.bins"];

    public async IAsyncEnumerable<OutsideAnswer> TryAllAsync()
    {
        foreach (var method in OneOfEachKind())
        {
            yield return await TryAsync($"{method.Name} ({method.Need}) before connect", Request(method.Name, []));
        }

        yield return await TryAsync("connect without a credential", Request(MethodNames.Connect, Introduction(null)));
        yield return await TryAsync("connect with an empty token", Request(MethodNames.Connect, Introduction("")));
        yield return await TryPageAsync();
    }

    /// <summary>A method of each need; one that only reads where there is one.</summary>
    internal static IEnumerable<(string Name, MethodNeed Need)> OneOfEachKind() => MethodTable.All
        .GroupBy(static row => row.Value)
        .Select(static kind => (Name: kind.Select(static row => row.Key).OrderByDescending(static name => Readers.Contains(name, StringComparer.Ordinal)).ThenBy(static name => name, StringComparer.Ordinal).First(), Need: kind.Key))
        .OrderBy(static each => each.Name, StringComparer.Ordinal);

    private async Task<OutsideAnswer> TryAsync(string what, string frame)
    {
        using var socket = new ClientWebSocket();
        using var limit = new CancellationTokenSource(call.Timeout, call.Host.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, call.Cancel);
        try
        {
            await OpenAsync(socket, null, either.Token);
            await socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, endOfMessage: true, either.Token);
            return await IsAnsweredAsync(socket, either.Token) ? new OutsideAnswer(what, "answered", IsOpen: true) : new OutsideAnswer(what, "refused", IsOpen: false);
        }
        catch (Exception none) when (none is WebSocketException or JsonException || (none is OperationCanceledException && !call.Cancel.IsCancellationRequested))
        {
            return OutsideAnswer.None(what);
        }
    }

    private async Task<OutsideAnswer> TryPageAsync()
    {
        const string what = "a page of another site";
        using var socket = new ClientWebSocket();
        using var limit = new CancellationTokenSource(call.Timeout, call.Host.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, call.Cancel);
        try
        {
            await OpenAsync(socket, "https://page.invalid", either.Token);
            return new OutsideAnswer(what, "got a socket", IsOpen: true);
        }
        catch (Exception none) when (none is WebSocketException || (none is OperationCanceledException && !call.Cancel.IsCancellationRequested))
        {
            return socket.HttpStatusCode == HttpStatusCode.Forbidden ? new OutsideAnswer(what, "refused", IsOpen: false) : OutsideAnswer.None(what);
        }
    }

    private async Task OpenAsync(ClientWebSocket socket, string? origin, CancellationToken cancel)
    {
        socket.Options.CollectHttpResponseDetails = true;
        foreach (var (name, value) in view.Headers)
        {
            socket.Options.SetRequestHeader(name, value);
        }

        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        await socket.ConnectAsync(view.Url, http, cancel);
    }

    /// <summary>Whether the request is answered well; events and refusals are no answers, nor is the end.</summary>
    private static async Task<bool> IsAnsweredAsync(ClientWebSocket socket, CancellationToken cancel)
    {
        var buffer = new byte[MaxFrame];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult read;
            do
            {
                read = await socket.ReceiveAsync(buffer.AsMemory(length), cancel);
                length += read.Count;
            }
            while (read is { EndOfMessage: false, MessageType: WebSocketMessageType.Text } && length < buffer.Length);

            if (read.MessageType is not WebSocketMessageType.Text)
            {
                return false;
            }

            if (length == buffer.Length && !read.EndOfMessage)
            {
                // No refusal is that long.
                return true;
            }

            if (Judge(buffer.AsSpan(0, length)) is { } isAnswered)
            {
                return isAnswered;
            }
        }
    }

    /// <summary>Whether a frame answers the request well; null when it is no answer. Another service may say whatever it likes.</summary>
    internal static bool? Judge(ReadOnlySpan<byte> frame)
    {
        try
        {
            return JsonNode.Parse(frame) is JsonObject answer && answer["type"] is JsonValue type && type.TryGetValue(out string? kind) && kind == "res"
                ? answer["ok"]?.GetValueKind() is JsonValueKind.True
                : null;
        }
        catch (Exception none) when (none is JsonException or InvalidOperationException or ArgumentException)
        {
            // No JSON, a text that is not valid UTF-16, or a name twice.
            return null;
        }
    }

    private static string Request(string method, JsonObject parameters) =>
        new JsonObject { ["type"] = "req", ["id"] = "audit", ["method"] = method, ["params"] = parameters }.ToJsonString();

    private static JsonObject Introduction(string? token)
    {
        var connect = new JsonObject
        {
            ["minProtocol"] = 3,
            ["maxProtocol"] = 3,
            ["client"] = new JsonObject { ["id"] = ClientIds.Cli, ["mode"] = "cli", ["version"] = ProductVersion.Text, ["platform"] = "linux" },
            ["role"] = GatewayRoles.Operator,
            ["scopes"] = new JsonArray([.. OperatorScopes.All.Select(static scope => (JsonNode?)scope)]),
        };
        if (token is not null)
        {
            connect["auth"] = new JsonObject { ["token"] = token };
        }

        return connect;
    }
}
