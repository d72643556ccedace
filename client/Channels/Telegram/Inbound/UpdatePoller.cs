using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Channels.Api;
using Moltbot.Gateway.Channels.Inbound;
using Moltbot.Gateway.Channels.Telegram.Api;

namespace Moltbot.Gateway.Channels.Telegram.Inbound;

/// <summary>
/// Long polling. An update is confirmed by the next poll's offset, so only after the account stored it; what was stored and
/// not confirmed comes again and is recognised there.
/// </summary>
internal sealed class UpdatePoller
{
    /// <summary>How long Telegram holds a poll.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromSeconds(30);

    private const int BatchSize = 100;

    // A server that answers an empty poll at once would otherwise be asked without end.
    private static readonly TimeSpan ShortestIdlePoll = TimeSpan.FromSeconds(1);

    private readonly TelegramApi api;
    private readonly UpdateReceiver receiver;
    private readonly ApiRetry asking;
    private readonly ConnectionStatus status;
    private readonly TimeProvider time;
    private readonly StoringRetry storing;

    public UpdatePoller(TelegramApi api, UpdateReceiver receiver, ApiRetry asking, ConnectionStatus status, TimeProvider time, ILogger<StoringRetry> logger)
    {
        this.api = api;
        this.receiver = receiver;
        this.asking = asking;
        this.status = status;
        this.time = time;
        storing = new StoringRetry(time, status, logger);
    }

    public async Task Run(CancellationToken stop)
    {
        // Telegram starts its numbers anew after an idle week, and an old offset would throw away what comes then. So an
        // offset is named once, to confirm, and then forgotten.
        long? confirm = null;
        while (true)
        {
            var asked = time.GetTimestamp();
            var offset = confirm;
            var updates = await asking.Until(token => api.GetUpdates(offset, Wait, BatchSize, token), stop);
            await status.Connected();
            confirm = null;
            foreach (var update in updates.OrderBy(update => update.UpdateId))
            {
                await storing.Until(token => receiver.Receive(update, token), stop);
                confirm = update.UpdateId + 1 ?? confirm;
            }

            if (confirm is null && time.GetElapsedTime(asked) < ShortestIdlePoll)
            {
                await Task.Delay(ShortestIdlePoll, time, stop);
            }
        }
    }
}
