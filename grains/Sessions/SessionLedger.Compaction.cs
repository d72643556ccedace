using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Sessions.Transcript;
using Moltbot.Storage.Grains;

namespace Moltbot.Grains.Sessions;

/// <content>What makes a conversation shorter.</content>
internal sealed partial class SessionLedger
{
    /// <summary>Hides the oldest messages and puts them into an archive; a summary among them goes with them.</summary>
    public async Task Compact(string sessionKey, long start, string archive)
    {
        await Write(sessionKey, state =>
        {
            state.Entry = state.Entry! with
            {
                TranscriptStart = start,
                UpdatedAt = Now,
                CompactionCount = state.Entry.CompactionCount + 1,
            };
            state.Summary = state.Summary?.Sequence >= start ? state.Summary : null;
            state.Measured = null;
        });
        _conversation?.CutBefore(start);
        if (State.Summary is null)
        {
            _conversation?.ForgetSummary();
        }

        await transcripts.ArchiveAsync(KeyOf(Entry!), archive, start - 1);
    }

    /// <summary>
    /// Appends a summary and has it stand for the messages before <see cref="SummaryMark.FirstKept"/>, in one write. False, and nothing is stored, where the conversation
    /// was begun anew or made shorter meanwhile.
    /// </summary>
    /// <param name="seen">The session as it was summarised.</param>
    /// <param name="text">The summary.</param>
    /// <param name="mark">What it stands for.</param>
    /// <exception cref="SessionLostException">Another activation is the owner. Nothing of this is stored.</exception>
    public async Task<bool> Summarize(SessionEntry seen, string text, SummaryMark mark)
    {
        await _writing.WaitAsync();
        try
        {
            await OwnUnderLock(seen.Key);
            SessionEntry before = Entry!;
            if (before.SessionId != seen.SessionId || before.CompactionCount != seen.CompactionCount)
            {
                return false;
            }

            mark = mark with { Sequence = before.TranscriptHead + 1 };
            TranscriptEntry entry = TranscriptEntries.Summary(text, mark, Now);
            List<CommitPart> parts = [await Insertion(before, mark.Sequence, [entry])];

            // The session was not used by it: UpdatedAt stays.
            State.Entry = Revised(before) with { TranscriptHead = mark.Sequence, CompactionCount = before.CompactionCount + 1 };
            State.Summary = mark;
            State.Measured = null;
            await Save(parts);
            _conversation?.Summarize(mark.Sequence, entry, mark.FirstKept);
            return true;
        }
        finally
        {
            _writing.Release();
        }
    }
}
