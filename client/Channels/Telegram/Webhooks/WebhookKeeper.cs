using Moltbot.Gateway.Channels.Api;
using Moltbot.Gateway.Channels.Telegram.Api;

namespace Moltbot.Gateway.Channels.Telegram.Webhooks;

/// <summary>Registers the webhook and looks after it. The updates themselves arrive at <see cref="WebhookEndpoint"/>, on any gateway.</summary>
internal sealed class WebhookKeeper(
    TelegramApi api, Uri address, string secret, ApiRetry asking, ConnectionStatus status, TimeProvider time)
{
    /// <summary>How often it is looked at.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    public async Task Run(CancellationToken stop)
    {
        await Register(stop);
        while (true)
        {
            await Task.Delay(Interval, time, stop);
            var info = await asking.Until(api.GetWebhookInfo, stop);
            if (info.Url != address.AbsoluteUri)
            {
                await Register(stop);
            }
            else
            {
                await status.Connected();
            }
        }
    }

    private async Task Register(CancellationToken stop)
    {
        await asking.Until(token => api.SetWebhook(address, secret, token), stop);
        await status.Connected();
    }
}
