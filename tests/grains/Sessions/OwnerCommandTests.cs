using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;

namespace Moltbot.Grains.Tests.Sessions;

/// <summary>Attack A17 by way of a chat: the configuration is shown to an owner alone, without its secrets, and no message changes it.</summary>
public sealed class OwnerCommandTests : IAsyncLifetime
{
    private const string Canary = "1:canary-of-the-bot-token";
    private const string Main = "agent:main:main";
    private static readonly GrainKey Account = GrainKey.ForAccount(TenantId.Default, "telegram", "default");
    private readonly TemporaryFolder _folder = new();
    private GrainHost _host = null!;
    private int _updates;

    public async ValueTask InitializeAsync() => await Start("commands: { config: true, debug: true }, ");

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_owner_is_shown_the_configuration_with_its_secrets_masked()
    {
        string part = await Says("7", "/config show channels.telegram");

        part.ShouldContain("\"allowFrom\"");
        part.ShouldContain("__MOLTBOT_REDACTED__");
        foreach (string path in new[] { "", " get channels.telegram.botToken", " show channels", ": show channels.telegram.botToken" })
        {
            (await Says("7", "/config" + path)).ShouldNotContain(Canary, Case.Sensitive, path);
        }

        (await Says("7", "/config get channels.nothing")).ShouldBe("channels.nothing is not set.");
        (await Says("7", "/config get a..b")).ShouldBe("Invalid path. Use dot notation (e.g. foo.bar).");
        (await Says("7", "/allowlist")).ShouldContain("Direct messages (allowFrom): 7, @mallory");
        (await Says("7", "/debug")).ShouldBe("There are no overrides: what the configuration says holds.");
    }

    [Theory]
    [InlineData("/config set commands.config=true", "not changed from chats")]
    [InlineData("/config set channels.telegram.dmPolicy=open", "not changed from chats")]
    [InlineData("/config unset tools", "not changed from chats")]
    [InlineData("/config set x", "Usage: /config set path=value")]
    [InlineData("/config set x={", "Invalid JSON.")]
    [InlineData("/debug set tools.elevated.enabled=true", "Nothing is overridden")]
    [InlineData("/debug unset tools", "Nothing is overridden")]
    [InlineData("/allowlist add dm 8", "not changed from chats")]
    [InlineData("/bash id", "not run from chats")]
    [InlineData("/restart", "not restarted from chats")]
    [InlineData("/tts on", "/tts is not offered here.")]
    [InlineData("/dock-slack", "/dock is not offered here.")]
    public async Task Nobody_changes_anything_by_a_message_an_owner_neither(string command, string answer)
    {
        string before = File.ReadAllText(_host.Documents.Path);

        (await Says("7", command)).ShouldContain(answer);

        File.ReadAllText(_host.Documents.Path).ShouldBe(before);
    }

    [Theory]
    [InlineData("8", null)]
    [InlineData("8", "mallory")]
    [InlineData("8", "7")]
    public async Task Whoever_is_no_owner_is_shown_nothing(string sender, string? username)
    {
        await _host.DisposeAsync();
        await Start("commands: { config: true, debug: true }, ", "dmPolicy: 'open', allowFrom: ['*', '7', '@mallory']");
        foreach (string command in new[] { "/config", "/config get channels", "/debug", "/allowlist" })
        {
            (await Says(sender, command, username)).ShouldContain("is for owners: in a direct chat, whom telegram's allowFrom names by id", Case.Sensitive, command);
        }

        (await Says(sender, "/usage cost", username)).ShouldBe("Nothing was used in this session yet.");
        (await Says("7", "/usage cost")).ShouldContain("All sessions, last 30 days: 0 tokens, $0.0000");
    }

    [Fact]
    public async Task In_a_group_an_owner_is_shown_nothing_either() =>
        (await Says("7", "/config", chat: "-100", kind: ChatKind.Group)).ShouldContain("is for owners: in a direct chat");

    [Fact]
    public async Task They_are_off_unless_the_configuration_says_otherwise()
    {
        await _host.DisposeAsync();
        await Start("");

        (await Says("7", "/config")).ShouldBe("/config is switched off. commands.config: true in the configuration switches it on.");
        (await Says("7", "/debug")).ShouldBe("/debug is switched off. commands.debug: true in the configuration switches it on.");
        (await Says("7", "/allowlist")).ShouldBe("/allowlist is switched off. commands.config: true in the configuration switches it on.");
    }

    [Fact]
    public async Task A_client_of_the_gateway_asks_by_the_method_that_has_its_scope()
    {
        await _host.AsOperator<ISessionGrain>(GrainKey.ForSession(TenantId.Default, Main), Scope.Write).Enqueue(new TurnRequest
        {
            RunId = "r1", SessionKey = Main, SessionKeyAsSent = "main", Message = "/config", Origin = TurnOrigin.Chat,
            Sender = new InboundSender { Id = "7" }, ReceivedAt = 1_700_000_000_000, CommandsAllowed = true, Principal = "device:known",
        });

        (await _host.Events.Outcome("r1")).Texts.Single().ShouldBe("/config is for chats. A client asks by config.get.");
    }

    private async Task Start(string commands, string access = "allowFrom: ['7', '@mallory']") => _host = await GrainHost.Start(
        _folder.Path,
        $$"""
        { {{commands}}messages: { queue: { debounceMs: 0 } },
          channels: { telegram: { botToken: "{{Canary}}", {{access}}, groupPolicy: "open", groups: { "*": { requireMention: false } } } } }
        """);

    private async Task<string> Says(string sender, string text, string? username = null, string? chat = null, ChatKind kind = ChatKind.Direct)
    {
        string id = $"u{++_updates}";
        (await _host.AsGateway<IChannelAccountGrain>(Account).Receive(new InboundMessage
        {
            UpdateId = id,
            Kind = InboundKind.Message,
            ChatId = chat ?? sender,
            ChatKind = kind,
            Sender = new InboundSender { Id = sender, Name = username, Username = username },
            MessageId = $"m{_updates}",
            Text = text,
            SentAt = 1_700_000_000_000,
        })).Outcome.ShouldStartWith("accepted");
        return (await _host.Events.Outcome(ChannelRunIds.Of("telegram", "default", id))).Texts.Single();
    }
}
