using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Queue;

namespace Moltbot.Grains.Sessions.Runs;

/// <summary>The queue settings of a message: its own, the session's, its channel's, the general ones (runtime §6).</summary>
internal static class QueueRules
{
    public static QueueSettings Of(ConfigDocument document, SessionSettings? session, string? channel, QueueOptions? own = null)
    {
        QueueConfig general = document.Messages.Queue;
        return QueueSettings.Resolve(
            own,
            session is null
                ? null
                : new QueueOptions(QueueNames.Mode(session.QueueMode), session.QueueDebounceMs, session.QueueCap, QueueNames.Drop(session.QueueDrop)),
            channel is null
                ? null
                : new QueueOptions(
                    QueueNames.Mode(general.ByChannel.GetValueOrDefault(channel)),
                    general.DebounceMsByChannel.TryGetValue(channel, out int debounce) ? debounce : null),
            new QueueOptions(QueueNames.Mode(general.Mode), general.DebounceMs, general.Cap, QueueNames.Drop(general.Drop)));
    }

    /// <summary>
    /// Whether queue modes hold for a turn. A program that asked by <c>agent</c> or over HTTP waits for its own answer: such turns are
    /// neither joined nor dropped.
    /// </summary>
    public static bool HoldFor(TurnRequest request) => request.Origin is TurnOrigin.Chat or TurnOrigin.Channel or TurnOrigin.Node;

    /// <summary>Where the answer goes.</summary>
    public static ReplyDestination DestinationOf(TurnRequest request) => request.ReplyTo is { } target
        ? new ReplyDestination(target.Channel, target.ChatId, target.Account, target.ThreadId)
        : new ReplyDestination(null, null, null, null);
}
