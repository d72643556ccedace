using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.GrainInterfaces.Usage;

namespace Moltbot.Grains.Usage;

/// <summary>
/// Counts what runs used. Written at most every <see cref="SaveInterval"/>: a crash may lose the last seconds of a statistic,
/// never a message.
/// </summary>
internal sealed partial class UsageGrain(
    [PersistentState("usage", TenantGrain.Store)] IPersistentState<UsageState> row, TimeProvider time, ILogger<UsageGrain> logger)
    : TenantGrain(time), IUsageGrain
{
    internal static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(5);

    private const int KeptDays = 366;

    /// <summary>Run ids remembered: more than any retry comes late by.</summary>
    private const int KeptRuns = 2048;

    private readonly HashSet<long> _counted = [];
    private IGrainTimer? _saving;

    public Task Record(UsageRecord record)
    {
        long id = IdOf(record.RunId);
        if (!_counted.Add(id))
        {
            return Task.CompletedTask;
        }

        UsageState state = row.State;
        state.Counted.Add(id);
        if (state.Counted.Count > KeptRuns + (KeptRuns / 4))
        {
            foreach (long old in state.Counted.Take(state.Counted.Count - KeptRuns))
            {
                _counted.Remove(old);
            }

            state.Counted.RemoveRange(0, state.Counted.Count - KeptRuns);
        }

        string date = DateOf(DateTimeOffset.FromUnixTimeMilliseconds(record.Timestamp));
        UsageDay day = state.Days.GetValueOrDefault(date) ?? new UsageDay { Date = date, Tokens = new TokenUsage(), Cost = 0, MissingCostEntries = 0 };
        state.Days[date] = day with
        {
            Tokens = Sum(day.Tokens, record.Tokens),
            Cost = day.Cost + (record.Cost ?? 0),
            MissingCostEntries = day.MissingCostEntries + (record.Cost is null ? 1 : 0),
        };
        _saving ??= StartTimer(_ => Save(), SaveInterval, Timeout.InfiniteTimeSpan, interleave: false);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<UsageDay>> Days(int days)
    {
        string first = DateOf(Time.GetUtcNow().AddDays(1 - Math.Clamp(days, 1, KeptDays)));
        return Task.FromResult<IReadOnlyList<UsageDay>>(
            row.State.Days.Values.Where(day => string.CompareOrdinal(day.Date, first) >= 0).OrderBy(day => day.Date, StringComparer.Ordinal).ToArray());
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        _saving is null ? Task.CompletedTask : Save();

    /// <inheritdoc/>
    protected override Task Start(CancellationToken cancellationToken)
    {
        _counted.UnionWith(row.State.Counted);
        return Task.CompletedTask;
    }

    private async Task Save()
    {
        _saving?.Dispose();
        _saving = null;
        string oldest = DateOf(Time.GetUtcNow().AddDays(-KeptDays));
        foreach (string date in row.State.Days.Keys.Where(date => string.CompareOrdinal(date, oldest) < 0).ToList())
        {
            row.State.Days.Remove(date);
        }

        try
        {
            await row.WriteStateAsync();
        }
        catch (OrleansException e) when (e.InnerException is Storage.StorageUnavailableException)
        {
            LogNotSaved(e);
            _saving ??= StartTimer(_ => Save(), SaveInterval, Timeout.InfiniteTimeSpan, interleave: false);
        }
    }

    private static TokenUsage Sum(TokenUsage a, TokenUsage b) => new()
    {
        Input = a.Input + b.Input,
        Output = a.Output + b.Output,
        CacheRead = a.CacheRead + b.CacheRead,
        CacheWrite = a.CacheWrite + b.CacheWrite,
    };

    private static string DateOf(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static long IdOf(string runId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(runId), hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Usage could not be written; it is tried again")]
    private partial void LogNotSaved(Exception error);
}
