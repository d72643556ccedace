using System.Text.Json;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Sessions.Runs;

namespace Moltbot.Grains.Sessions;

internal sealed partial class SessionGrain
{
    /// <inheritdoc/>
    public async Task<bool> Revise(MessageRevision revision)
    {
        CheckKey(revision.SessionKey);
        if (_queue.Turns.Concat(_summarized).FirstOrDefault(turn => IsMeant(turn, revision)) is not { } old)
        {
            return false;
        }

        if (revision.IsWithdrawn)
        {
            _queue.Remove(old);
            _summarized.Remove(old);
            await EndQueued(old, "withdrawn");
            return true;
        }

        // In memory first: from here on the run that takes it reads the new text. The store has it before this returns, or the caller
        // learns that it must ask again.
        var turn = old with { Request = old.Request with { Message = revision.Text, CommandsAllowed = revision.CommandsAllowed } };
        if (!_queue.Replace(old, turn))
        {
            _summarized[_summarized.IndexOf(old)] = turn;
        }

        await _services.Turns.ReviseAsync(
            Tenant, turn.Request.RunId, JsonSerializer.SerializeToUtf8Bytes(turn.Request, SessionJson.Default.TurnRequest));
        return true;
    }

    /// <summary>The same message of the same person, and nobody has begun to answer it.</summary>
    private static bool IsMeant(QueuedTurn turn, MessageRevision revision) =>
        turn is { ClaimedBy: null, StopReason: null, Request: { Origin: TurnOrigin.Channel, ReplyTo: { } at, Sender: { } sender } }
        && sender.Id == revision.SenderId
        && at.ReplyToMessageId is { } messageId && messageId == revision.Message.ReplyToMessageId
        && (at.Channel, at.Account, at.ChatId) == (revision.Message.Channel, revision.Message.Account, revision.Message.ChatId);
}
