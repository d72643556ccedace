using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Sessions.Commands;
using Moltbot.Grains.Sessions.Runs;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Queue;

namespace Moltbot.Grains.Sessions;

/// <content>
/// What one person writes to an idle session in quick succession is answered as one message (<c>messages.inbound.debounceMs</c>). Each
/// is stored as it comes; only the answer waits.
/// </content>
internal sealed partial class SessionGrain
{
    /// <summary>Whether the session is idle but for messages that wait for more of their kind.</summary>
    private bool IsJoining(ConfigDocument document) =>
        _run is null or { IsTold: true } && !_queue.IsEmpty && _queue.Turns.All(turn => MayJoin(turn, document));

    private static bool MayJoin(QueuedTurn turn, ConfigDocument document) =>
        turn is { Waited: false, ClaimedBy: null, StoredUnder: null, StopReason: null } && MayJoin(turn.Request, document);

    private static bool MayJoin(TurnRequest request, ConfigDocument document) =>
        request is { Origin: TurnOrigin.Channel, ReplyTo: { } target }
        && document.Messages.Inbound.DebounceFor(target.Channel) > TimeSpan.Zero
        && InboundDebounce.MayWait(request.HasMedia, SessionCommand.Parse(request, document) is not null, request.Message);

    /// <summary>
    /// Takes one person's messages from the head of the queue; null while more of them are waited for. Whatever else comes after them
    /// ends the wait.
    /// </summary>
    private TurnBatch? NextJoined(QueuedTurn first, ConfigDocument document, out TimeSpan rest)
    {
        ReplyDestination destination = QueueRules.DestinationOf(first.Request);
        QueuedTurn[] together =
        [
            .. _queue.Turns.TakeWhile(turn => MayJoin(turn, document)
                && turn.Request.Sender?.Id == first.Request.Sender?.Id
                && turn.Request.CommandsAllowed == first.Request.CommandsAllowed
                && QueueRules.DestinationOf(turn.Request) == destination),
        ];
        QueuedTurn last = together[^1];
        TimeSpan window = document.Messages.Inbound.DebounceFor(first.Request.ReplyTo!.Channel);
        rest = window - TimeSpan.FromMilliseconds(Now - last.ArrivedAt);
        if (rest > TimeSpan.Zero && together.Length == _queue.Count)
        {
            return null;
        }

        rest = TimeSpan.Zero;
        foreach (QueuedTurn turn in together)
        {
            _queue.Remove(turn);
        }

        QueuedTurn lead = last with { Request = last.Request with { Message = string.Join('\n', together.Select(static turn => turn.Request.Message)) } };
        return new TurnBatch([lead], TakeSummarized(lead)) { Joined = together[..^1] };
    }
}
