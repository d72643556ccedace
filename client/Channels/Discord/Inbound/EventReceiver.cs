using Microsoft.Extensions.Logging;
using Moltbot.Gateway.Channels.Discord.Api;
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
    InboundPictures pictures,
    Func<InboundMessage, CancellationToken, Task<ReceiveResult>> receive,
    StoringRetry storing,
    ConnectionStatus status,
    ILogger logger)
{
    /// <summary>What Discord is being told of interactions, beside what comes in meanwhile.</summary>
    private readonly List<Task> answering = [];

    /// <summary>Where the stream stands, for whoever has the account next; null before the first event.</summary>
    public string? Position { get; private set; }

    /// <summary>Takes events until stopped.</summary>
    public async Task Run(GatewayBacklog events, CancellationToken stop)
    {
        try
        {
            await foreach (var told in events.ReadAll(stop))
            {
                await Take(told, stop);
                told.Session.Store(told.Sequence);
                Position = told.Session.ToCursor(sessionOwner);
            }
        }
        finally
        {
            await Task.WhenAll(answering);
        }
    }

    private async Task Take(GatewayEvent told, CancellationToken stop)
    {
        if (told.Type is EventTypes.Ready or EventTypes.Resumed)
        {
            await status.Connected(told.Session.ToCursor(sessionOwner, told.Sequence));
            return;
        }

        try
        {
            await storing.Until(token => Store(told, token), stop);
        }
        catch (UnreadableUpdateException unreadable)
        {
            LogSkipped(told.Type, told.Sequence, Causes.Of(unreadable));
        }
    }

    private async Task Store(GatewayEvent told, CancellationToken cancellation)
    {
        var (updates, interaction) = await Read(told, cancellation);
        foreach (var update in updates)
        {
            authors.Note(update);
            var message = await pictures.With(update, cancellation);
            var result = await receive(message with { Cursor = told.Session.ToCursor(sessionOwner, told.Sequence) }, cancellation);
            LogReceived(update.UpdateId, update.Kind, result.Outcome);
            if (interaction is not null && result.Stored && IsAnswered(interaction, result.Sequel))
            {
                answering.RemoveAll(static task => task.IsCompleted);
                answering.Add(interactions.Answer(interaction, cancellation));
            }
        }
    }

    private async Task<(IReadOnlyList<InboundMessage> Updates, Interaction? Interaction)> Read(GatewayEvent told, CancellationToken cancellation)
    {
        try
        {
            places.Note(told.Type, told.Data);
            return await mapper.Map(told, cancellation);
        }
        catch (Exception error) when (error is not (OperationCanceledException or UpdateHeldUpException))
        {
            throw new UnreadableUpdateException(error);
        }
    }

    /// <summary>A press is acknowledged when it was taken in; "thinking" is shown for a command only where an answer takes its place.</summary>
    private static bool IsAnswered(Interaction interaction, InboundSequel sequel) =>
        interaction.Type == Interaction.Command ? sequel == InboundSequel.Answer : sequel != InboundSequel.None;

    [LoggerMessage(Level = LogLevel.Debug, Message = "Discord update {UpdateId} ({Kind}) is stored: {Outcome}.")]
    private partial void LogReceived(string updateId, InboundKind kind, string outcome);

    [LoggerMessage(Level = LogLevel.Error, Message = "Discord event {Type} ({Sequence}) cannot be read; it is passed over: {Cause}")]
    private partial void LogSkipped(string type, long sequence, string cause);
}
