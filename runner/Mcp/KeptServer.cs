using ModelContextProtocol.Client;
using Moltbot.Runner.Programs;

namespace Moltbot.Runner.Mcp;

/// <summary>A server of tools that is kept for the calls of one conversation.</summary>
internal sealed class KeptServer
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TimeProvider _time;
    private readonly ITimer _idle;
    private readonly TimeSpan _longest;
    private McpClient? _client;

    /// <param name="owner">Whose it is.</param>
    /// <param name="workspace">The folder that it works in, outside of the sandbox.</param>
    /// <param name="key">What it is, and what it sees.</param>
    /// <param name="connect">Begins it.</param>
    /// <param name="longest">How long it waits for a call.</param>
    /// <param name="time">The clock.</param>
    /// <param name="isIdle">Called when it waited so long.</param>
    public KeptServer(ProgramOwner owner, string workspace, string key, Func<CancellationToken, Task<McpClient>> connect, TimeSpan longest, TimeProvider time, Action<KeptServer> isIdle)
    {
        (Owner, Workspace, Key, _time, _longest) = (owner, workspace, key, time, longest);
        _idle = time.CreateTimer(_ => isIdle(this), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Client = Begin(connect);
    }

    public ProgramOwner Owner { get; }

    public string Workspace { get; }

    public string Key { get; }

    /// <summary>Speaks with it; fails where it could not be had.</summary>
    public Task<McpClient> Client { get; }

    /// <summary>Calls that are being made. Its holder's lock guards it.</summary>
    public int Calls { get; private set; }

    /// <summary>When the last call ended, a timestamp of the clock.</summary>
    public long UsedAt { get; private set; }

    /// <summary>Whether it is of no use any more.</summary>
    public bool IsOver => _stop.IsCancellationRequested || Client is { IsFaulted: true } or { IsCanceled: true } || _client?.Completion.IsCompleted == true;

    /// <summary>A call begins.</summary>
    public void Take()
    {
        Calls++;
        _idle.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A call has ended.</summary>
    public void Leave()
    {
        UsedAt = _time.GetTimestamp();
        if (--Calls == 0)
        {
            _idle.Change(_longest, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Ends it. Of a program nothing runs when this returns.</summary>
    public async Task End()
    {
        await _stop.CancelAsync();
        await _idle.DisposeAsync();
        try
        {
            await (await Client).DisposeAsync();
        }
        catch (Exception)
        {
            // However it was ended, and whatever it said to that: it is.
        }
    }

    private async Task<McpClient> Begin(Func<CancellationToken, Task<McpClient>> connect) => _client = await connect(_stop.Token);
}
