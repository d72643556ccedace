using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Platforms;
using Moltbot.TestSupport.Telegram;

namespace Moltbot.System.Tests.Tools;

/// <summary>Somebody sends the assistant a picture on Telegram, and is sent one that it made in its sandbox.</summary>
public sealed class PictureChatTests : IAsyncLifetime
{
    private TelegramRig _rig = null!;
    private RunningSystem _system = null!;

    public async ValueTask InitializeAsync()
    {
        _rig = await TelegramRig.Start(static document =>
        {
            TelegramRig.LetRunnersRun(document);
            document["channels"]!["telegram"]!["allowFrom"] = new JsonArray("42");
            document["tools"] = new JsonObject { ["sandbox"] = new JsonObject { ["tools"] = new JsonObject { ["allow"] = new JsonArray("group:fs", "group:runtime", "message") } } };
            foreach (JsonNode? model in document["models"]!["providers"]!.AsObject().Single().Value!["models"]!.AsArray())
            {
                model!["input"] = new JsonArray("text", "image");
            }
        });
        _system = await RunningSystem.Start(_rig.State, ["--runner", Programs.Runner]);
        await using GatewayTestClient client = await _system.Connect("operator");
        await client.Runner();
    }

    public async ValueTask DisposeAsync()
    {
        await _system.DisposeAsync();
        await _rig.DisposeAsync();
    }

    [Fact(SkipUnless = nameof(HasSandboxes), Skip = "bubblewrap is not installed (Debian: apt-get install bubblewrap)")]
    public async Task One_is_seen_and_another_is_sent_back()
    {
        PlatformPicture cat = PlatformPicture.Png("a cat");
        _rig.Model.Enqueue(
            ModelReply.Empty.ThenToolCall("c1", "exec", """{"command":"printf '\\211PNG\\r\\n\\032\\na dog' > dog.png"}"""),
            ModelReply.Empty.ThenToolCall("c2", "message", """{"message":"a dog for your cat","media":"dog.png"}"""),
            ModelReply.Empty.ThenToolCall("c3", "message", """{"action":"react","emoji":"👍"}"""),
            ModelReply.Text("Sent."));

        SimulatedPerson ann = _rig.Bot.Person(42, "Ann");
        ann.Shows("draw me one like this", cat);
        await _rig.Bot.WhenSent(2);

        _rig.Model.Requests[0].Body.ToString().ShouldContain(Convert.ToBase64String(cat.Content));
        _rig.Bot.Sent.Select(static message => (message.Text, message.Picture?.Method)).ShouldBe([("a dog for your cat", "sendPhoto"), ("Sent.", null)]);
        _rig.Bot.Sent[0].Picture!.Value.Content.ShouldBe([0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1a, (byte)'\n', .. "a dog"u8]);
        _rig.Bot.Reactions.Single().ShouldBe((42, ann.LastMessageId, "👍"));
    }

    public static bool HasSandboxes => RunnerProcess.HasSandboxes;
}
