using System.Text.Json;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Sessions.Runs;

namespace Moltbot.Grains.Sessions;

internal sealed partial class SessionGrain
{
    /// <summary>
    /// Turns that were taken away and whose end is not stored yet: no run takes them, whatever is found in the store meanwhile. Who took one
    /// away learns when that failed, and asks again.
    /// </summary>
    private readonly List<QueuedTurn> _withdrawn = [];

    /// <inheritdoc/>
    public async Task<bool> Revise(MessageRevision revision)
    {
        CheckKey(revision.SessionKey);
        return revision.IsWithdrawn ? await Withdraw(revision) : await Edit(revision);
    }

    private async Task<bool> Withdraw(MessageRevision revision)
    {
        if (_queue.Turns.Concat(_summarized).Concat(_withdrawn).FirstOrDefault(turn => IsMeant(turn, revision)) is not { } old)
        {
            return await Forget(revision);
        }

        SetAside(old);
        await EndQueued(old, "withdrawn");
        return true;
    }

    private void SetAside(QueuedTurn turn)
    {
        if (_queue.Remove(turn) || _summarized.Remove(turn))
        {
            _withdrawn.Add(turn);
        }
    }

    private async Task<bool> Edit(MessageRevision revision)
    {
        if (_queue.Turns.Concat(_summarized).FirstOrDefault(turn => IsMeant(turn, revision)) is not { } old)
        {
            return false;
        }

        // In memory first: from here on the run that takes it reads the new text. The store has it before this returns, or the caller
        // learns that it must ask again.
        var turn = old with
        {
            Request = old.Request with
            {
                Message = revision.Text, CommandsAllowed = revision.CommandsAllowed, Attachments = revision.HasPicture ? old.Request.Attachments : [],
            },
        };
        if (!_queue.Replace(old, turn))
        {
            _summarized[_summarized.IndexOf(old)] = turn;
        }

        await _services.Turns.ReviseAsync(
            Tenant, turn.Request.RunId, JsonSerializer.SerializeToUtf8Bytes(turn.Request, SessionJson.Default.TurnRequest));
        return true;
    }

    /// <summary>Takes a message that was only overheard out of what the next prompt is told; false when there is none, or a run reads it.</summary>
    private async Task<bool> Forget(MessageRevision revision)
    {
        bool Is(OverheardMessage said) => said.Sender.Id == revision.SenderId && IsAt(said.Place, revision.Message);
        if (!_ledger.IsDoubtful && !_ledger.State.Overheard.Exists(Is))
        {
            return false;
        }

        bool isRead = _run?.Overheard.Any(Is) == true;
        bool isForgotten = false;
        await _ledger.Write(revision.SessionKey, state =>
        {
            isForgotten = state.Overheard.Exists(Is);
            state.Overheard = [.. state.Overheard.Where(said => !Is(said))];
        });
        return isForgotten && !isRead;
    }

    /// <summary>The same message of the same person, and nobody has begun to answer it.</summary>
    private static bool IsMeant(QueuedTurn turn, MessageRevision revision) =>
        turn is { ClaimedBy: null, StopReason: null, Request: { Origin: TurnOrigin.Channel, ReplyTo: { } at, Sender: { } sender } }
        && sender.Id == revision.SenderId
        && IsAt(at, revision.Message);

    private static bool IsAt(ReplyTarget place, ReplyTarget message) =>
        place.ReplyToMessageId is { } messageId && messageId == message.ReplyToMessageId
        && (place.Channel, place.Account, place.ChatId) == (message.Channel, message.Account, message.ChatId);
}
