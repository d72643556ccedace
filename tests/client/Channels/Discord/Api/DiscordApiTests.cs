using Moltbot.Gateway.Channels.Api;
using Moltbot.Gateway.Channels.Discord.Api;
using Moltbot.TestSupport.Discord;
using Moltbot.TestSupport.Platforms;
using Moltbot.TestSupport.Time;

namespace Moltbot.Gateway.Tests.Channels.Discord.Api;

public sealed class DiscordApiTests : IAsyncLifetime
{
    /// <summary>How long a bucket of messages lasts, from its first call on.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    private DiscordApiFixture rig = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => rig = await DiscordApiFixture.StartAsync();

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task The_bot_its_application_and_the_gateway_are_told()
    {
        (await rig.Api.GetCurrentUser(Stop)).Value!.Username.ShouldBe("molty");
        (await rig.Api.GetApplication(Stop)).Value!.Id.ShouldBe(rig.Bot.Id);
        var gateway = (await rig.Api.GetGatewayBot(Stop)).Value!;
        gateway.Url.ShouldBe(rig.Discord.GatewayRoot.AbsoluteUri);
        gateway.SessionStartLimit!.ShouldSatisfyAllConditions(
            limit => limit.Remaining.ShouldBe(1000), limit => limit.MaxConcurrency.ShouldBe(1), limit => limit.ResetAfter.ShouldBe(14_400_000));
    }

    [Fact]
    public async Task A_message_arrives_as_it_was_meant()
    {
        var ann = rig.Bot.Person("ann");
        var request = Hello with
        {
            AllowedMentions = AllowedMentions.AnsweredOnly, Flags = CreateMessageRequest.SuppressEmbeds, Nonce = "n1", EnforceNonce = true,
        };

        var first = await Send(ann.Direct.Id, request);
        var again = await Send(ann.Direct.Id, request);

        first.Value!.Id.ShouldBe(rig.Bot.Sent.Single().Id);
        again.Value!.Id.ShouldBe(first.Value.Id, "the same nonce is the same message");
        rig.Bot.Sent.Single().ShouldSatisfyAllConditions(
            message => message.Content.ShouldBe("hello"), message => message.HasEmbeds.ShouldBeFalse(), message => message.Alerts.ShouldBeEmpty());
    }

    [Fact]
    public async Task The_buckets_of_a_channel_are_kept_without_meeting_one()
    {
        var ann = rig.Bot.Person("ann");
        var sending = Enumerable.Range(0, 12).Select(i => Send(ann.Direct.Id, Hello with { Content = $"{i}" })).ToList();
        foreach (var (sent, waiting) in new[] { (5, 7), (10, 2) })
        {
            // An answer that came after the clock moved would speak of a window of its own.
            while (sending.Count(call => call.IsCompleted) < sent)
            {
                await Task.WhenAny(sending.Where(call => !call.IsCompleted)).InTime();
            }

            await rig.Time.When(timers => timers.Count(due => due == Window) == waiting, $"{waiting} calls that wait for the next window");
            rig.Bot.Sent.Count.ShouldBe(sent);
            rig.Time.Advance(Window);
        }

        (await Task.WhenAll(sending).InTime()).ShouldAllBe(result => result.Ok);
        rig.Bot.Sent.Count.ShouldBe(12);
        rig.Bot.Exceeded.ShouldBe(0);
    }

    [Theory]
    [InlineData(400, 50035, ApiErrorKind.Refused)]
    [InlineData(401, 0, ApiErrorKind.Unauthorized)]
    [InlineData(403, 50001, ApiErrorKind.Refused)]
    [InlineData(404, 10003, ApiErrorKind.Refused)]
    [InlineData(409, 0, ApiErrorKind.Conflict)]
    [InlineData(500, 0, ApiErrorKind.Unknown)]
    [InlineData(503, 0, ApiErrorKind.Unknown)]
    public async Task Errors_are_told_apart(int status, int code, ApiErrorKind kind)
    {
        rig.Bot.Script("getMe", DiscordAnswers.Failure(status, code, "no"));

        var error = (await rig.Api.GetCurrentUser(Stop)).Error!;

        error.Kind.ShouldBe(kind);
        error.Code.ShouldBe(code == 0 ? status : code);
        error.ToString().ShouldBe($"GET /users/@me: {kind} ({error.Code}) no");
    }

