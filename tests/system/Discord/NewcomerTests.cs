using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Discord;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.System.Tests.Discord;

/// <summary>The first minutes with a Discord bot: what an operator does at the command line, and what people see.</summary>
public sealed class NewcomerTests : IAsyncLifetime
{
    private const string Secret = "s3cret-canary_of_a_bot_98765432";
    private const string Token = "MTIzNDU2Nzg5MDEyMzQ1Njc4OQ.Gabcde." + Secret;

    private readonly StateFolder _state = new();
    private SimulatedModelProvider _model = null!;
    private SimulatedDiscord _discord = null!;
    private SimulatedDiscordBot _bot = null!;
    private RunningSystem? _system;

    public async ValueTask InitializeAsync()
    {
        _model = await SimulatedModelProvider.StartAsync();
        _discord = await SimulatedDiscord.StartAsync();
        _bot = _discord.AddBot(Token, "molty");
        _bot.HeartbeatInterval = TimeSpan.FromMilliseconds(200);
        _bot.Patience = 2 * Waits.Limit;
    }

    public async ValueTask DisposeAsync()
    {
        if (_system is not null)
        {
            await _system.DisposeAsync();
        }

        await _discord.DisposeAsync();
        await _model.DisposeAsync();
        _state.Dispose();
    }

    [Fact]
    public async Task A_stranger_gets_a_code_is_approved_from_the_command_line_and_is_answered()
    {
        await Start(Token);
        await _bot.WhenConnected();
        SimulatedDiscordUser ann = _bot.Person("ann");
        ann.Says("hello");
        await _bot.WhenSent(1);
        string offer = _bot.Sent[0].Content;
        offer.ShouldContain(ann.Id);
        _model.Requests.ShouldBeEmpty();
        string code = offer.Split("Pairing code:")[1].Trim().Split(['\n', ' '])[0];

        var (exit, output) = await CommandLine.Run(_state, "pairing", "approve", "discord", code);
        exit.ShouldBe(0, output);
        output.ShouldContain(ann.Id);

        _model.Enqueue(ModelReply.Text("Hi ", "Ann"));
        ann.Says("and now?");
        await _bot.WhenSent(2);
        _bot.Sent[1].ShouldSatisfyAllConditions(
            message => message.Content.ShouldBe("Hi Ann"), message => message.ChannelId.ShouldBe(ann.Direct.Id), message => message.ReplyTo.ShouldBe(ann.LastMessageId));

        (_, string status) = await CommandLine.Run(_state, "channels", "status", "--probe");
        status.ShouldContain("Discord");
        status.ShouldContain("connected");
    }

    [Fact]
    public async Task A_wrong_token_is_named_by_status_and_doctor_and_shown_by_nobody()
    {
        await Start("MTIzNDU2Nzg5MDEyMzQ1Njc4OQ.Gwrong." + Secret);
        (_, string status) = await CommandLine.Run(_state, "channels", "status", "--probe");
        status.ShouldContain("Unauthorized (401)");
        (int exit, string doctor) = await CommandLine.Run(_state, "doctor");
        exit.ShouldNotBe(0, doctor);
        doctor.ShouldContain("discord (default): the platform refuses the credential");
        doctor.ShouldContain("Unauthorized (401)");
        (status + doctor + _system!.Program.Output.Text).ShouldNotContain(Secret);
    }

    [Fact]
    public async Task A_platform_that_is_away_refuses_nothing()
    {
        _discord.IsUp = false;
        await Start(Token);
        (int exit, string doctor) = await CommandLine.Run(_state, "doctor");
        exit.ShouldNotBe(0, doctor);
        doctor.ShouldContain("discord (default): the platform is not reached, so nothing is known of the credential");
        doctor.ShouldNotContain("refuses");
    }

    private async Task Start(string token)
    {
        _state.Configure(Configurations.For(_model).WithDiscord(_discord, token));
        _system = await RunningSystem.Start(_state);
    }
}
