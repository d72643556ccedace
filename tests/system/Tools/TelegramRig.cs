using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Telegram;
using Moltbot.TestSupport.Time;

namespace Moltbot.System.Tests.Tools;

/// <summary>What surrounds a running system that people write to on Telegram: its state folder, a model, and a bot.</summary>
internal sealed class TelegramRig : IAsyncDisposable
{
    private readonly SimulatedTelegram _telegram;

    private TelegramRig(SimulatedModelProvider model, SimulatedTelegram telegram)
    {
        (Model, _telegram) = (model, telegram);
        Bot = telegram.AddBot("555000:a-token-of-a-bot", "molty_bot");
        Bot.Patience = 2 * Waits.Limit;
    }

    public StateFolder State { get; } = new();

    public SimulatedModelProvider Model { get; }

    public SimulatedBot Bot { get; }

    /// <param name="complete">Says the rest of the configuration.</param>
    public static async Task<TelegramRig> Start(Action<JsonObject> complete)
    {
        var rig = new TelegramRig(await SimulatedModelProvider.StartAsync(), await SimulatedTelegram.StartAsync());
        JsonObject document = Configurations.For(rig.Model).WithTelegram(rig._telegram, rig.Bot);
        complete(document);
        rig.State.Configure(document);
        return rig;
    }

    /// <summary>Lets runners run tools, each session's in a sandbox.</summary>
    public static void LetRunnersRun(JsonObject document)
    {
        document.WithGateway(new JsonObject { ["nodes"] = new JsonObject { ["allowCommands"] = new JsonArray("tools.run") } });
        document["agents"]!["defaults"]!["sandbox"] = new JsonObject { ["mode"] = "all" };
    }

    public async ValueTask DisposeAsync()
    {
        await _telegram.DisposeAsync();
        await Model.DisposeAsync();
        State.Dispose();
    }
}
