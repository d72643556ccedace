using Moltbot.GrainInterfaces.Channels;
using Moltbot.Grains.Policy;
using Moltbot.Policy.Configuration;

namespace Moltbot.Grains.Tests.Policy;

/// <summary>What is sent to a chat meets the rules of the session that the chat belongs to, however the chat is named.</summary>
public sealed class ChatRoutesTests
{
    [Theory]
    [InlineData("telegram", "42", ChatKind.Direct, "agent:main:telegram:dm:42")]
    [InlineData("discord", "user:42", ChatKind.Direct, "agent:main:discord:dm:42")]
    public void A_chat_belongs_to_the_session_of_who_writes_there(string channel, string chat, ChatKind kind, string session)
    {
        ConfigDocument document = ConfigDocument.Restore("""{ "session": { "dmScope": "per-channel-peer" } }""", "", 1);

        ChatRoutes.SessionKeyOf(document, new ReplyTarget { Channel = channel, Account = "default", ChatId = chat, ChatKind = kind }).ShouldBe(session);
    }

    [Theory]
    [InlineData("100", null, "agent:guild:discord:channel:42")]
    [InlineData("200", null, "agent:main:discord:channel:42")]
    [InlineData("200", "41", "agent:parent:discord:channel:42")]
    [InlineData(null, null, null)]
    public void A_channel_belongs_to_the_agent_of_its_guild_and_a_thread_to_its_channels(string? guild, string? parent, string? session)
    {
        ConfigDocument document = ConfigDocument.Restore(
            """
            { "agents": { "list": [{ "id": "main", "default": true }, { "id": "guild" }, { "id": "parent" }] }, "bindings": [
              { "agentId": "guild", "match": { "channel": "discord", "guildId": "100" } },
              { "agentId": "parent", "match": { "channel": "discord", "peer": { "kind": "channel", "id": "41" } } }] }
            """, "", 1);

        ChatRoutes.SessionKeyOf(document, new ReplyTarget
        {
            Channel = "discord", Account = "default", ChatId = "42", ChatKind = ChatKind.Channel, SpaceId = guild, ParentChatId = parent,
        }).ShouldBe(session);
    }

    [Fact]
    public void A_direct_chat_with_an_id_of_its_own_belongs_to_the_person_there()
    {
        ConfigDocument document = ConfigDocument.Restore("""{ "session": { "dmScope": "per-channel-peer" } }""", "", 1);

        ChatRoutes.SessionKeyOf(document, new ReplyTarget { Channel = "discord", Account = "default", ChatId = "99", PersonId = "42" })
            .ShouldBe("agent:main:discord:dm:42");
    }
}
