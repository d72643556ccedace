using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Moltbot.Conformance.Golden;

namespace Moltbot.Protocol.Tests.Golden;

/// <summary>A gateway that knows one conversation by heart: each connection gets the part recorded for it.</summary>
internal sealed class RecordedGateway : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly GoldenConversation _conversation;
    private readonly string[] _order;
    private int _connections;

    private RecordedGateway(GoldenConversation conversation)
    {
        _conversation = conversation;
        _order = [.. conversation.Steps.Select(step => step.Who).Distinct(StringComparer.Ordinal)];
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _application = builder.Build();
        _application.UseWebSockets();
        _application.Run(ServeAsync);
    }

    internal Uri Url
    {
        get
        {
            var address = _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
            return new UriBuilder(address) { Scheme = "ws" }.Uri;
        }
    }

    internal static async Task<RecordedGateway> StartAsync(GoldenConversation conversation)
    {
        var gateway = new RecordedGateway(conversation);
        await gateway._application.StartAsync(TestContext.Current.CancellationToken);
        return gateway;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext context)
    {
        var who = _order[Interlocked.Increment(ref _connections) - 1];
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var steps = _conversation.Steps.Where(step => step.Who == who).ToList();
        if (steps[0] is not { IsReceived: true })
        {
            await SendAsync(socket, JsonNode.Parse("""{"type":"event","event":"connect.challenge","payload":{"nonce":"<uuid>","ts":"<ms>"}}"""));
        }

        for (var i = 0; i < steps.Count; i++)
        {
            await PlayAsync(socket, steps[i], isLast: i + 1 == steps.Count, next: steps.ElementAtOrDefault(i + 1));
        }
    }

    private static async Task PlayAsync(WebSocket socket, GoldenStep step, bool isLast, GoldenStep? next)
    {
        if (step.IsReceived)
        {
            await SendAsync(socket, step.Frame ?? OfShape(step));
        }
        else if (step.IsSent)
        {
            await ReceiveAsync(socket);
            if (step.Method == "connect" && (string?)(next?.Frame ?? next?.Head)?["type"] is not "res")
            {
                var id = step.Frame!["id"]!.ToJsonString();
                await SendAsync(socket, JsonNode.Parse($$"""{"type":"res","id":{{id}},"ok":true,"payload":{"type":"hello-ok","auth":{"deviceToken":"<hex32>"} } }"""));
            }
        }
        else if ((int)step.Frame!["code"]! is var code and not 1005)
        {
            await socket.CloseOutputAsync((WebSocketCloseStatus)code, (string?)step.Frame["reason"], CancellationToken.None);
        }

        if (isLast)
        {
            await ReceiveAsync(socket);
        }
    }

    private static JsonNode OfShape(GoldenStep step)
    {
        var frame = step.Head!.DeepClone().AsObject();
        frame["payload"] = ValueOf(step.Shape!["payload"]);
        return frame;
    }

    private static JsonNode? ValueOf(JsonNode? shape) => shape switch
    {
        JsonObject map => new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key, ValueOf(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Take(1).Select(ValueOf)]),
        _ => (string?)shape switch { "number" => 1, "boolean" => true, _ => "text" },
    };

    private static async Task SendAsync(WebSocket socket, JsonNode? recorded)
    {
        var text = Fill(recorded)?.ToJsonString() ?? "null";
        await socket.SendAsync(Encoding.UTF8.GetBytes(text).AsMemory(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
    }

    private static async Task ReceiveAsync(WebSocket socket)
    {
        var buffer = new byte[256 * 1024];
        try
        {
            while (!(await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None)).EndOfMessage)
            {
            }
        }
        catch (WebSocketException)
        {
            // The client left; the conversation is over.
        }
    }

    private static JsonNode? Fill(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key, Fill(pair.Value)))),
        JsonArray list => new JsonArray([.. list.SelectMany(FillItem)]),
        JsonValue value when value.GetValueKind() is JsonValueKind.String => FillText((string)value!),
        _ => node?.DeepClone(),
    };

    private static IEnumerable<JsonNode?> FillItem(JsonNode? item)
    {
        if (item is JsonValue value && value.GetValueKind() is JsonValueKind.String && ((string)value!).StartsWith("…(", StringComparison.Ordinal))
        {
            var count = int.Parse(string.Concat(((string)value!).Where(char.IsAsciiDigit)));
            return Enumerable.Range(0, count - 12).Select(i => (JsonNode?)$"more{i}");
        }

        return [Fill(item)];
    }

    private static JsonNode? FillText(string text) => text is "<ms>" or "<seconds>"
        ? 1769817600000
        : GoldenText.Fill(text, RecordedTarget.For(new Uri("ws://localhost"), password: false))
            .Replace("<uuid>", Guid.NewGuid().ToString(), StringComparison.Ordinal)
            .Replace("<hex64>", new string('a', 64), StringComparison.Ordinal)
            .Replace("<hex32>", new string('b', 32), StringComparison.Ordinal)
            .Replace("<iso>", "2026-01-31T00:00:00.000Z", StringComparison.Ordinal)
            .Replace("<dow>", "Sat", StringComparison.Ordinal)
            .Replace("<date time>", "2026-01-31 00:00 UTC", StringComparison.Ordinal);
}
