using System.IO.Pipes;
using System.Text;
using System.Threading.Channels;

namespace Moltbot.Runner.Processes;

/// <summary>The pipes to a program, as long as it runs.</summary>
internal static class ProcessPipes
{
    /// <summary>Most that a pipe holds, unless root made it larger.</summary>
    private const int MostHeld = 1 << 20;

    /// <summary>
    /// Takes what a program writes until it closes the pipe or has ended. By then all that it wrote is in the pipe: who still holds the other
    /// end, handed on to a program of another sandbox perhaps, is not waited for.
    /// </summary>
    public static async Task Read(Stream stream, IOutputSink sink, OutputBudget budget, CancellationToken ended)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int length;
            while ((length = await stream.ReadAsync(buffer, ended)) > 0)
            {
                Take(length);
            }
        }
        catch (OperationCanceledException)
        {
            var file = ((PipeStream)stream).SafePipeHandle;
            LibC.DoNotWait(file);
            int length;
            for (var left = MostHeld; left > 0 && (length = LibC.Read(file, buffer)) > 0; left -= length)
            {
                Take(length);
            }
        }

        void Take(int length)
        {
            sink.Add(buffer.AsSpan(0, length));
            budget.Take(length);
        }
    }

    /// <summary>Reads up to a mark; false, with what came in its place taken, when it is not there.</summary>
    /// <param name="stream">The pipe. Whoever writes a mark waits then, so that nothing is behind it.</param>
    /// <param name="mark">The mark.</param>
    /// <param name="before">Bytes that may come before it.</param>
    /// <param name="sink">Takes what is no mark.</param>
    /// <param name="ended">Whether the program has ended.</param>
    public static async Task<bool> ReadMark(Stream stream, string mark, int before, IOutputSink sink, CancellationToken ended)
    {
        var wanted = Encoding.UTF8.GetBytes(mark);
        var (first, length) = (new byte[before + wanted.Length], 0);
        try
        {
            int more;
            while (length < first.Length && !first.AsSpan(0, length).EndsWith(wanted) && (more = await stream.ReadAsync(first.AsMemory(length), ended)) > 0)
            {
                length += more;
            }
        }
        catch (OperationCanceledException)
        {
            // It ended within the mark, so it was none.
        }

        if (first.AsSpan(0, length).EndsWith(wanted))
        {
            return true;
        }

        sink.Add(first.AsSpan(0, length));
        return false;
    }

    /// <summary>Gives a program what it reads, and then its end.</summary>
    /// <param name="stream">The pipe.</param>
    /// <param name="input">What it reads first.</param>
    /// <param name="more">What it reads as it comes; null for nothing.</param>
    /// <param name="ended">Whether it has ended.</param>
    public static async Task Write(Stream stream, ReadOnlyMemory<byte> input, ChannelReader<ReadOnlyMemory<byte>>? more, CancellationToken ended)
    {
        try
        {
            await using (stream)
            {
                await stream.WriteAsync(input, ended);
                if (more is not null)
                {
                    await foreach (var piece in more.ReadAllAsync(ended))
                    {
                        await stream.WriteAsync(piece, ended);
                    }
                }
            }
        }
        catch (Exception closed) when (closed is IOException or OperationCanceledException)
        {
            // It does not read to the end; how it ends says the rest.
        }
    }
}
