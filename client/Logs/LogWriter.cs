using System.Buffers;
using System.Threading.Channels;

namespace Moltbot.Gateway.Logs;

/// <summary>Brings lines to their files, one after the other beside the work they tell of. When disks are slow, lines are lost, not work.</summary>
internal sealed class LogWriter : IAsyncDisposable
{
    /// <summary>Lines that may wait. Arbitrary: seconds of a busy gateway.</summary>
    private const int Room = 10_000;

    private const int MaxBatch = 500;

    private readonly Channel<(string? Tenant, byte[] Line)> _waiting = Channel.CreateBounded<(string?, byte[])>(
        new BoundedChannelOptions(Room) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly TenantLogFiles _files;
    private readonly Task _writing;

    public LogWriter(TenantLogFiles files)
    {
        _files = files;
        // On its own: the first line must not carry its caller's context into all later ones.
        using (ExecutionContext.SuppressFlow())
        {
            _writing = Task.Run(WriteAll);
        }
    }

    public void Write(string? tenant, byte[] line) => _waiting.Writer.TryWrite((tenant, line));

    /// <summary>Writes what waits, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAll()
    {
        var batch = new List<(string? Tenant, byte[] Line)>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < MaxBatch && _waiting.Reader.TryRead(out (string? Tenant, byte[] Line) next))
            {
                batch.Add(next);
            }

            foreach (IGrouping<string?, (string? Tenant, byte[] Line)> lines in batch.GroupBy(each => each.Tenant, StringComparer.Ordinal))
            {
                Append(lines.Key, lines.Select(each => each.Line));
            }
        }
    }

    private void Append(string? tenant, IEnumerable<byte[]> lines)
    {
        var text = new ArrayBufferWriter<byte>();
        foreach (byte[] line in lines)
        {
            text.Write(line);
        }

        try
        {
            _files.Append(tenant, text.WrittenSpan);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // There is nobody to tell: this is where it would be told. The console's logger has the same lines.
        }
    }
}
