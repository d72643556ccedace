using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;

namespace Moltbot.Grains.Tests.Sessions;

/// <summary><c>/elevated</c>: who may give commands may not yet have runs work on the host itself.</summary>
public sealed class ElevatedCommandTests : IAsyncLifetime
{
    private static readonly GrainKey Account = GrainKey.ForAccount(TenantId.Default, "telegram", "default");
    private readonly TemporaryFolder _folder = new();
    private GrainHost _host = null!;
    private int _updates;

    public async ValueTask InitializeAsync() => _host = await GrainHost.Start(
        _folder.Path,
        """
        { messages: { queue: { debounceMs: 0 } }, channels: { telegram: { botToken: "1:x", allowFrom: ["7", "8"] } },
          tools: { elevated: { allowFrom: { telegram: ["7", "@mallory"], webchat: ["device:known"] } } } }
        """);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("on")]
    [InlineData("full")]
    public async Task Whom_the_list_names_sets_it(string level)
    {
        (await Says("7", "/elevated " + level)).ShouldBe($"The elevated level is now {level}.");

        (await Level()).ShouldBe(level);
    }

    [Theory]
    [InlineData("8", null)]
    [InlineData("8", "mallory")]
    [InlineData("8", "7")]
    public async Task Nobody_else_sets_it_by_whatever_name(string sender, string? username)
    {
        (await Says(sender, "/elevated full", username)).ShouldBe("Elevated rights are not yours here: tools.elevated.allowFrom.telegram does not give them to you.");

        (await Level()).ShouldBeNull();
    }

    [Fact]
    public async Task Everybody_who_may_give_commands_sees_it_and_takes_it_back()
    {
        await Says("7", "/elevated full");
        (await Says("8", "/elevated")).ShouldBe("The elevated level is full. Options: off, on, ask, full.");

        (await Says("8", "/elevated off")).ShouldBe("The elevated level is now off.");
        (await Level()).ShouldBe("off");
    }

    [Theory]
    [InlineData("device:known", true)]
    [InlineData("device:other", false)]
    [InlineData("", false)]
    public async Task A_client_of_the_gateway_is_known_by_its_principal(string principal, bool allowed)
    {
        await _host.AsOperator<ISessionGrain>(Session, Scope.Write).Enqueue(new TurnRequest
        {
            RunId = "r1", SessionKey = Main, SessionKeyAsSent = "main", Message = "/elevated full", Origin = TurnOrigin.Chat,
            Sender = new InboundSender { Id = "7" }, ReceivedAt = 1_700_000_000_000, CommandsAllowed = true, Principal = principal,
        });

        RunStatus run = await _host.Events.Outcome("r1");
        run.Texts.Single().StartsWith("The elevated level is now full", StringComparison.Ordinal).ShouldBe(allowed);
        (await Level()).ShouldBe(allowed ? "full" : null);
    }

    private const string Main = "agent:main:main";

    private static GrainKey Session => GrainKey.ForSession(TenantId.Default, Main);

    private async Task<string?> Level() => (await _host.AsOperator<ISessionGrain>(Session, Scope.Read).Entry())!.Settings.ElevatedLevel;

    private async Task<string> Says(string sender, string text, string? username = null)
    {
        string id = $"u{++_updates}";
        (await _host.AsGateway<IChannelAccountGrain>(Account).Receive(new InboundMessage
        {
            UpdateId = id,
            Kind = InboundKind.Message,
            ChatId = sender,
            ChatKind = ChatKind.Direct,
            Sender = new InboundSender { Id = sender, Name = username, Username = username },
            MessageId = $"m{_updates}",
            Text = text,
            SentAt = 1_700_000_000_000,
        })).Outcome.ShouldStartWith("accepted");
        return (await _host.Events.Outcome(ChannelRunIds.Of("telegram", "default", id))).Texts.Single();
    }
}
