using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;

namespace Moltbot.Grains.Tests.Sessions;

/// <summary>What somebody switched off in a chat of Discord stays off, to whichever agent the chat is bound by then and however it is named.</summary>
public sealed class GuildSendPolicyTests : IDisposable
{
    private const string Guild = "100";
    private const string Work = "{ agentId: 'work', match: { channel: 'discord', guildId: '100' } }, { agentId: 'work', match: { channel: 'discord', peer: { kind: 'dm', id: '7' } } }";
    private static readonly GrainKey Account = GrainKey.ForAccount(TenantId.Default, "discord", "default");
    private readonly TemporaryFolder _folder = new();
    private int _updates;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_holds_for_the_agent_that_the_guild_is_bound_to_and_after_it_is_bound_to_another()
    {
        await using (GrainHost host = await Start(Work))
        {
            await Says(host, "/send off", "5", Guild);
            await Refused(host, InGuild("5"));
            await Refused(host, InGuild("5") with { SpaceId = null });
            (await Send(host, InGuild("6"))).Outcome.ShouldBe(OutboundOutcome.Queued);
        }

        await using GrainHost bound = await Start("");
        await Refused(bound, InGuild("5"));
        (await Send(bound, InGuild("6"))).Outcome.ShouldBe(OutboundOutcome.Queued);
    }

    [Fact]
    public async Task It_holds_for_a_direct_chat_by_each_of_its_names_and_for_no_other_of_the_same_session()
    {
        await using (GrainHost host = await Start(Work))
        {
            await Says(host, "/send off", "55", null);
            await Refused(host, Direct("55") with { PersonId = "7" });
            await Refused(host, Direct("user:7"));
        }

        await using GrainHost bound = await Start("");
        await Refused(bound, Direct("55") with { PersonId = "7" });
        await Refused(bound, Direct("user:7"));
        (await Send(bound, Direct("user:8"))).Outcome.ShouldBe(OutboundOutcome.Queued);
    }

    private static ReplyTarget InGuild(string chat) => new() { Channel = "discord", Account = "default", ChatId = chat, ChatKind = ChatKind.Channel, SpaceId = Guild };

    private static ReplyTarget Direct(string chat) => new() { Channel = "discord", Account = "default", ChatId = chat, ChatKind = ChatKind.Direct };

    private async Task Refused(GrainHost host, ReplyTarget target) =>
        (await Should.ThrowAsync<SessionRefusedException>(() => Send(host, target))).Message.ShouldBe("send blocked by session policy");

    private Task<SendReceipt> Send(GrainHost host, ReplyTarget target) =>
        host.AsOperator<IChannelAccountGrain>(Account, Scope.Write).Send(new OutboundMessage { Id = $"send:{++_updates}", Text = "hello", Target = target });

    private async Task Says(GrainHost host, string text, string chat, string? guild)
    {
        string update = $"u{++_updates}";
        (await host.AsGateway<IChannelAccountGrain>(Account).Receive(new InboundMessage
        {
            UpdateId = update,
            Kind = InboundKind.Message,
            ChatId = chat,
            ChatKind = guild is null ? ChatKind.Direct : ChatKind.Channel,
            SpaceId = guild,
            Sender = new InboundSender { Id = "7", Name = "Owner" },
            MessageId = $"m{_updates}",
            MentionsBot = true,
            Text = text,
            SentAt = 1_700_000_000_000,
        })).Outcome.ShouldStartWith("accepted");
        await host.Events.Outcome(ChannelRunIds.Of("discord", "default", update));
    }

    private Task<GrainHost> Start(string bindings) => GrainHost.Start(
        _folder.Path,
        $"{{ agents: {{ list: [{{ id: 'main', default: true }}, {{ id: 'work' }}] }}, bindings: [{bindings}], messages: {{ queue: {{ debounceMs: 0 }} }}, "
        + "channels: { discord: { token: 'a.b.c', dm: { allowFrom: ['7'] }, guilds: { '100': {} } } } }");
}
