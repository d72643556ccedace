using Moltbot.Gateway.Channels.Outbound;

namespace Moltbot.Gateway.Channels.Telegram.Outbound;

/// <summary>
/// Keeps a bot below Telegram's limits (30 messages a second, one a second and chat, 20 a minute and group) and away
/// from what a 429 named. Safe for concurrent use.
/// </summary>
internal sealed class SendPacer(TimeProvider time)
{
    private const int ChatsToRemember = 4096;
    private readonly Lock gate = new();
    private readonly Dictionary<long, ChatPace> chats = [];
    private readonly TokenBucket bot = new(30, TimeSpan.FromSeconds(1) / 30);
    private DateTimeOffset botBlockedUntil = DateTimeOffset.MinValue;

    /// <summary>Completes when a message may go to the chat. Every call counts as one message, also one that is cancelled.</summary>
    public async Task WaitTurn(long chatId, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var wait = Reserve(chatId);
        while (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancellation);
            wait = BlockedFor(chatId);
        }
    }

    /// <summary>Takes a turn if it is there at once; never makes a message wait for more than a turn.</summary>
    public bool TryTake(long chatId)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            var chat = PaceUnderLock(chatId, now);
            if (!bot.HasOne(now) || !chat.HasOne(now) || chat.BlockedUntil > now || botBlockedUntil > now)
            {
                return false;
            }

            _ = bot.Take(now);
            _ = chat.Take(now);
            return true;
        }
    }

    /// <summary>Notes a 429.</summary>
    public void Flooded(long chatId, TimeSpan retryAfter)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            var until = now + retryAfter;
            if (chats.Any(chat => chat.Key != chatId && chat.Value.BlockedUntil > now))
            {
                // Two chats at once: the limit is the bot's.
                botBlockedUntil = until > botBlockedUntil ? until : botBlockedUntil;
            }

            var pace = PaceUnderLock(chatId, now);
            pace.BlockedUntil = until > pace.BlockedUntil ? until : pace.BlockedUntil;
        }
    }

    private TimeSpan Reserve(long chatId)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            var chat = PaceUnderLock(chatId, now);
            return Longest(bot.Take(now), chat.Take(now), chat.BlockedUntil - now, botBlockedUntil - now);
        }
    }

    private TimeSpan BlockedFor(long chatId)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            return Longest(PaceUnderLock(chatId, now).BlockedUntil - now, botBlockedUntil - now);
        }
    }

    private ChatPace PaceUnderLock(long chatId, DateTimeOffset now)
    {
        if (chats.TryGetValue(chatId, out var pace))
        {
            return pace;
        }

        if (chats.Count >= ChatsToRemember)
        {
            foreach (var idle in chats.Where(chat => chat.Value.IsIdle(now)).Select(chat => chat.Key).ToList())
            {
                chats.Remove(idle);
            }
        }

        // Telegram's groups and channels have negative ids.
        return chats[chatId] = new ChatPace(isGroup: chatId < 0);
    }

    private static TimeSpan Longest(params ReadOnlySpan<TimeSpan> waits)
    {
        var longest = TimeSpan.Zero;
        foreach (var wait in waits)
        {
            longest = wait > longest ? wait : longest;
        }

        return longest;
    }
}
