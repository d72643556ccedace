using Moltbot.Gateway.Channels.Api;
using Moltbot.Gateway.Channels.Telegram.Api;
using Moltbot.TestSupport.Network;
using Moltbot.TestSupport.Platforms;
using Moltbot.TestSupport.Telegram;
using Moltbot.TestSupport.Time;

namespace Moltbot.Gateway.Tests.Channels.Telegram.Api;

/// <summary>What the client makes of everything that can go wrong.</summary>
public sealed class TelegramApiErrorTests : IAsyncLifetime
{
    private TelegramApiFixture fixture = null!;
    private TelegramApi api = null!;

    private static readonly SendMessageRequest Hello = new() { ChatId = 42, Text = "hello" };

    private SimulatedBot Bot => fixture.Bot;

    private static CancellationToken Stop => TelegramApiFixture.Stop;

    public async ValueTask InitializeAsync()
    {
        fixture = await TelegramApiFixture.StartAsync();
        api = fixture.Api();
        Bot.Person(42, "Ann");
    }

    public ValueTask DisposeAsync()
    {
        api.Dispose();
        return fixture.DisposeAsync();
    }

    [Fact]
    public async Task Flood_limits_say_how_long_to_wait()
    {
        Bot.Script("sendMessage", SimulatedAnswer.TooManyRequests(3));

        var error = (await api.SendMessage(Hello, Stop)).Error!;

        error.Kind.ShouldBe(ApiErrorKind.RateLimited);
        error.RetryAfter.ShouldBe(TimeSpan.FromSeconds(3));
        Bot.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_migrated_group_names_its_new_id()
    {
        Bot.Script("sendMessage", SimulatedAnswer.Migrated(-100_555));

        (await api.SendMessage(Hello, Stop)).Error!.MovedTo.ShouldBe(-100_555);
    }

    [Fact]
    public async Task An_answer_that_never_comes_is_unknown_after_the_deadline()
    {
        var time = new ManualTime();
        using var patient = fixture.Api(time);
        Bot.Script("sendMessage", SimulatedAnswer.AcceptThenHang());

        var call = patient.SendMessage(Hello, Stop);
        await Bot.WhenSent(1);
        time.Advance(TimeSpan.FromSeconds(30));

        (await call).Error!.Kind.ShouldBe(ApiErrorKind.Unknown);
    }

    [Fact]
    public async Task A_connection_that_breaks_after_the_call_left_is_unknown_whether_it_had_its_effect_or_not()
    {
        Bot.Script("sendMessage", SimulatedAnswer.AcceptThenBreak(), SimulatedAnswer.Break());

        (await api.SendMessage(Hello, Stop)).Error!.Kind.ShouldBe(ApiErrorKind.Unknown);
        (await api.SendMessage(Hello, Stop)).Error!.Kind.ShouldBe(ApiErrorKind.Unknown);

        Bot.Sent.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(500, "{\"ok\":false,\"error_code\":500,\"description\":\"Internal Server Error\"}")]
    [InlineData(502, "<html>bad gateway</html>")]
    [InlineData(200, "<html>a captive portal</html>")]
    [InlineData(200, "")]
    [InlineData(200, "{\"ok\":true}")]
    [InlineData(200, "[1,2,3]")]
    [InlineData(200, "{\"ok\":true,\"result\":{\"message_id\":\"x\"}}")]
    public async Task Answers_that_prove_nothing_are_unknown(int status, string body)
    {
        Bot.Script("sendMessage", SimulatedAnswer.Raw(status, body));

        (await api.SendMessage(Hello, Stop)).Error!.Kind.ShouldBe(ApiErrorKind.Unknown);
    }

    [Theory]
    [InlineData(400, ApiErrorKind.Refused)]
    [InlineData(401, ApiErrorKind.Unauthorized)]
    [InlineData(403, ApiErrorKind.Refused)]
    [InlineData(404, ApiErrorKind.Unauthorized)]
    [InlineData(409, ApiErrorKind.Conflict)]
    public async Task Refusals_are_told_apart_by_code(int code, ApiErrorKind expected)
    {
        Bot.Script("sendMessage", SimulatedAnswer.Error(code, "no"));

        (await api.SendMessage(Hello, Stop)).Error!.Kind.ShouldBe(expected);
    }

    [Fact]
    public async Task Nobody_listening_means_that_nothing_happened()
    {
        using var port = new ClosedPort();
        using var lost = fixture.Api(root: new Uri($"http://127.0.0.1:{port.Number}"));

        (await lost.SendMessage(Hello, Stop)).Error!.Kind.ShouldBe(ApiErrorKind.Unreachable);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var thief = await SimulatedTelegram.StartAsync();
        var theirs = thief.AddBot(TelegramApiFixture.TokenText, "thief_bot");
        Bot.Script("getMe", SimulatedAnswer.Redirect(new Uri(thief.Root, $"/bot{TelegramApiFixture.TokenText}/getMe")));

        (await api.GetMe(Stop)).Error!.Kind.ShouldBe(ApiErrorKind.Unknown);

        theirs.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_larger_than_the_limit_is_not_read()
    {
        using var small = fixture.Api(maxResponseBytes: 1000);
        Bot.Script("getMe", SimulatedAnswer.Raw(200, new string('x', 5000)));

        (await small.GetMe(Stop)).Error!.Kind.ShouldBe(ApiErrorKind.Unknown);
    }

    [Fact]
    public async Task Cancelling_throws_and_carries_no_address()
    {
        using var cancel = new CancellationTokenSource();
        var poll = api.GetUpdates(null, TimeSpan.FromSeconds(50), 100, cancel.Token);
        await Bot.WhenCalled("getUpdates");
        await cancel.CancelAsync();

        var thrown = await Should.ThrowAsync<OperationCanceledException>(() => poll);

        thrown.ToString().ShouldNotContain(TelegramApiFixture.Canary);
    }

    [Theory]
    [InlineData("ftp://example.org")]
    [InlineData("https://user:pass@example.org")]
    [InlineData("https://example.org/?a=b")]
    [InlineData("/relative")]
    public void An_endpoint_that_is_none_is_refused(string root)
    {
        Should.Throw<ArgumentException>(() => fixture.Api(root: new Uri(root, UriKind.RelativeOrAbsolute)).Dispose());
    }

    [Fact]
    public void A_handler_that_could_carry_the_token_away_is_refused()
    {
        using var careless = new SocketsHttpHandler();

        Should.Throw<ArgumentException>(() =>
            new TelegramApi(new TelegramApiOptions { Token = TelegramApiFixture.Token }, careless, TimeProvider.System).Dispose());
    }
}
