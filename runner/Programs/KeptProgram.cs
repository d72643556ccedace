using System.Threading.Channels;
using Moltbot.Runner.Processes;
using Moltbot.Runner.Sandboxes;

namespace Moltbot.Runner.Programs;

/// <summary>A program that may outlive the call that began it.</summary>
internal sealed class KeptProgram
{
    /// <summary>Texts that wait to be read. Arbitrary: a program that reads takes each at once.</summary>
    private const int MaxWaiting = 16;

    private readonly Channel<ReadOnlyMemory<byte>> _input = Channel.CreateBounded<ReadOnlyMemory<byte>>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly CancellationTokenSource _age;
    private readonly CancellationTokenSource _stop = new();
    private readonly TimeProvider _time;

    /// <param name="owner">Whose it is.</param>
    /// <param name="workspace">The folder that it works in, outside of the sandbox.</param>
    /// <param name="command">What people and models know it by.</param>
    /// <param name="age">After this it is ended.</param>
    /// <param name="limits">What it may take up.</param>
    /// <param name="time">The clock.</param>
    public KeptProgram(ProgramOwner owner, string workspace, string command, TimeSpan age, ProgramLimits limits, TimeProvider time)
    {
        (Owner, Workspace, Command, _time) = (owner, workspace, command, time);
        (Log, BeganAt, LongestAge) = (new ProgramLog(limits.KeptChars), time.GetTimestamp(), age);
        _age = new CancellationTokenSource(age, time);
    }

    /// <summary>Names it to its owner; nobody can guess another's.</summary>
    public string Id { get; } = Guid.NewGuid().ToString("N")[..12];

    public ProgramOwner Owner { get; }

    public string Workspace { get; }

    public string Command { get; }

    public ProgramLog Log { get; }

    /// <summary>When it began, a timestamp of the clock.</summary>
    public long BeganAt { get; }

    /// <summary>After this it is ended.</summary>
    public TimeSpan LongestAge { get; }

    /// <summary>When it ended, a timestamp of the clock; null while it runs.</summary>
    public long? EndedAt { get; private set; }

    /// <summary>How it ended. Never fails.</summary>
    public Task<SandboxEnd> Ended { get; private set; } = null!;

    /// <summary>Begins it.</summary>
    public void Begin(ISandbox sandbox, SandboxRequest request) =>
        Ended = Run(sandbox, request with { Output = Log, More = _input.Reader, Longest = LongestAge });

    /// <summary>Gives it something to read; false when it does not take any more.</summary>
    public bool Write(ReadOnlyMemory<byte> bytes) => _input.Writer.TryWrite(bytes);

    /// <summary>Ends what it reads.</summary>
    public void CloseInput() => _input.Writer.TryComplete();

    /// <summary>Ends it, and waits until all of it is dead.</summary>
    public async Task Kill()
    {
        await _stop.CancelAsync();
        await Ended;
    }

    private async Task<SandboxEnd> Run(ISandbox sandbox, SandboxRequest request)
    {
        try
        {
            return await sandbox.Run(request, _age.Token, _stop.Token);
        }
        catch (Exception failure)
        {
            return new SandboxEnd(ProcessEnding.NotStarted, -1, new KeptText("", Truncated: false), failure.Message);
        }
        finally
        {
            CloseInput();
            _age.Dispose();
            EndedAt = _time.GetTimestamp();
        }
    }
}
