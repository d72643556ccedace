using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Discord;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.System.Tests.Discord;

/// <summary>What a client sends to Discord meets the rules of the agent that the place belongs to, by whatever number it is named.</summary>
public sealed class GuildSendTests(GuildSendTests.Assistant assistant) : IClassFixture<GuildSendTests.Assistant>
{
    private const string Blocked = "send blocked by session policy";

    [Fact]
    public async Task A_channel_of_a_guild_belongs_to_the_agent_that_the_guild_is_bound_to()
    {
        SimulatedDiscordChannel closed = assistant.Closed.Channel("general"), open = assistant.Open.Channel("general");

        (await Send($"channel:{closed.Id}")).Message.ShouldBe(Blocked);
        (await Send($"channel:{open.Id}")).Require().GetProperty("chatId").GetString().ShouldBe(open.Id);
        assistant.Bot.Sent.Select(static message => message.ChannelId).ShouldBe([open.Id]);
    }

    [Fact]
    public async Task A_thread_belongs_to_the_agent_of_its_channel_by_whatever_chat_it_is_named()
    {
        SimulatedDiscordChannel thread = assistant.Open.Thread(assistant.ClosedChannel, "lunch", assistant.Bot.Id);
        SimulatedDiscordUser ann = assistant.Bot.Person("ann");

        (await Send($"channel:{thread.Id}")).Message.ShouldBe(Blocked);
        (await Deliver($"channel:{assistant.Open.Channel("lobby").Id}", thread.Id)).Message.ShouldBe(Blocked);
        (await Deliver($"user:{ann.Id}", thread.Id)).Message.ShouldBe("invalid thread for discord");
        assistant.Model.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_number_of_a_direct_chat_is_no_channel_to_the_rules()
    {
        SimulatedDiscordUser eve = assistant.Bot.Person("eve", Assistant.Shunned);

        (await Send($"user:{eve.Id}")).Message.ShouldBe(Blocked);
        (await Send($"channel:{eve.Direct.Id}")).Message.ShouldBe(Blocked);
    }

    [Fact]
    public async Task What_is_nowhere_is_not_sent()
    {
        GatewayAnswer nowhere = await Send("channel:99");

        nowhere.Code.ShouldBe("INVALID_REQUEST");
        nowhere.Message!.ShouldContain("shown no such chat");
    }

    private async Task<GatewayAnswer> Send(string to)
    {
        await using GatewayTestClient client = await assistant.System.Connect("operator");
        return await client.RequestAsync("send", new JsonObject
        {
            ["to"] = to, ["channel"] = "discord", ["message"] = "hello", ["idempotencyKey"] = Guid.NewGuid().ToString(),
        });
    }

    private async Task<GatewayAnswer> Deliver(string to, string thread)
    {
        await using GatewayTestClient client = await assistant.System.Connect("operator");
        return await client.RequestAsync("agent", new JsonObject
        {
            ["message"] = "say something", ["deliver"] = true, ["channel"] = "discord", ["to"] = to, ["threadId"] = thread, ["idempotencyKey"] = Guid.NewGuid().ToString(),
        });
    }

    /// <summary>A running system in two guilds: one is another agent's, and a channel of the other one is.</summary>
    public sealed class Assistant : IAsyncLifetime
    {
        /// <summary>Whom nothing may be written to.</summary>
        public const string Shunned = "80351110224678912";

        private const string Token = "MTIzNDU2Nzg5MDEyMzQ1Njc4OQ.Gabcde.s3cret-canary_of_a_bot_98765432";
        private readonly StateFolder _state = new();
        private SimulatedDiscord _discord = null!;

        internal RunningSystem System { get; private set; } = null!;

        internal SimulatedModelProvider Model { get; private set; } = null!;

        internal SimulatedDiscordBot Bot { get; private set; } = null!;

        internal SimulatedGuild Closed { get; private set; } = null!;

        internal SimulatedGuild Open { get; private set; } = null!;

        internal SimulatedDiscordChannel ClosedChannel { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Model = await SimulatedModelProvider.StartAsync();
            _discord = await SimulatedDiscord.StartAsync();
            Bot = _discord.AddBot(Token, "molty");
            Bot.HeartbeatInterval = TimeSpan.FromMilliseconds(200);
            Bot.Patience = 2 * Waits.Limit;
            (Closed, Open) = (Bot.Guild("Closed"), Bot.Guild("Open"));
            ClosedChannel = Open.Channel("closed");
            JsonObject document = Configurations.For(Model).WithDiscord(_discord, Token);
            document["agents"]!["list"] = JsonNode.Parse("""[{ "id": "main", "default": true }, { "id": "quiet" }]""");
            document["bindings"] = JsonNode.Parse($$"""
                [
                  { "agentId": "quiet", "match": { "channel": "discord", "guildId": "{{Closed.Id}}" } },
                  { "agentId": "quiet", "match": { "channel": "discord", "peer": { "kind": "channel", "id": "{{ClosedChannel.Id}}" } } }
                ]
                """);
            document["session"] = JsonNode.Parse($$"""
                { "dmScope": "per-channel-peer", "sendPolicy": { "rules": [
                  { "action": "deny", "match": { "keyPrefix": "agent:quiet:" } },
                  { "action": "deny", "match": { "keyPrefix": "agent:main:discord:dm:{{Shunned}}" } }
                ] } }
                """);
            _state.Configure(document);
            System = await RunningSystem.Start(_state);
            await Bot.WhenConnected();
        }

        public async ValueTask DisposeAsync()
        {
            if (System is not null)
            {
                await System.DisposeAsync();
            }

            await _discord.DisposeAsync();
            await Model.DisposeAsync();
            _state.Dispose();
        }
    }
}
