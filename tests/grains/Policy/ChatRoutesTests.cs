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
    [InlineData("discord", "42", ChatKind.Channel, "agent:main:discord:channel:42")]
    public void A_chat_belongs_to_the_session_of_who_writes_there(string channel, string chat, ChatKind kind, string session)
    {
        ConfigDocument document = ConfigDocument.Restore("""{ "session": { "dmScope": "per-channel-peer" } }""", "", 1);

        ChatRoutes.SessionKeyOf(document, new ReplyTarget { Channel = channel, Account = "default", ChatId = chat, ChatKind = kind }).ShouldBe(session);
    }
}
