using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Channels.Discord.Gateway;
using Moltbot.Gateway.Channels.Inbound;
using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.Gateway.Channels.Discord.Inbound;

/// <summary>
/// Brings events to the account, one by one. An event counts as dealt with, and is confirmed by the next heartbeat, after the account stored
/// it; what was stored and not confirmed comes again and is recognised there.
/// </summary>
internal sealed partial class EventReceiver(
    string sessionOwner,
    EventMapper mapper,
    PlaceDirectory places,
    RecentAuthors authors,
    Interactions interactions,
    Func<InboundMessage, CancellationToken, Task<ReceiveResult>> receive,
    StoringRetry storing,
    ConnectionStatus status,
    ILogger logger)
{
    /// <summary>Where the stream stands, for whoever has the account next; null before the first event.</summary>
    public string? Position { get; private set; }

    /// <summary>Takes events until stopped.</summary>
    public async Task Run(GatewayBacklog events, CancellationToken stop)
    {
        await foreach (var told in events.ReadAll(stop))
        {
            await Take(told, stop);
            told.Session.Store(told.Sequence);
            Position = told.Session.ToCursor(sessionOwner);
        }
    }

    private async Task Take(GatewayEvent told, CancellationToken stop)
    {
        if (told.Type is EventTypes.Ready or EventTypes.Resumed)
        {
            await status.Connected(told.Session.ToCursor(sessionOwner, told.Sequence));
            return;
        }

        places.Note(told.Type, told.Data);
        await storing.Until(token => Store(told, token), stop);
    }

    private async Task Store(GatewayEvent told, CancellationToken cancellation)
    {
        var (updates, interaction) = await mapper.Map(told, cancellation);
        foreach (var update in updates)
        {
            authors.Note(update);
            var result = await receive(update with { Cursor = told.Session.ToCursor(sessionOwner, told.Sequence) }, cancellation);
            LogReceived(update.UpdateId, update.Kind, result.Outcome);
            if (interaction is not null && result is { Stored: true, IsDropped: false })
            {
                await interactions.Answer(interaction, cancellation);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Discord update {UpdateId} ({Kind}) is stored: {Outcome}.")]
    private partial void LogReceived(string updateId, InboundKind kind, string outcome);
}
