using Moltbot.GrainInterfaces.Audit;
using Moltbot.Storage.Outbox;

namespace Moltbot.Grains.Channels;

internal sealed partial class ChannelAccountGrain
{
    /// <summary>How long ids of updates are remembered; Telegram keeps undelivered updates for a day.</summary>
    private static readonly TimeSpan InboxMemory = TimeSpan.FromDays(7);

    /// <summary>How long sent messages are kept for answers to repeated requests.</summary>
    private static readonly TimeSpan OutboxMemory = TimeSpan.FromDays(7);

    /// <summary>How long a message whose outcome is unknown is shown. Arbitrary: longer than anybody's holiday.</summary>
    internal static readonly TimeSpan UnknownMemory = TimeSpan.FromDays(30);

    /// <summary>How many of them are shown. Arbitrary: more than a person will look through.</summary>
    internal const int UnknownKept = 1000;

    private const int PruneBatch = 100;

    private async Task Prune(CancellationToken cancellationToken)
    {
        await inbox.PruneAsync(_account, Time.GetUtcNow() - InboxMemory, cancellationToken);
        await outbox.PruneAsync(_account, Time.GetUtcNow() - OutboxMemory, cancellationToken);
        await ForgetUnknown(cancellationToken);
    }

    /// <summary>Gives up on unknown outcomes that nobody resolved; each is on record before it goes.</summary>
    private async Task ForgetUnknown(CancellationToken cancellationToken)
    {
        DateTimeOffset before = Time.GetUtcNow() - UnknownMemory;
        while (await outbox.StaleUnknownAsync(_account, before, UnknownKept, PruneBatch, cancellationToken) is { Count: > 0 } stale)
        {
            await Peer<IAuditGrain>().Append([.. stale.Select(message => Auditing.Entry(
                $"channel.forget:{Key.Rest}:{message.Order}", Now, "grain", "channel.forget", $"{Key.Rest}/{message.ChatId}", ("id", message.Id), ("outcome", "unknown")))]);
            await outbox.ForgetUnknownAsync(_account, [.. stale.Select(static message => message.Order)], cancellationToken);
        }
    }
}
