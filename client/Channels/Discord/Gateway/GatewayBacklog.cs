using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Moltbot.Gateway.Channels.Discord.Gateway;

/// <summary>
/// The events that wait to be stored, bounded by number and by size: whoever sends them is not trusted with the process's memory. One
/// writer and one reader.
/// </summary>
internal sealed class GatewayBacklog
{
    /// <summary>How many events may wait. Arbitrary: beyond it they are left with Discord, which brings them again.</summary>
    public const int MostEvents = 5000;

    /// <summary>How much may wait, in bytes. Arbitrary: four of the largest frames, or 5000 of the usual.</summary>
    public const long MostBytes = 4L * GatewaySocket.MaxFrameBytes;

    private readonly Channel<GatewayEvent> events = Channel.CreateBounded<GatewayEvent>(new BoundedChannelOptions(MostEvents) { SingleReader = true });
    private long bytes;

    /// <summary>Whether so much waits that nothing more should be asked for.</summary>
    public bool IsHalfFull => events.Reader.Count > MostEvents / 2 || Interlocked.Read(ref bytes) > MostBytes / 2;

    /// <summary>Adds an event; false when there is no room for it.</summary>
    public bool TryAdd(GatewayEvent told)
    {
        if (Interlocked.Add(ref bytes, told.Json.Length) <= MostBytes && events.Writer.TryWrite(told))
        {
            return true;
        }

        Interlocked.Add(ref bytes, -told.Json.Length);
        return false;
    }

    /// <summary>The events in order. Each has to be stored before the next is read, and takes up room until then.</summary>
    public async IAsyncEnumerable<GatewayEvent> ReadAll([EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var told in events.Reader.ReadAllAsync(stop))
        {
            yield return told;
            Interlocked.Add(ref bytes, -told.Json.Length);
        }
    }
}
