using Moltbot.Policy.Sessions;

namespace Moltbot.Policy.Tests.Sessions;

/// <summary>Whom a session is shared with: a wrong key shows one person what another said.</summary>
public sealed class PeerSessionKeysTests
{
    private static readonly Dictionary<string, IReadOnlyList<string>> Links = new(StringComparer.Ordinal)
    {
        [" "] = ["telegram:7"],
        [" Ann "] = ["", "Telegram:7", "ann@Example", ":9"],
    };

    [Theory]
    [InlineData(DmScope.Main, "telegram", "7", "agent:ops:home")]
    [InlineData(DmScope.PerPeer, "telegram", "8", "agent:ops:dm:8")]
    [InlineData(DmScope.PerChannelPeer, "telegram", "8", "agent:ops:telegram:dm:8")]
    [InlineData(DmScope.PerAccountChannelPeer, " Telegram ", " 8 ", "agent:ops:telegram:work:dm:8")]
    [InlineData(DmScope.PerPeer, "telegram", "7", "agent:ops:dm:ann")]
    [InlineData(DmScope.PerChannelPeer, "signal", "ANN@example", "agent:ops:signal:dm:ann")]
    [InlineData(DmScope.PerPeer, "signal", "7", "agent:ops:dm:7")]
    [InlineData(DmScope.PerPeer, null, "7", "agent:ops:dm:7")]
    [InlineData(DmScope.PerChannelPeer, null, "8", "agent:ops:unknown:dm:8")]
    [InlineData(DmScope.PerPeer, "telegram", " ", "agent:ops:home")]
    [InlineData(DmScope.PerAccountChannelPeer, "telegram", null, "agent:ops:home")]
    public void A_persons_session_is_the_configured_scopes(DmScope scope, string? channel, string? id, string key)
    {
        PeerSessionKeys.Build("Ops", new SessionPeer(channel, "Work", null, id), scope, Links, "home").ShouldBe(key);
        PeerSessionKeys.Build("Ops", new SessionPeer(channel, "Work", "dm", id), scope, Links, "home").ShouldBe(key);
    }

    [Theory]
    [InlineData("telegram", "group", "-100", "agent:ops:telegram:group:-100", "telegram:default:group:-100")]
    [InlineData(" Slack ", "channel", " C1 ", "agent:ops:slack:channel:c1", "slack:default:channel:c1")]
    [InlineData(null, "group", " ", "agent:ops:unknown:group:unknown", "unknown:default:group:unknown")]
    public void A_group_has_a_session_of_its_own_in_every_scope(string? channel, string kind, string id, string key, string history)
    {
        var peer = new SessionPeer(channel, null, kind, id);

        PeerSessionKeys.Build("Ops", peer).ShouldBe(key);
        PeerSessionKeys.Build("Ops", peer, DmScope.PerPeer, Links).ShouldBe(key);
        PeerSessionKeys.GroupHistory(peer).ShouldBe(history);
    }

    [Fact]
    public void What_a_group_said_meanwhile_is_kept_for_each_account() =>
        PeerSessionKeys.GroupHistory(new SessionPeer("telegram", "Work", null, "-100")).ShouldBe("telegram:work:group:-100");

    [Theory]
    [InlineData(null, DmScope.Main)]
    [InlineData("main", DmScope.Main)]
    [InlineData("per-peer", DmScope.PerPeer)]
    [InlineData("per-channel-peer", DmScope.PerChannelPeer)]
    [InlineData("per-account-channel-peer", DmScope.PerAccountChannelPeer)]
    public void A_scope_is_read_by_its_name(string? text, DmScope scope) => DmScopes.Parse(text).ShouldBe(scope);

    [Theory]
    [InlineData("")]
    [InlineData("Main")]
    [InlineData("per-account")]
    public void Another_scope_is_refused_and_the_four_are_told(string text) =>
        Should.Throw<FormatException>(() => DmScopes.Parse(text)).Message
            .ShouldBe($"unknown session.dmScope \"{text}\" (use main, per-peer, per-channel-peer or per-account-channel-peer)");

    [Theory]
    [InlineData("telegram", "7", "Ann")]
    [InlineData(null, "ann@example", "Ann")]
    [InlineData("telegram", "8", null)]
    [InlineData("telegram", "telegram:7", "Ann")]
    [InlineData("telegram", "", null)]
    [InlineData("", null, null)]
    [InlineData("", "7", null)]
    [InlineData("", "9", null)]
    [InlineData(null, "9", null)]
    public void A_person_is_found_by_any_of_the_linked_ids(string? channel, string? id, string? person)
    {
        IdentityLinks.PersonOf(Links, channel, id).ShouldBe(person);
        IdentityLinks.PersonOf(null, channel, id).ShouldBeNull();
    }
}
