using System.Text.Json;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;
using Moltbot.Protocol.Runners;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Agents;

/// <summary><c>message</c>: pictures, reactions and edits.</summary>
public sealed class MessageChangesTests : IAsyncLifetime
{
    private const string To77 = "\"channel\":\"telegram\",\"to\":\"77\"";
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a, .. "a cat"u8];
    private static readonly string DataUri = "data:image/png;base64," + Convert.ToBase64String(Png);
    private readonly TemporaryFolder _folder = new();
    private CronRig _rig = null!;
    private int _runs;

    public async ValueTask InitializeAsync() => _rig = await CronRig.Start();

    public async ValueTask DisposeAsync()
    {
        await _rig.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_picture_goes_with_its_text()
    {
        await using SessionHost silo = await Silo();
        await using OutboxPlatform platform = await OutboxPlatform.Open(silo);

        Status(await Call(silo, $$"""{"message":"look","media":"{{DataUri}}",{{To77}}}""")).ShouldBe("sent");

        platform.Seen.Single().ShouldSatisfyAllConditions(
            item => item.Text.ShouldBe("look"), item => item.Picture!.Content.ShouldBe(Png), item => item.Picture!.MimeType.ShouldBe("image/png"));
    }

    [Fact]
    public async Task What_has_no_room_below_a_picture_follows_it()
    {
        await using SessionHost silo = await Silo();
        await using OutboxPlatform platform = await OutboxPlatform.Open(silo);

        Status(await Call(silo, $$"""{"message":"{{new string('x', 1025)}}","media":"{{DataUri}}",{{To77}}}""")).ShouldBe("sent");

        platform.Seen.Select(static item => (item.Text.Length, item.Picture is not null)).ShouldBe([(0, true), (1025, false)]);
    }

    [Fact]
    public async Task A_picture_of_the_workspace_is_read_by_the_runner()
    {
        await using SessionHost silo = await Silo();
        await using OutboxPlatform platform = await OutboxPlatform.Open(silo);
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        runner.Script = static _ => new ToolRunResult { Text = "", IsError = false, Picture = new ToolPicture { Bytes = Png.Length, Data = Png } };

        Status(await Call(silo, $$"""{"media":"chart.png",{{To77}}}""")).ShouldBe("sent");

        platform.Seen.Single().Picture!.Content.ShouldBe(Png);
        runner.Calls.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            call => call.Tool.ShouldBe("image"), call => call.Arguments.GetRawText().ShouldBe("""{"image":"chart.png"}"""));
    }

    [Theory]
    [InlineData("read", "chart.png")]
    [InlineData("web_fetch", "https://example.org/chart.png")]
    public async Task A_picture_needs_what_would_read_it(string denied, string media)
    {
        // A15: what a turn may not read it sends nobody.
        await using SessionHost silo = await Silo($"tools: {{ deny: ['{denied}'] }}");
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);

        (await Call(silo, $$"""{"media":"{{media}}",{{To77}}}""")).ShouldBe($"This did not run: the tool policy does not allow {denied} here (global), and message goes with it.");

        runner.Calls.ShouldBeEmpty();
        (await silo.Outbox()).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_no_picture_is_not_sent()
    {
        await using SessionHost silo = await Silo();

        (await Call(silo, $$"""{"media":"data:image/png;base64,{{Convert.ToBase64String("<svg onload='x'/>"u8)}}",{{To77}}}""")).ShouldStartWith("This did not run: ");

        (await silo.Outbox()).ShouldBe(0);
    }

    [Fact]
    public async Task A_reaction_goes_to_the_message_that_the_turn_answers()
    {
        await using SessionHost silo = await Silo();
        await using OutboxPlatform platform = await OutboxPlatform.Open(silo);

        Status(await Call(silo, """{"action":"react","emoji":"👍"}""", "stranger", "agent:main:telegram:dm:8")).ShouldBe("sent");

        platform.Seen[0].ShouldSatisfyAllConditions(
            item => item.Kind.ShouldBe(OutboundKind.Reaction), item => item.Text.ShouldBe("👍"), item => item.MessageId.ShouldBe("1"), item => item.Target.ChatId.ShouldBe("8"));
        (await silo.Transcript("agent:main:telegram:dm:8")).ShouldNotContain(static line => line.StartsWith("assistant: 👍", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"action":"react","emoji":"👍","messageId":"1","channel":"telegram","to":"77"}""")]
    [InlineData("""{"action":"edit","message":"m","messageId":"message:1","channel":"telegram","to":"77"}""")]
    public async Task No_stranger_has_anything_done_in_another_chat(string arguments)
    {
        // A15.
        await using SessionHost silo = await Silo();

        (await Call(silo, arguments, "stranger", "agent:main:telegram:dm:8")).ShouldStartWith("This did not run: Cross-context messaging denied");

        (await silo.Outbox()).ShouldBe(1, "the answer alone");
    }

    [Fact]
    public async Task A_message_of_its_own_is_edited()
    {
        await using SessionHost silo = await Silo();
        await using OutboxPlatform platform = await OutboxPlatform.Open(silo);
        string id = JsonElement.Parse(await Call(silo, $$"""{"message":"working",{{To77}}}""")).GetProperty("id").GetString()!;

        Status(await Call(silo, $$"""{"action":"edit","message":"done","messageId":"{{id}}",{{To77}}}""")).ShouldBe("sent");

        platform.Seen[^1].ShouldSatisfyAllConditions(
            item => item.Kind.ShouldBe(OutboundKind.Edit), item => item.Text.ShouldBe("done"), item => item.MessageId.ShouldBe("m1"));
    }

    [Theory]
    [InlineData("approval:1")]
    [InlineData("m1")]
    [InlineData("message:00000000-0000-0000-0000-000000000000")]
    [InlineData("run:call-1")]
    public async Task Nothing_else_is_edited(string id)
    {
        // E4: what people were shown, and decide by, does not change below their eyes.
        await using SessionHost silo = await Silo();
        await using OutboxPlatform platform = await OutboxPlatform.Open(silo);
        foreach (string other in (string[])["approval:1", "run:call-1"])
        {
            await silo.Grain<IChannelAccountGrain>(GrainKeyOfTelegram).Send(new OutboundMessage
            {
                Id = other, Text = "May it run?", Target = new ReplyTarget { Channel = "telegram", Account = "default", ChatId = "77" },
            });
        }

        await Waits.Until(() => Task.FromResult(platform.Seen.Count == 2), "the messages");
        string told = await Call(silo, $$"""{"action":"edit","message":"It may.","messageId":"{{id}}",{{To77}}}""");

        told.ShouldBe("""{"status":"failed","channel":"telegram","to":"77","error":"there is no such message that can be edited"}""");
        platform.Seen.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_message_with_buttons_or_in_another_chat_is_not_edited()
    {
        await using SessionHost silo = await Silo();
        await using OutboxPlatform platform = await OutboxPlatform.Open(silo);
        var account = silo.Grain<IChannelAccountGrain>(GrainKeyOfTelegram);
        var target = new ReplyTarget { Channel = "telegram", Account = "default", ChatId = "77" };
        await account.Send(new OutboundMessage { Id = "message:buttons", Text = "May it run?", Target = target, Buttons = [new OutboundButton("Yes", "y")] });
        await account.Send(new OutboundMessage { Id = "message:elsewhere", Text = "hello", Target = target with { ChatId = "78" } });
        await Waits.Until(() => Task.FromResult(platform.Seen.Count == 2), "the messages");

        foreach (string id in (string[])["message:buttons", "message:elsewhere"])
        {
            Status(await Call(silo, $$"""{"action":"edit","message":"It may.","messageId":"{{id}}",{{To77}}}""")).ShouldBe("failed");
        }

        platform.Seen.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("""{"action":"react","messageId":"1"}""", "emoji has to be one emoji")]
    [InlineData("""{"action":"react","emoji":"..","messageId":"1"}""", "emoji has to be one emoji")]
    [InlineData("""{"action":"react","emoji":"👍","messageId":"1","message":"m"}""", "message has to be left out: react takes an emoji")]
    [InlineData("""{"action":"react","emoji":"👍","to":"77"}""", "messageId has to be the id of the message to react to")]
    [InlineData("""{"action":"edit","message":"m"}""", "messageId has to be the id that this tool told when it sent the message")]
    [InlineData("""{"action":"edit","messageId":"message:1"}""", "message has to be the new text")]
    [InlineData("""{"action":"edit","messageId":"message:1","message":"m","media":"a.png"}""", "media has to be left out: only send takes one")]
    [InlineData("""{"message":"m","messageId":"1"}""", "messageId has to be left out: a message is answered by replyTo")]
    [InlineData("""{"message":"m","emoji":"👍"}""", "emoji has to be left out: only react takes one")]
    [InlineData("""{"message":"m","media":"file:///etc/passwd"}""", "media has to be a path in the workspace, an address (http, https) or a data URI")]
    public async Task What_it_does_not_take_is_told_with_what_it_takes(string arguments, string problem)
    {
        await using SessionHost silo = await Silo();

        (await Call(silo, arguments, "owner")).ShouldBe($"This did not run: {problem}.");

        (await silo.Outbox()).ShouldBe(1, "the answer alone");
    }

    private static string GrainKeyOfTelegram => GrainInterfaces.GrainKey.ForAccount(SessionHost.Tenant, "telegram", "default").ToString();

    private static string Status(string told) => JsonElement.Parse(told).GetProperty("status").GetString()!;

    private Task<SessionHost> Silo(string more = "") => SessionHost.Start(_folder.Path, _rig.Model, TimeProvider.System, _rig.Config(ScriptedRunner.Allowed + (more.Length == 0 ? "" : ", " + more)));

    private async Task<string> Call(SessionHost silo, string arguments, string who = "operator", string key = SessionHost.Main)
    {
        _rig.Model.Enqueue(ModelReply.Empty.ThenToolCall("call", "message", arguments), ModelReply.Text("done"));
        string runId = $"call-{++_runs}";
        (await CronRig.Say(silo, "tell them", runId, who, key)).Disposition.ShouldBe(TurnDisposition.Accepted);
        await silo.Events.Outcome(runId);
        return _rig.LastResult();
    }
}
