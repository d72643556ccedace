using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Sessions.Transcript;
using Moltbot.Storage.Grains;
using Moltbot.Storage.Transcripts;
using Orleans.Storage;

namespace Moltbot.Grains.Sessions;

/// <summary>
/// The session's row and its transcript, written one at a time: messages and the head over them are one commit, and an activation
/// inserts nothing before it has won a write of its own. After a write whose outcome is unknown everything is read again before the
/// next one. Where it learns that another activation writes, it asks its grain for
/// the exception: the grain gives the session up with it, whoever called.
/// </summary>
internal sealed partial class SessionLedger(
    Func<string> tenant,
    IPersistentState<SessionState> row,
    ITranscriptStore transcripts,
    TimeProvider time,
    int room,
    Func<SessionLostException> lost) : IDisposable
{
    private readonly SemaphoreSlim _writing = new(1, 1);
    private Conversation? _conversation;
    private bool _owned;
    private bool _doubtful;

    public SessionState State => row.State;

    public SessionEntry? Entry => row.State.Entry;

    /// <summary>The first message that prompts have word for word.</summary>
    public long PromptStart => Math.Max(Math.Max(Entry?.TranscriptStart ?? 1, State.Summary?.FirstKept ?? 1), State.QuietBefore ?? 1);

    /// <summary>Whether what is in memory may differ from what is stored.</summary>
    public bool IsDoubtful => _doubtful;

    /// <summary>Whether this activation has won a write of its own and knows what is stored.</summary>
    public bool IsOwned => _owned && !_doubtful && Entry is not null;

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Makes this activation the owner, and the session when there is none.</summary>
    /// <param name="sessionKey">The canonical session key.</param>
    /// <exception cref="SessionLostException">Another activation is the owner.</exception>
    public async Task Own(string sessionKey)
    {
        if (IsOwned)
        {
            return;
        }

        await _writing.WaitAsync();
        try
        {
            await OwnUnderLock(sessionKey);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Changes the row.</summary>
    public Task Write(string sessionKey, Action<SessionState> change) => Append(sessionKey, [], (state, _) => change(state));

    /// <summary>Inserts messages at the end of the transcript and moves the head over them.</summary>
    /// <param name="sessionKey">The canonical session key.</param>
    /// <param name="entries">The messages; none only changes the row.</param>
    /// <param name="change">What else changes with the head; gets the number of the first message.</param>
    /// <param name="along">What other tables store in the same commit; asked after the change.</param>
    /// <exception cref="SessionLostException">Another activation is the owner. Nothing of this is stored.</exception>
    public async Task<long> Append(
        string sessionKey, IReadOnlyList<TranscriptEntry> entries, Action<SessionState, long>? change, Func<ValueTask<IReadOnlyList<CommitPart>>>? along = null)
    {
        await _writing.WaitAsync();
        try
        {
            await OwnUnderLock(sessionKey);
            SessionEntry before = Entry!;
            long first = before.TranscriptHead + 1;
            List<CommitPart> parts = entries.Count == 0 ? [] : [await Insertion(before, first, entries)];
            State.Entry = Touched(before, entries, first);
            change?.Invoke(State, first);
            await Save(parts, along);
            for (int i = 0; i < entries.Count; i++)
            {
                _conversation?.Add(first + i, entries[i]);
            }

            return first;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Begins a new transcript.</summary>
    public async Task Restart(string sessionKey, Func<SessionEntry, SessionEntry> change)
    {
        await _writing.WaitAsync();
        try
        {
            await OwnUnderLock(sessionKey);
            State.Entry = Revised(change(Entry!)) with
            {
                SessionId = Guid.NewGuid().ToString(),
                TranscriptHead = 0,
                TranscriptStart = 1,
                UpdatedAt = Now,
                LastMessagePreview = null,
                DerivedTitle = null,
            };
            State.Profile = null;
            (State.Summary, State.Measured, State.FlushedAt, State.QuietBefore) = (null, null, null, null);
            await Save();
            _conversation?.Clear(1);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Removes the session; its transcript goes to the archive when asked.</summary>
    public async Task Remove(string? archive)
    {
        await _writing.WaitAsync();
        try
        {
            if (archive is not null && Entry is { TranscriptHead: > 0 } entry)
            {
                await transcripts.ArchiveAsync(KeyOf(entry), archive, entry.TranscriptHead);
            }

            try
            {
                await row.ClearStateAsync();
            }
            catch (InconsistentStateException)
            {
                throw lost();
            }
            catch
            {
                _doubtful = true;
                throw;
            }

            row.State = new SessionState();
            _owned = false;
            _conversation = null;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>
    /// The conversation in memory, read at first use. It waits for a write under way: others see in the store that a run has ended before
    /// this activation hears that its messages are stored.
    /// </summary>
    public async ValueTask<Conversation> Conversation(CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            if (_conversation is null)
            {
                var read = new Conversation(transcripts, room);
                if (Entry is { } entry)
                {
                    await read.Load(KeyOf(entry), PromptStart, entry.TranscriptHead, State.Summary?.Sequence, cancellationToken);
                }

                _conversation = read;
            }

            return _conversation;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Whether the session was made and the index does not know of it yet.</summary>
    public bool IsUnreported { get; set; }

    public TranscriptKey KeyOf(SessionEntry entry) => new(tenant(), entry.Key, entry.SessionId);

    public void Dispose() => _writing.Dispose();

    private async Task OwnUnderLock(string sessionKey)
    {
        if (_doubtful)
        {
            await row.ReadStateAsync();
            _conversation = null;
            _owned = false;
            _doubtful = false;
        }

        if (IsOwned)
        {
            return;
        }

        bool isNew = Entry is null;
        State.Entry ??= new SessionEntry { Key = sessionKey, SessionId = Guid.NewGuid().ToString(), UpdatedAt = Now, Revision = Now };
        State.Entry = State.Entry.Incarnation is null ? State.Entry with { Incarnation = Guid.NewGuid().ToString() } : State.Entry;
        State.Epoch++;
        await Save();

        // Only now is it certain that no older owner moves the head over leftovers.
        if (!isNew)
        {
            await transcripts.TruncateAsync(KeyOf(Entry!), Entry!.TranscriptHead);
        }

        _owned = true;
        IsUnreported |= isNew;
    }

    private ValueTask<CommitPart> Insertion(SessionEntry entry, long first, IReadOnlyList<TranscriptEntry> entries)
    {
        var rows = new TranscriptRow[entries.Count];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = new TranscriptRow(
                first + i, DateTimeOffset.FromUnixTimeMilliseconds(entries[i].Timestamp), TranscriptCodec.Encode(entries[i]));
        }

        return transcripts.PrepareAppendAsync(KeyOf(entry), rows);
    }

    private async Task Save(IReadOnlyList<CommitPart>? parts = null, Func<ValueTask<IReadOnlyList<CommitPart>>>? along = null)
    {
        try
        {
            State.CommitWith = along is null ? parts ?? [] : [.. parts ?? [], .. await along()];
            await row.WriteStateAsync();
            if (State.CommitWith.Count > 0)
            {
                throw new InvalidOperationException("The grain storage wrote a session without what belongs to it; it has to commit both together.");
            }
        }
        catch (InconsistentStateException)
        {
            throw lost();
        }
        catch
        {
            _doubtful = true;
            throw;
        }
        finally
        {
            State.CommitWith = [];
        }
    }

    private SessionEntry Touched(SessionEntry entry, IReadOnlyList<TranscriptEntry> entries, long first)
    {
        // What is only noted beside the conversation is no use of it: a session goes stale by what was said (runtime §3).
        SessionEntry touched = Revised(entry);
        if (entries.Count == 0)
        {
            return touched;
        }

        touched = touched with { UpdatedAt = Now, TranscriptHead = first + entries.Count - 1 };
        if (touched.DerivedTitle is null && entries.FirstOrDefault(e => e.Role == TranscriptEntry.User) is { } asked)
        {
            touched = touched with { DerivedTitle = Preview.Of(asked.Text, Preview.TitleLength) };
        }

        // Calls of tools and their results are not what people said to each other.
        return entries.LastOrDefault(static e => e is { CallId: null, Calls.Count: 0 }) is { } last
            ? touched with { LastMessagePreview = Preview.Of(last.Text, Preview.MessageLength) }
            : touched;
    }

    /// <summary>Grows by the clock, so that a session made anew under a deleted one's key is newer than what is left of that.</summary>
    private SessionEntry Revised(SessionEntry entry) => entry with { Revision = Math.Max(entry.Revision + 1, Now) };
}
