using Moltbot.Protocol.Runners;

namespace Moltbot.Runner.Connection;

/// <summary>
/// The calls of one connection: so many at once, the others wait, and all end with it, since their answers have nowhere to go. What only asks
/// for files of a prompt, the rest of a picture, or which tools servers have, does not wait behind them: a turn waits for it. Nor do programs and files wait behind calls of servers, which may
/// be slow and take no processor.
/// </summary>
/// <param name="run">Does one, on a thread of its own: what reads the connection has begun it.</param>
/// <param name="time">The clock of waiting.</param>
internal sealed class ToolCalls(Func<ToolRunParams, CancellationToken, Task<ToolRunResult>> run, TimeProvider time)
{
    /// <summary>Calls made at once. Arbitrary: each is a program that may take a processor for itself.</summary>
    public const int MaxAtOnce = 4;

    /// <summary>Calls made or waiting; more are turned away. Arbitrary: what a person would still wait for.</summary>
    public const int MaxHeld = 64;

    /// <summary>Of these, questions which tools servers have: asked by the dozen, they turn no call away.</summary>
    public const int MaxListings = 32;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, CancellationTokenSource> _held = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _free = new(MaxAtOnce);
    private readonly SemaphoreSlim _freeForFiles = new(MaxAtOnce);
    private readonly SemaphoreSlim _freeForServers = new(MaxAtOnce);
    private readonly SemaphoreSlim _freeForListing = new(MaxAtOnce);
    private int _listings;

    /// <summary>Does a call, or says why not. <see cref="Cancel"/> knows of it as soon as this was called, also before it returned.</summary>
    /// <param name="call">The call; waiting uses up its time.</param>
    /// <param name="closing">Ends it with its connection.</param>
    public async Task<ToolRunResult> Run(ToolRunParams call, CancellationToken closing)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(closing);
        lock (_gate)
        {
            if (_held.Count >= MaxHeld || (IsListing(call) && _listings >= MaxListings))
            {
                return Unavailable("the runner has too much to do");
            }

            if (!_held.TryAdd(call.CallId, ended))
            {
                return new ToolRunResult { Text = "this call is being made; it is not made twice", IsError = true, Outcome = ToolOutcomes.Refused };
            }

            _listings += IsListing(call) ? 1 : 0;
        }

        try
        {
            return await RunInTurn(call, ended.Token);
        }
        finally
        {
            lock (_gate)
            {
                _held.Remove(call.CallId);
                _listings -= IsListing(call) ? 1 : 0;
            }
        }
    }

    /// <summary>Ends a call, also one that waits. One that is not known has ended.</summary>
    public void Cancel(string callId)
    {
        lock (_gate)
        {
            // Under the lock: it is disposed of only after it was taken off the list.
            if (_held.TryGetValue(callId, out var call))
            {
                call.Cancel();
            }
        }
    }

    private async Task<ToolRunResult> RunInTurn(ToolRunParams call, CancellationToken cancelled)
    {
        var since = time.GetTimestamp();
        var free = call.Files is not null || call.Picture is not null ? _freeForFiles : call.Mcp is null ? _free : IsListing(call) ? _freeForListing : _freeForServers;
        if (await WaitForTurn(call, free, cancelled) is { } ended)
        {
            return ended;
        }

        try
        {
            var left = call.TimeoutMs - (int)time.GetElapsedTime(since).TotalMilliseconds;
            return left < 1 && call.TimeoutMs >= 1
                ? Unavailable("its time went by while it waited")
                : await run(call with { TimeoutMs = left }, cancelled);
        }
        finally
        {
            free.Release();
        }
    }

    private async Task<ToolRunResult?> WaitForTurn(ToolRunParams call, SemaphoreSlim free, CancellationToken cancelled)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMilliseconds(Math.Clamp(call.TimeoutMs, 1, ToolRunParams.MaxTimeoutMs)), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancelled);
        try
        {
            await free.WaitAsync(either.Token);
            return null;
        }
        catch (OperationCanceledException)
        {
            return cancelled.IsCancellationRequested
                ? new ToolRunResult { Text = "it was cancelled; nothing ran", IsError = true, Outcome = ToolOutcomes.Cancelled }
                : Unavailable("its time went by while it waited");
        }
    }

    private static bool IsListing(ToolRunParams call) => call.Mcp is { Tool: null };

    private static ToolRunResult Unavailable(string why) => new() { Text = $"{why}; nothing ran", IsError = true, Outcome = ToolOutcomes.Unavailable };
}
