using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Sessions.Runs;
using Moltbot.Grains.Sessions.Transcript;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Sessions;

namespace Moltbot.Grains.Sessions;

/// <summary>
/// A conversation. Turns are stored before they are acknowledged and run one at a time in a loop of their own, beside the calls.
/// A turn's messages, the head over them and the fact that it is answered are committed by one write; whatever a crash cuts off
/// before it is done again, whatever it cuts off after it (delivery, outcome, events) is made up for.
/// </summary>
internal sealed partial class SessionGrain : TenantGrain, ISessionGrain
{
    /// <summary>Characters of conversation kept in memory: about what a window of 200,000 tokens holds.</summary>
    private const int ConversationRoom = 600_000;

    private readonly SessionServices _services;
    private readonly ILogger<SessionGrain> _logger;
    private readonly SessionLedger _ledger;
    private readonly IPersistentState<SessionState> _row;
    private string? _sessionKey;

    public SessionGrain(
        [PersistentState("session", Store)] IPersistentState<SessionState> row,
        SessionServices services,
        TimeProvider time,
        ILogger<SessionGrain> logger)
        : base(time)
    {
        _row = row;
        _services = services;
        _logger = logger;
        _ledger = new SessionLedger(() => Tenant, row, services.Transcripts, time, ConversationRoom, Lost);
    }

    private string AgentId => SessionKeys.AgentIdOf(_sessionKey);

    public Task<SessionEntry?> Entry() => Task.FromResult(_ledger.Entry);

    public async Task<TranscriptPage> History(int limit)
    {
        ConfigDocument document = await Document();
        Conversation conversation = await _ledger.Conversation(CancellationToken.None);
        if (_ledger.Entry is not { } entry)
        {
            return new TranscriptPage { ThinkingLevel = ThinkingOf(null, document) };
        }

        int count = Math.Clamp(limit, 1, 1000);
        IReadOnlyList<(long Sequence, TranscriptEntry Entry)> newest =
            conversation.Newest(count, entry.TranscriptStart) ?? await ReadNewest(entry, count);
        var messages = new List<TranscriptMessage>(newest.Count + 1);
        foreach (var (sequence, message) in newest)
        {
            if (message.Role != TranscriptEntry.Summary)
            {
                messages.Add(Shown(sequence, message));
            }
        }

        if (_run is { IsDecided: false } run)
        {
            // Not in the transcript until the turn is answered, but said.
            long sequence = entry.TranscriptHead;
            messages.AddRange(run.UserEntries.Select(asked => Shown(++sequence, asked)));
        }

        return new TranscriptPage
        {
            SessionId = entry.SessionId,
            Messages = messages.Count > count ? messages.GetRange(messages.Count - count, count) : messages,
            ThinkingLevel = ThinkingOf(entry, document),
        };
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _ledger.Dispose();
        _lost.Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task Start(CancellationToken cancellationToken)
    {
        // A shortened key does not tell the session's; then its row does, which such a session has before its first turn.
        _sessionKey = _ledger.Entry?.Key ?? (Key.Rest.Contains('~', StringComparison.Ordinal) ? null : Key.Rest);
        if (_sessionKey is not null)
        {
            await FindOpenTurns(cancellationToken);
        }
    }

    private static TranscriptMessage Shown(long sequence, TranscriptEntry entry) =>
        new() { Sequence = sequence, Role = entry.Role, Json = entry.Json, Timestamp = entry.Timestamp };

    private static string ThinkingOf(SessionEntry? entry, ConfigDocument document) =>
        entry?.Settings.ThinkingLevel ?? document.Agents.Defaults.ThinkingDefault ?? Agents.ThinkingLevels.Off;

    private static string VerboseOf(SessionEntry? entry, ConfigDocument document) =>
        entry?.Settings.VerboseLevel ?? document.Agents.Defaults.VerboseDefault ?? "off";

    private async ValueTask<ConfigDocument> Document() => (await _services.Configurations.Get(Tenant)).Document;

    private async Task<IReadOnlyList<(long, TranscriptEntry)>> ReadNewest(SessionEntry entry, int count)
    {
        var rows = await _services.Transcripts.ReadNewestAsync(_ledger.KeyOf(entry), entry.TranscriptHead, count);
        return [.. rows.Where(row => row.Sequence >= entry.TranscriptStart).Select(row => (row.Sequence, TranscriptCodec.Decode(row.Payload)))];
    }

    /// <summary>Tells the tenant's clients. What cannot be told does not stop what it tells of.</summary>
    private async Task Publish(TenantEvent tenantEvent)
    {
        try
        {
            await Peer<ITenantEventsGrain>().Publish(tenantEvent);
        }
        catch (Exception e)
        {
            LogNotPublished(tenantEvent.GetType().Name, e);
        }
    }

    /// <summary>Tells the index. A new session is in it before this returns; a change soon after.</summary>
    private async Task Report()
    {
        if (_ledger.Entry is not { } entry)
        {
            return;
        }

        bool isNew = _ledger.IsUnreported;
        try
        {
            await Peer<ISessionIndexGrain>().Report(entry, isNew);
            _ledger.IsUnreported &= !isNew;
        }
        catch (Exception e)
        {
            LogNotReported(e);
        }
    }
}
