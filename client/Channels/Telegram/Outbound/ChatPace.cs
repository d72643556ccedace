using Moltbot.Gateway.Channels.Outbound;

namespace Moltbot.Gateway.Channels.Telegram.Outbound;

/// <summary>The rates of one chat: 1/s, in groups also 20/min.</summary>
internal sealed class ChatPace(bool isGroup)
{
    private readonly TokenBucket second = new(1, TimeSpan.FromSeconds(1));
    private readonly TokenBucket? minute = isGroup ? new(20, TimeSpan.FromSeconds(3)) : null;

    /// <summary>Set by a flood limit.</summary>
    public DateTimeOffset BlockedUntil { get; set; } = DateTimeOffset.MinValue;

    public TimeSpan Take(DateTimeOffset now)
    {
        var wait = second.Take(now);
        return minute?.Take(now) is { } longer && longer > wait ? longer : wait;
    }

    public bool HasOne(DateTimeOffset now) => second.HasOne(now) && minute?.HasOne(now) != false;

    public bool IsIdle(DateTimeOffset now) => second.IsFull(now) && minute?.IsFull(now) != false && BlockedUntil <= now;
}
