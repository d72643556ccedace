using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;

namespace Moltbot.Gateway.Tests.Support;

/// <summary>A gateway with a model behind it, and an administrator's connection.</summary>
internal sealed class ConversationRig : IAsyncDisposable
{
    private ConversationRig(SimulatedModelProvider model, GatewayRig gateway, GatewayTestClient client)
    {
        Model = model;
        Gateway = gateway;
        Client = client;
    }

    public SimulatedModelProvider Model { get; }

    public GatewayRig Gateway { get; }

    public GatewayTestClient Client { get; }

    public static async Task<ConversationRig> Start(string more = "")
    {
        SimulatedModelProvider model = await SimulatedModelProvider.StartAsync();
        GatewayRig gateway = await GatewayRig.Start(ConfigFor(model, more));
        return new ConversationRig(model, gateway, await gateway.Connect());
    }

    /// <summary>Messages that come while the run before them ends wait for nothing more: the clock stands still.</summary>
    public static string ConfigFor(SimulatedModelProvider model, string more) => $$"""
        {
          models: { providers: { fake: { baseUrl: "{{model.BaseUrl}}", apiKey: "canary-model-key-0123456789", api: "openai-completions",
            models: [{ id: "m1", name: "One", reasoning: false, input: ["text"], cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 }, contextWindow: 32000, maxTokens: 1000 }] } } },
          agents: { defaults: { model: { primary: "fake/m1" } } },
          messages: { queue: { debounceMs: 0 } }{{(more.Length == 0 ? "" : ", " + more)}}
        }
        """;

    /// <summary>Says something and waits for the whole answer.</summary>
    public async Task<JsonElement> Ask(string text, string runId, string sessionKey = "main")
    {
        JsonElement sent = await Client.CallAsync(
            "chat.send", new JsonObject { ["sessionKey"] = sessionKey, ["message"] = text, ["idempotencyKey"] = runId });
        sent.GetProperty("status").GetString().ShouldBe("started");
        ReceivedFrame final = await Client.EventAsync(
            "chat", chat => chat.GetProperty("runId").GetString() == runId && chat.GetProperty("state").GetString() == "final");
        return final.Payload;
    }

    /// <summary>Has the agent have heartbeats that are told to nobody, the first in an hour.</summary>
    public async Task Heartbeats()
    {
        string hash = (await Client.CallAsync("config.get")).GetProperty("hash").GetString()!;
        await Client.CallAsync("config.patch", new JsonObject
        {
            ["raw"] = "{ agents: { defaults: { heartbeat: { every: '1h', target: 'none', prompt: 'Look around.' } } } }", ["baseHash"] = hash,
        });
    }

    /// <summary>A person writes to the default Telegram account, in a direct chat of the same id.</summary>
    public async Task WrittenTo(string updateId, string senderId, string text = "hello") =>
        (await Gateway.AsGateway<IChannelAccountGrain>(GrainKey.ForAccount(TenantId.Default, "telegram", "default")).Receive(new InboundMessage
        {
            UpdateId = updateId,
            Kind = InboundKind.Message,
            ChatId = senderId,
            ChatKind = ChatKind.Direct,
            Sender = new InboundSender { Id = senderId, Name = "Somebody" },
            MessageId = "m" + updateId,
            Text = text,
            SentAt = 1_700_000_000_000,
        })).Outcome.ShouldStartWith("accepted");

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Gateway.DisposeAsync();
        await Model.DisposeAsync();
    }
}
