using System.IO.Compression;

namespace Moltbot.Runner.Web;

/// <summary>The content of an answer, within limits whatever its headers promise: on the wire, and again when it is decompressed.</summary>
internal static class WebBody
{
    /// <summary>Encodings that are asked for.</summary>
    public const string Encodings = "gzip, deflate, br";

    /// <summary>Reads the beginning of a content.</summary>
    /// <param name="content">The content.</param>
    /// <param name="most">Bytes that are read from the wire, and made of them, at most.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="WebFailure">It is encoded otherwise, or broken.</exception>
    public static async Task<(ReadOnlyMemory<byte> Bytes, bool IsCut)> Read(HttpContent content, int most, CancellationToken cancel)
    {
        await using var source = await content.ReadAsStreamAsync(cancel);
        await using var wire = new CappedStream(source, most);
        await using var plain = Decoded([.. content.Headers.ContentEncoding], wire);
        using var read = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            while (read.Length <= most && await plain.ReadAsync(buffer, cancel) is > 0 and var count)
            {
                read.Write(buffer, 0, count);
            }
        }
        catch (Exception broken) when (broken is InvalidDataException or InvalidOperationException)
        {
            // What was cut on the wire ends within the compressed data.
            if (!wire.IsCut)
            {
                throw new WebFailure("what it answered cannot be decompressed", isAsked: true);
            }
        }

        var length = (int)Math.Min(read.Length, most);
        return (read.GetBuffer().AsMemory(0, length), wire.IsCut || read.Length > most);
    }

    private static Stream Decoded(IReadOnlyList<string> encodings, Stream wire) => encodings switch
    {
        [] => wire,
        [var one] => one.ToLowerInvariant() switch
        {
            "identity" => wire,
            "gzip" or "x-gzip" => new GZipStream(wire, CompressionMode.Decompress),
            "deflate" => new ZLibStream(wire, CompressionMode.Decompress),
            "br" => new BrotliStream(wire, CompressionMode.Decompress),
            _ => throw Unknown(),
        },
        // One within the other grows by the product of both.
        _ => throw Unknown(),
    };

    private static WebFailure Unknown() => new("what it answered is encoded in a way that is not read", isAsked: true);
}
