using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Sessions;
using Moltbot.Policy.Configuration;

namespace Moltbot.Grains.Tests.Sessions;

/// <summary>A topic is a chat of its own: what is said in one is not carried into another of its group.</summary>
public sealed class ReplyReachTests
{
    [Theory]
    [InlineData("7", "7", null)]
    [InlineData(null, null, null)]
    [InlineData("7", "9", "target=\"-100:topic:9\" while bound to \"-100:topic:7\" (channel=telegram)")]
    [InlineData("7", null, "target=\"-100\" while bound to \"-100:topic:7\" (channel=telegram)")]
    [InlineData(null, "9", "target=\"-100:topic:9\" while bound to \"-100\" (channel=telegram)")]
    public void A_nodes_reply_stays_in_the_topic_that_its_session_was_written_to_from(string? bound, string? wanted, string? refusal) =>
        Refusal("{}", TurnOrigin.Node, Chat(wanted), Chat(bound)).ShouldBe(refusal);

    [Theory]
    [InlineData("agent:main:telegram:group:-100:topic:7", "7", null)]
    [InlineData("agent:main:telegram:group:-100:topic:7", "9", "target=\"-100:topic:9\" while bound to \"-100:topic:7\" (channel=telegram)")]
    [InlineData("agent:main:telegram:group:-100", null, null)]
    [InlineData("agent:main:telegram:group:-100", "9", "target=\"-100:topic:9\" while bound to \"-100\" (channel=telegram)")]
    public void Where_nobody_wrote_yet_the_key_of_the_group_says_which_it_is(string sessionKey, string? wanted, string? refusal) =>
        Refusal("{}", TurnOrigin.Node, Chat(wanted), null, sessionKey).ShouldBe(refusal);

    [Theory]
    [InlineData("{}", TurnOrigin.Agent, true)]
    [InlineData("{ tools: { message: { crossContext: { allowWithinProvider: false } } } }", TurnOrigin.Agent, false)]
    [InlineData("{ tools: { message: { crossContext: { allowWithinProvider: true } } } }", TurnOrigin.Node, true)]
    public void The_configuration_says_whether_it_may_leave(string config, TurnOrigin origin, bool may) =>
        (Refusal(config, origin, Chat("9"), Chat("7")) is null).ShouldBe(may);

    private static string? Refusal(string config, TurnOrigin origin, ReplyTarget wanted, ReplyTarget? lastRoute, string sessionKey = "agent:main:main") =>
        ReplyReach.RefusalOf(
            ConfigLoader.Load(new ConfigSource("/c/moltbot.json", config), new ConfigLoadOptions()).Config!,
            new TurnRequest
            {
                RunId = "r1",
                SessionKey = sessionKey,
                SessionKeyAsSent = sessionKey,
                Message = "hi",
                Origin = origin,
                ReplyTo = wanted,
                ReceivedAt = 1,
                Principal = "test",
            },
            lastRoute)?.Replace("Cross-context messaging denied: action=send ", "", StringComparison.Ordinal).TrimEnd('.');

    private static ReplyTarget Chat(string? thread) => new() { Channel = "telegram", Account = "default", ChatId = "-100", ThreadId = thread, ChatKind = ChatKind.Group };
}
