using System.Buffers;

namespace Moltbot.Gateway.Http.ProxyProtocol;

/// <summary>What a connection begins with, as far as the PROXY protocol goes (<see href="https://www.haproxy.org/download/2.9/doc/proxy-protocol.txt"/>).</summary>
internal static class FirstBytes
{
    private static ReadOnlySpan<byte> First => "PROXY "u8;

    private static ReadOnlySpan<byte> Second => "\r\n\r\n\0\r\nQUIT\n"u8;

    /// <summary>The version of the protocol that the bytes begin with; 0 for none. Its senders send a header in one piece.</summary>
    public static int ProxyVersion(ReadOnlySequence<byte> bytes)
    {
        Span<byte> begin = stackalloc byte[Second.Length];
        int length = (int)Math.Min(bytes.Length, begin.Length);
        bytes.Slice(0, length).CopyTo(begin);
        begin = begin[..length];
        return begin.SequenceEqual(Second) ? 2
            : begin.StartsWith(First) || (begin is [(byte)'\r', (byte)'\n', .. var line] && line.StartsWith(First)) ? 1
            : 0;
    }
}
