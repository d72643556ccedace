using Moltbot.Gateway.Channels.Api;
using Moltbot.Gateway.Channels.Discord.Api;

namespace Moltbot.Gateway.Channels.Discord.Gateway;

/// <summary>
/// Rations identifies. A bot has so many a day, and who goes on beyond loses the token; within 5 s only as many as Discord lets begin at
/// once, of which this connection is one.
/// </summary>
internal sealed class IdentifyAllowance(DiscordApi api, ApiRetry asking, ConnectionStatus status, TimeProvider time)
{
    /// <summary>The pause between two identifies.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private DateTimeOffset next = DateTimeOffset.MinValue;

    /// <summary>Where the gateway is, for a session that goes on.</summary>
    public Task<GatewayBot> Ask(CancellationToken stop) => asking.Until(api.GetGatewayBot, stop);

    /// <summary>Completes when the bot may identify; says where.</summary>
    public async Task<GatewayBot> Take(CancellationToken stop)
    {
        while (true)
        {
            if (next - time.GetUtcNow() is var wait && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time, stop);
            }

            var gateway = await Ask(stop);
            if (gateway.SessionStartLimit is not { Remaining: <= 0 } limit)
            {
                next = time.GetUtcNow() + Pause;
                return gateway;
            }

            var reset = TimeSpan.FromMilliseconds(Math.Clamp(limit.ResetAfter, ShortestWait.TotalMilliseconds, LongestWait.TotalMilliseconds));
            await status.Failed(1, $"Discord lets the bot begin no more sessions for {reset.TotalMinutes:0} minutes ({limit.Total} a day are used up)");
            await Task.Delay(reset, time, stop);
        }
    }
}
