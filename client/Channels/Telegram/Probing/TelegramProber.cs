using Moltbot.Gateway.Channels.Api;
using Moltbot.Gateway.Channels.Inbound;
using Moltbot.Gateway.Channels.Telegram.Api;
using Moltbot.Gateway.Channels.Telegram.Inbound;

namespace Moltbot.Gateway.Channels.Telegram.Probing;

/// <summary>Asks Telegram who a bot is and where its updates go.</summary>
internal sealed class TelegramProber(TelegramApi api, TimeProvider time)
{
    public async Task<TelegramProbe> Probe(CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        var me = await api.GetMe(cancellation);
        if (!me.Ok)
        {
            return new TelegramProbe
            {
                Ok = false,
                Status = me.Error.Code == 0 ? null : me.Error.Code,
                Error = me.Error.ToString(),
                Failure = ProbeFailure.Of(me.Error),
                ElapsedMs = Since(began),
            };
        }

        // Of less weight: a bot whose webhook cannot be asked for works all the same.
        var webhook = await api.GetWebhookInfo(cancellation);
        return new TelegramProbe
        {
            Ok = true,
            ElapsedMs = Since(began),
            Bot = new ProbedBot(
                me.Value.Id, me.Value.Username, me.Value.CanJoinGroups, me.Value.CanReadAllGroupMessages, me.Value.SupportsInlineQueries),
            Webhook = webhook.Ok
                ? new ProbedWebhook(HostOf(webhook.Value.Url), webhook.Value.HasCustomCertificate, webhook.Value.PendingUpdateCount, ForeignText.Label(webhook.Value.LastErrorMessage))
                : null,
        };
    }

    private static string? HostOf(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.GetLeftPart(UriPartial.Authority) : url;

    private long Since(long began) => (long)time.GetElapsedTime(began).TotalMilliseconds;
}
