using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Telegram;

namespace Moltbot.System.Tests.Attacks;

/// <summary>A running system with a bot, a model, a control UI and the HTTP endpoints, shared by attacks that leave it as it was.</summary>
public sealed class AttackedAssistant : IAsyncLifetime
{
    public const string Secret = "canary-gateway-77ab10e3d2c4";

    public const string HookSecret = "canary-hooks-5e0f91b7a3d8c2";
    private readonly StateFolder _state = new();
    private SimulatedTelegram _telegram = null!;

    internal RunningSystem System { get; private set; } = null!;

    internal SimulatedModelProvider Model { get; private set; } = null!;

    internal SimulatedBot Bot { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Model = await SimulatedModelProvider.StartAsync();
        _telegram = await SimulatedTelegram.StartAsync();
        Bot = _telegram.AddBot("777000:a-token-of-a-bot", "molty_bot");
        string ui = Directory.CreateDirectory(Path.Combine(_state.Home, "ui")).FullName;
        await File.WriteAllTextAsync(Path.Combine(ui, "index.html"), "<!doctype html><html><head><title>ui</title></head><body></body></html>");
        await File.WriteAllTextAsync(Path.Combine(ui, "note.html"), "<script>alert(1)</script>");
        _state.Configure(Configurations.For(Model).WithTelegram(_telegram, Bot).WithGateway(new JsonObject
        {
            ["auth"] = new JsonObject { ["token"] = Secret },
            ["controlUi"] = new JsonObject { ["root"] = ui },
            ["http"] = new JsonObject
            {
                ["endpoints"] = new JsonObject { ["chatCompletions"] = new JsonObject { ["enabled"] = true }, ["responses"] = new JsonObject { ["enabled"] = true } },
            },
        }).WithHooks(HookSecret));
        System = await RunningSystem.Start(_state, environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["MOLTBOT_GATEWAY_TOKEN"] = Secret });
    }

    public async ValueTask DisposeAsync()
    {
        await System.DisposeAsync();
        await _telegram.DisposeAsync();
        await Model.DisposeAsync();
        _state.Dispose();
    }

    /// <summary>Somebody nobody knows writes; answers the code that the operator sees.</summary>
    internal async Task<string> CodeOf(SimulatedPerson person)
    {
        int sent = Bot.Sent.Count;
        await Bot.WhenConfirmed(person.Says("hello"));
        await Bot.WhenSent(sent + 1);
        return (await Pending(person))!.Value.GetProperty("code").GetString()!;
    }

    /// <summary>The request of a person who waits; null for none.</summary>
    internal async Task<JsonElement?> Pending(SimulatedPerson person)
    {
        await using GatewayTestClient client = await System.Connect("operator");
        JsonElement accounts = await client.CallAsync("moltbot.pairing.list", new JsonObject());
        string id = person.Id.ToString(CultureInfo.InvariantCulture);
        return accounts.GetProperty("accounts").EnumerateArray().SelectMany(static account => account.GetProperty("pending").EnumerateArray())
            .Where(sender => sender.GetProperty("senderId").GetString() == id).Select(static sender => (JsonElement?)sender).SingleOrDefault();
    }

    internal static JsonObject Approval(string code) => new() { ["channel"] = "telegram", ["code"] = code };
}
