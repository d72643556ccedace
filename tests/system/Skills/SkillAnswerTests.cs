using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Telegram;
using Moltbot.TestSupport.Time;

namespace Moltbot.System.Tests.Skills;

/// <summary>Somebody on Telegram asks what a skill answers, and there is no model at all.</summary>
public sealed class SkillAnswerTests : IAsyncLifetime
{
    private readonly StateFolder _state = new();
    private SimulatedTelegram _telegram = null!;
    private SimulatedBot _bot = null!;
    private RunningSystem _system = null!;
    private GatewayTestClient _operator = null!;

    public async ValueTask InitializeAsync()
    {
        _telegram = await SimulatedTelegram.StartAsync();
        _bot = _telegram.AddBot("555000:a-token-of-a-bot", "molty_bot");
        _bot.Patience = 2 * Waits.Limit;
        _state.Configure(new JsonObject().WithTelegram(_telegram, _bot).WithGateway(new JsonObject()));
        _system = await RunningSystem.Start(_state);
        _operator = await _system.Connect("operator");
    }

    public async ValueTask DisposeAsync()
    {
        await _operator.DisposeAsync();
        await _system.DisposeAsync();
        await _telegram.DisposeAsync();
        _state.Dispose();
    }

    [Fact]
    public async Task The_shipped_clock_tells_the_time_once_it_is_approved()
    {
        SimulatedPerson ann = _bot.Person(42, "Ann", "ann");
        await Admit(ann);
        (await CommandLine.Run(_state, "skills", "install", Path.Combine(Programs.Skills, "clock"))).ExitCode.ShouldBe(0);
        ann.Says("What time is it?");
        await _bot.WhenSent(2);
        _bot.Sent[1].Text.ShouldNotStartWith("It is ");

        (await CommandLine.Run(_state, "skills", "approve", "clock")).ExitCode.ShouldBe(0);
        ann.Says("What time is it?");
        await _bot.WhenSent(3);
        _bot.Sent[2].Text.ShouldMatch(@"\AIt is \d\d:\d\d on \w+day, \d{4}-\d\d-\d\d \(\S+\)\.\z");

        JsonElement records = (await _operator.CallAsync("moltbot.audit.tail", new JsonObject { ["limit"] = 100 })).GetProperty("records");
        records.EnumerateArray().Select(static record => record.GetProperty("action").GetString())
            .Where(static action => action!.StartsWith("skill", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ShouldBe(["skill.answer", "skills.approve", "skills.install"]);
    }

    private async Task Admit(SimulatedPerson person)
    {
        await _bot.WhenConfirmed(person.Says("let me in"));
        await _bot.WhenSent(1);
        var accounts = (await _operator.CallAsync("moltbot.pairing.list", new JsonObject())).GetProperty("accounts").EnumerateArray();
        string code = accounts.SelectMany(static account => account.GetProperty("pending").EnumerateArray()).Single().GetProperty("code").GetString()!;
        await _operator.CallAsync("moltbot.pairing.approve", new JsonObject { ["channel"] = "telegram", ["code"] = code });
    }
}
