using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Channels.Api;
using Moltbot.Gateway.Channels.Discord.Api;
using Moltbot.Gateway.Channels.Discord.Gateway;
using Moltbot.Gateway.Channels.Discord.Inbound;
using Moltbot.Gateway.Channels.Discord.Outbound;
using Moltbot.Gateway.Channels.Inbound;
using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.Gateway.Channels.Discord;

/// <summary>A bot's connection: events from the gateway, messages one by one at Discord's pace.</summary>
internal sealed class DiscordConnector : IChannelConnector
{
    private readonly DiscordAccount account;
    private readonly ChannelAccountContext context;
    private readonly Func<double> random;
    private readonly Interactions interactions;
    private readonly DiscordSender sender;

    /// <param name="account">The bot.</param>
    /// <param name="context">What there is of the house.</param>
    /// <param name="random">Draws a number from 0 to 1: what all clients do at once they do at different times.</param>
    public DiscordConnector(DiscordAccount account, ChannelAccountContext context, Func<double> random)
    {
        this.account = account;
        this.context = context;
        this.random = random;
        interactions = new Interactions(account.Api, context.Time);
        sender = new DiscordSender(account, interactions);
    }

    public async Task Run(CancellationToken stop)
    {
        var status = new ConnectionStatus("gateway", context.Report);
        var asking = new ApiRetry(context.Time, status.Failed);
        await status.Started();
        var bot = await asking.Until(account.Identify, stop);
        await status.Identified(bot.Id, bot.Username);
        if (account.Config.NativeCommands)
        {
            await DiscordMenu.Offer(account.Api, stop);
        }

        var allowance = new IdentifyAllowance(account.Api, asking, status, context.Time);
        var client = new GatewayClient(account, allowance, status, random, context.Time, context.Loggers.CreateLogger<GatewayClient>());
        var receiver = Receiver(bot, status);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var serving = client.Run(GatewaySession.FromCursor(context.Cursor, account.SessionOwner), ending.Token);
        var taking = receiver.Run(client.Events, ending.Token);
        await Task.WhenAny(serving, taking);
        await ending.CancelAsync();
        try
        {
            await Task.WhenAll(serving, taking);
        }
        finally
        {
            if (receiver.Position is { } position)
            {
                await status.Positioned(position);
            }
        }
    }

    public Task<OutboundReport> Send(OutboundItem item, CancellationToken stop, CancellationToken abort) => sender.Send(item, stop, abort);

    // Discord has no drafts; with block streaming an answer comes in parts.
    public bool OffersDrafts(string chatId, string? threadId) => false;

    public Task<bool> ShowDraft(ChannelDraft draft, CancellationToken cancellation) => Task.FromResult(false);

    public async Task ShowTyping(string chatId, string? threadId, CancellationToken cancellation)
    {
        if (Snowflake.Is(threadId ?? chatId))
        {
            await account.Api.ShowTyping(threadId ?? chatId, cancellation);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private EventReceiver Receiver(User bot, ConnectionStatus status)
    {
        var places = new PlaceDirectory(account.Api, context.Time);
        var authors = new RecentAuthors(context.Time);
        return new EventReceiver(
            account.SessionOwner,
            new EventMapper(bot.Id, places, authors, context.Time),
            places,
            authors,
            interactions,
            new InboundPictures(context.PicturesOf, (picture, most, stop) => account.Files.Load(picture.Reference, most, stop), context.Time),
            context.Receive,
            new StoringRetry(context.Time, status, context.Loggers.CreateLogger<StoringRetry>()),
            status,
            context.Loggers.CreateLogger<EventReceiver>());
    }
}
