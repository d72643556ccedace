using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.Grains.Tests.Sessions.Support;

namespace Moltbot.Grains.Tests.Agents;

/// <summary>What takes messages from the Telegram account's outbox and says what came of them, as a gateway does.</summary>
internal sealed class OutboxPlatform : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _drain = Task.CompletedTask;

    public List<OutboundItem> Seen { get; } = [];

    public static async Task<OutboxPlatform> Open(SessionHost silo, OutboundOutcome outcome = OutboundOutcome.Sent, string? error = null)
    {
        var account = silo.Grain<IChannelAccountGrain>(GrainKey.ForAccount(SessionHost.Tenant, "telegram", "default").ToString());
        long fence = (await account.AcquireLease("gateway")).Fence;
        var platform = new OutboxPlatform();
        platform._drain = platform.Drain(account, fence, outcome, error);
        return platform;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _drain;
        _stop.Dispose();
    }

    private async Task Drain(IChannelAccountGrain account, long fence, OutboundOutcome outcome, string? error)
    {
        while (!_stop.IsCancellationRequested)
        {
            OutboxClaim claim = await account.ClaimOutbox(fence, 10, []);
            foreach (OutboundItem item in claim.Items)
            {
                Seen.Add(item);
                await account.ReportOutbox(fence, [new OutboundReport { Id = item.Id, Outcome = outcome, MessageId = $"m{Seen.Count}", Error = error }]);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }
}
