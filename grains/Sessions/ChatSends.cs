using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Policy;
using Moltbot.Policy.Channels;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Delivery;
using Moltbot.Policy.Sessions.Sending;

namespace Moltbot.Grains.Sessions;

/// <summary>
/// Whether something may be written to a chat that did not ask for it. Whoever sends it from wherever: the session that the chat
/// belongs to has its say, as its own replies have to pass the same rules. So has one of another agent that was written to there last and
/// switched off: who did that did not ask to whom the chat is bound.
/// </summary>
internal static class ChatSends
{
    /// <summary>What a client is told, in the original's words.</summary>
    public const string Refusal = "send blocked by session policy";

    /// <param name="document">The tenant's configuration.</param>
    /// <param name="chat">The chat.</param>
    /// <param name="sender">The session that it is sent for; null for none.</param>
    /// <param name="entryOf">Finds a session by its canonical key.</param>
    public static async Task<bool> Allow(
        ConfigDocument document, ReplyTarget chat, string? sender, Func<string, Task<SessionEntry?>> entryOf)
    {
        foreach (ReplyTarget place in PlacesOf(chat))
        {
            if (!await AllowThere(document, place, sender, entryOf))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A group of Telegram and its general topic are one place with two names: which of them its session has depends on whether it is a forum.</summary>
    private static IEnumerable<ReplyTarget> PlacesOf(ReplyTarget chat) =>
        chat is { Channel: ChannelIds.Telegram, ChatKind: not ChatKind.Direct, ThreadId: null or TelegramTarget.GeneralTopic }
            ? [chat, chat with { ThreadId = chat.ThreadId is null ? TelegramTarget.GeneralTopic : null }]
            : [chat];

    private static async Task<bool> AllowThere(
        ConfigDocument document, ReplyTarget chat, string? sender, Func<string, Task<SessionEntry?>> entryOf)
    {
        return ChatRoutes.SessionKeyOf(document, chat) is { } owner && await Allows(owner) && (sender is null || sender == owner || await Allows(sender))
            && !await IsSwitchedOff(owner);

        async Task<bool> Allows(string key) => SessionRules.MaySend(
            document, new SendTarget(key, chat.Channel, SessionRules.ChatTypeOf(chat), (await entryOf(key))?.Settings.SendPolicy));

        async Task<bool> IsSwitchedOff(string owner)
        {
            foreach (string key in ChatRoutes.KeysOfOtherAgents(document, owner))
            {
                if (await entryOf(key) is { LastRoute: { } last } entry && SendPolicy.Normalize(entry.Settings.SendPolicy) == "deny" && ChatRoutes.IsSameChat(last, chat))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
