using System.Buffers;

namespace Moltbot.Models.Transport;

/// <summary>
/// Server-sent events of one response, data only: the three wires repeat the event's name inside the data. Lines end with
/// LF or CRLF. A line or a stream beyond the limits ends the call.
/// </summary>
internal sealed class SseReader(Stream stream, ModelTransportOptions limits, CallDeadline deadline) : IDisposable
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private readonly ArrayBufferWriter<byte> data = new(512);
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(8192);
    private int start;
    private int end;
    private int scanned;
    private long total;
    private bool hasData;
    private bool isFirst = true;
    private bool ended;

    /// <summary>The current event's data; valid until the next read.</summary>
    public ReadOnlySpan<byte> Data => data.WrittenSpan;

    /// <summary>The connection ended with this event still open: it may be cut.</summary>
    public bool AtEnd => ended;

    /// <returns>False when the stream ended.</returns>
    public async ValueTask<bool> ReadAsync()
    {
        data.ResetWrittenCount();
        hasData = false;
        while (true)
        {
            while (TryLine(out var line))
            {
                if (TakeLine(line))
                {
                    return true;
                }
            }

            if (ended || !await FillAsync())
            {
                return hasData;
            }
        }
    }

    public void Dispose()
    {
        var rented = Interlocked.Exchange(ref buffer, []);
        if (rented.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }

    private bool TryLine(out ReadOnlySpan<byte> line)
    {
        var rest = buffer.AsSpan(start, end - start);
        var found = rest[scanned..].IndexOf((byte)'\n');
        if (found >= 0)
        {
            line = rest[..(scanned + found)];
            start += line.Length + 1;
            scanned = 0;
        }
        else if (ended && rest.Length > 0)
        {
            line = rest;
            start = end;
            scanned = 0;
        }
        else
        {
            scanned = rest.Length;
            line = default;
            return false;
        }

        if (line is [.., (byte)'\r'])
        {
            line = line[..^1];
        }

        if (isFirst && line.StartsWith(ByteOrderMark))
        {
            line = line[ByteOrderMark.Length..];
        }

        isFirst = false;
        return true;
    }

    /// <returns>True when the line ends an event that has data.</returns>
    private bool TakeLine(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty)
        {
            return hasData;
        }

        if (!line.StartsWith("data"u8) || (line.Length > 4 && line[4] != ':'))
        {
            return false;
        }

        var value = line.Length > 5 ? line[5..] : default;
        if (value is [(byte)' ', ..])
        {
            value = value[1..];
        }

        if (hasData)
        {
            data.Write("\n"u8);
        }

        data.Write(value);
        hasData = true;
        return false;
    }

    private async ValueTask<bool> FillAsync()
    {
        MakeRoom();
        var pending = stream.ReadAsync(buffer.AsMemory(end), deadline.Token);
        int read;
        if (pending.IsCompletedSuccessfully)
        {
            read = await pending;
        }
        else
        {
            deadline.Arm(limits.IdleTimeout);
            read = await pending;
            deadline.Disarm();
        }

        if (read == 0)
        {
            // Once more over what is left: the last line may lack its end.
            ended = true;
            return start < end;
        }

        end += read;
        total += read;
        return total <= limits.MaxStreamBytes ? true : throw new StreamLimitException("stream", limits.MaxStreamBytes);
    }

    private void MakeRoom()
    {
        if (end - start > limits.MaxLineBytes || data.WrittenCount > limits.MaxLineBytes)
        {
            throw new StreamLimitException("line", limits.MaxLineBytes);
        }

        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            start = 0;
        }

        if (end == buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
            buffer.AsSpan(0, end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
            buffer = larger;
        }
    }
}
