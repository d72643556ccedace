using System.Text;
using Moltbot.Protocol.Methods.Status;

namespace Moltbot.Gateway.Logs;

/// <summary>Reads the end of a log file from a byte offset on (protocol §5.1, <c>logs.tail</c>); whole lines only.</summary>
internal static class LogTail
{
    private const int DefaultLines = 500;
    private const int DefaultBytes = 250_000;

    public static LogsTailResult Read(string path, string name, LogsTailParams wanted)
    {
        int limit = (int)Math.Clamp(wanted.Limit ?? DefaultLines, 1, 5000);
        int room = (int)Math.Clamp(wanted.MaxBytes ?? DefaultBytes, 1, 1_000_000);
        if (Open(path) is not { } file)
        {
            return Nothing(name, 0, reset: wanted.Cursor > 0);
        }

        using (file)
        {
            long size = file.Length;
            long oldest = Math.Max(0, size - room);
            bool reset = wanted.Cursor is { } cursor && (cursor > size || cursor < oldest);
            bool truncated = oldest > 0 && (reset || wanted.Cursor is null);
            long start = wanted.Cursor is { } from && !reset ? Math.Max(0, from) : oldest;
            byte[] bytes = ReadBetween(file, start, size, out bool atLineStart);
            int end = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
            int first = atLineStart ? 0 : bytes.AsSpan(0, end).IndexOf((byte)'\n') + 1;
            if (end == 0 || first >= end)
            {
                return Nothing(name, size, reset) with { Cursor = start, Truncated = truncated };
            }

            string[] lines = Encoding.UTF8.GetString(bytes, first, end - first - 1).Split('\n');
            return new LogsTailResult
            {
                File = name,
                Cursor = start + end,
                Size = size,
                Lines = lines.Length > limit ? lines[^limit..] : lines,
                Truncated = truncated || lines.Length > limit,
                Reset = reset,
            };
        }
    }

    private static FileStream? Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static byte[] ReadBetween(FileStream file, long start, long end, out bool atLineStart)
    {
        atLineStart = start == 0;
        if (start > 0)
        {
            file.Position = start - 1;
            atLineStart = file.ReadByte() == '\n';
        }

        byte[] bytes = new byte[end - start];
        int read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read == bytes.Length ? bytes : bytes[..read];
    }

    private static LogsTailResult Nothing(string name, long size, bool reset) =>
        new() { File = name, Cursor = size, Size = size, Lines = [], Truncated = false, Reset = reset };
}