    [Fact]
    public async Task A_limit_names_its_time_to_the_fraction()
    {
        rig.Bot.Script("getMe", DiscordAnswers.TooManyRequests(1.25), SimulatedAnswer.Raw(429, "<html>cloudflare</html>"));

        (await rig.Api.GetCurrentUser(Stop)).Error!.ShouldSatisfyAllConditions(
            error => error.Kind.ShouldBe(ApiErrorKind.RateLimited), error => error.RetryAfter.ShouldBe(TimeSpan.FromSeconds(1.25)));
        rig.Time.Advance(TimeSpan.FromSeconds(1.25));
        (await rig.Api.GetCurrentUser(Stop)).Error!.ShouldSatisfyAllConditions(
            error => error.Kind.ShouldBe(ApiErrorKind.RateLimited), error => error.RetryAfter.ShouldBeNull());
    }

    [Theory]
    [InlineData("break")]
    [InlineData("garbage")]
    [InlineData("redirect")]
    public async Task What_nobody_can_know_is_unknown(string failure)
    {
        rig.Bot.Script("getMe", failure switch
        {
            "break" => SimulatedAnswer.AcceptThenBreak(),
            "garbage" => SimulatedAnswer.Raw(200, "%%%"),
            _ => SimulatedAnswer.Redirect(new Uri("http://127.0.0.1:9/")),
        });

        (await rig.Api.GetCurrentUser(Stop)).Error!.Kind.ShouldBe(ApiErrorKind.Unknown);
    }

    [Fact]
    public async Task An_answer_that_never_comes_is_unknown_after_the_deadline()
    {
        rig.Bot.Script("getMe", SimulatedAnswer.AcceptThenHang());
        var call = rig.Api.GetCurrentUser(Stop);
        await rig.Bot.WhenCalled("getMe");

        rig.Time.Advance(TimeSpan.FromSeconds(30));

        (await call.InTime()).Error!.ShouldSatisfyAllConditions(
            error => error.Kind.ShouldBe(ApiErrorKind.Unknown), error => error.Description.ShouldBe("no answer within 30 s"));
    }

    [Fact]
    public async Task Nobody_there_is_nothing_done()
    {
        await rig.Discord.DisposeAsync();

        (await rig.Api.GetCurrentUser(Stop)).Error!.Kind.ShouldBe(ApiErrorKind.Unreachable);
    }

    [Fact]
    public async Task A_wrong_token_is_unauthorized()
    {
        await using var other = await DiscordApiFixture.StartAsync();
        DiscordToken.TryParse("other.token.here", out var token);
        using var handler = ChannelHttp.CreateHandler();
        using var api = new DiscordApi(
            new DiscordApiOptions { Token = token!, ApiRoot = other.Discord.ApiRoot }, handler, new RestLimits(other.Time, new InvalidRequests(other.Time)), other.Time);

        (await api.GetCurrentUser(Stop)).Error!.ToString().ShouldBe("GET /users/@me: Unauthorized (401) 401: Unauthorized");
    }

    [Fact]
    public async Task After_too_many_refusals_no_call_leaves()
    {
        await using var shut = await DiscordApiFixture.StartAsync(mostInvalid: 2);
        shut.Bot.Script("getMe", DiscordAnswers.Failure(403, 0, "no"), DiscordAnswers.Failure(403, 0, "no"));
        await shut.Api.GetCurrentUser(Stop);
        await shut.Api.GetCurrentUser(Stop);

        var third = await shut.Api.GetCurrentUser(Stop);

        third.Error!.Kind.ShouldBe(ApiErrorKind.RateLimited);
        third.Error.RetryAfter!.Value.ShouldBeGreaterThan(TimeSpan.FromMinutes(9));
        shut.Bot.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task No_error_tells_the_token_or_that_of_an_interaction()
    {
        rig.Bot.Script("getMe", DiscordAnswers.Failure(400, 1, $"bad header Bot {DiscordApiFixture.TokenText}, {DiscordApiFixture.Canary}"));
        var echoed = (await rig.Api.GetCurrentUser(Stop)).Error!.ToString();
        echoed.ShouldContain("***");
        echoed.ShouldNotContain(DiscordApiFixture.Canary);

        var interaction = new Interaction { Id = "1", ApplicationId = rig.Bot.Id, Token = "the-interactions-token" };
        var unknown = (await rig.Api.AnswerInteraction(interaction, new InteractionAnswer { Type = 6 }, Stop)).Error!.ToString();
        unknown.ShouldContain("interactions/{interaction}/{token}/callback");
        unknown.ShouldNotContain("the-interactions-token");
        interaction.ToString().ShouldNotContain("the-interactions-token");
    }

    private static CreateMessageRequest Hello => new() { Content = "hello" };

    private async Task<ApiResult<Message>> Send(string channel, CreateMessageRequest message) =>
        await rig.Api.Send(await rig.Api.Enter(RestRoute.CreateMessage(channel), Stop), message, Stop);
}
