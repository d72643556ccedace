using System.Globalization;
using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Channels.Api;
using Moltbot.Gateway.Channels.Inbound;
using Moltbot.Gateway.Channels.Telegram.Inbound;
using Moltbot.Gateway.Channels.Telegram.Outbound;
using Moltbot.Gateway.Channels.Telegram.Webhooks;
using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.Gateway.Channels.Telegram;

/// <summary>A bot's connection: updates by long polling or by webhook, messages one by one at Telegram's pace.</summary>
internal sealed class TelegramConnector : IChannelConnector
{
    private readonly TelegramAccount account;
    private readonly Uri? webhook;
    private readonly ChannelAccountContext context;
    private readonly TelegramSender sender;
    private readonly TelegramDrafts drafts;

    public TelegramConnector(TelegramAccount account, Uri? webhook, ChannelAccountContext context)
    {
        this.account = account;
        this.webhook = webhook;
        this.context = context;
        var pacer = new SendPacer(context.Time);
        sender = new TelegramSender(account.Api, account.Config, pacer);
        drafts = new TelegramDrafts(account, pacer);
    }

    public async Task Run(CancellationToken stop)
    {
        var status = new ConnectionStatus(webhook is null ? "polling" : "webhook", context.Report);
        var asking = new ApiRetry(context.Time, status.Failed);
        await status.Started();
        var bot = await asking.Until(account.Identify, stop);
        await status.Identified(ChatMapper.IdOf(bot.Id), bot.Username);
        if (account.Config.Section.Section("commands").Bool("native") != false)
        {
            // A convenience: whether it works changes nothing.
            _ = await account.Api.SetMyCommands(TelegramMenu.Commands, stop);
        }

        if (webhook is null)
        {
            // Left from another time or another program, a webhook would keep every update from us.
            await asking.Until(account.Api.DeleteWebhook, stop);
            var receiver = new UpdateReceiver(
                account.Api, bot, context.PicturesOf, context.Receive, context.Time, context.Loggers.CreateLogger<UpdateReceiver>());
            await new UpdatePoller(
                account.Api, receiver, asking, status, context.Time, context.Loggers.CreateLogger<StoringRetry>()).Run(stop);
        }
        else
        {
            await new WebhookKeeper(account.Api, webhook, account.Config.WebhookSecret!, asking, status, context.Time).Run(stop);
        }
    }

    public Task<OutboundReport> Send(OutboundItem item, CancellationToken stop, CancellationToken abort) => sender.Send(item, stop, abort);

    public bool OffersDrafts(string chatId, string? threadId) => drafts.Offers(chatId, threadId);

    public Task<bool> ShowDraft(ChannelDraft draft, CancellationToken cancellation) => drafts.Show(draft, cancellation);

    public async Task ShowTyping(string chatId, string? threadId, CancellationToken cancellation)
    {
        if (long.TryParse(chatId, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var chat))
        {
            long? thread = long.TryParse(threadId, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
            _ = await account.Api.SendTyping(chat, thread, cancellation);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
