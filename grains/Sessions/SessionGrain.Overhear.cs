using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Configuration;

namespace Moltbot.Grains.Sessions;

internal sealed partial class SessionGrain
{
    /// <summary>Messages kept when the configuration names no other number.</summary>
    private const int DefaultHistory = 50;

    /// <summary>The most that a configuration gets: the session's row holds them.</summary>
    private const int MaxHistory = 200;

    /// <summary>Characters kept of one message, for the same reason.</summary>
    private const int MaxOverheard = 1000;

    /// <inheritdoc/>
    public async Task Overhear(OverheardMessage message)
    {
        CheckKey(message.SessionKey);
        int limit = HistoryOf(await Document(), message);
        if (limit == 0 || (!_ledger.IsDoubtful && IsKnown(_ledger.State, message)))
        {
            return;
        }

        // On one line: nobody in the group begins a line of their own in the prompt, or ends its context.
        OverheardMessage kept = message with { Text = Preview.Of(message.Text, MaxOverheard) };
        await _ledger.Write(message.SessionKey, state =>
        {
            if (!IsKnown(state, kept))
            {
                state.Overheard = [.. state.Overheard.Append(kept).TakeLast(limit)];
            }
        });
        await Report();
    }

    private int HistoryOf(ConfigDocument document, OverheardMessage message)
    {
        int limit = document.Channels.Account(message.Place.Channel, message.Place.Account).Int("historyLimit")
            ?? document.Agents.Find(AgentId)?.GroupChat?.HistoryLimit
            ?? document.Messages.GroupChat?.HistoryLimit
            ?? DefaultHistory;
        return Math.Clamp(limit, 0, MaxHistory);
    }

    private static bool IsKnown(SessionState state, OverheardMessage message) => state.Overheard.Exists(kept => kept.Id == message.Id);
}
