using System.Text;
using System.Text.RegularExpressions;

namespace Moltbot.Runner.Web;

/// <summary>Reads the bytes of a page as text: by its byte order mark, its header, what its HTML or XML says of itself, or as UTF-8.</summary>
internal static partial class WebCharset
{
    /// <summary>Bytes in which a document says what it is written in (HTML Standard, prescan).</summary>
    private const int Prescan = 1024;

    static WebCharset() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The text. What fits no character becomes U+FFFD.</summary>
    public static string Decode(WebPage page)
    {
        var bytes = page.Body.Span;
        var encoding = bytes switch
        {
            [0xef, 0xbb, 0xbf, ..] => Encoding.UTF8,
            [0xfe, 0xff, ..] => Encoding.BigEndianUnicode,
            [0xff, 0xfe, ..] => Encoding.Unicode,
            _ => Find(page.Charset) ?? Find(Said(bytes)) ?? Encoding.UTF8,
        };
        return encoding.GetString(bytes);
    }

    private static string? Said(ReadOnlySpan<byte> bytes) =>
        Meta().Match(Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, Prescan)])) is { Success: true } match ? match.Groups[1].Value : null;

    private static Encoding? Find(string? name)
    {
        try
        {
            return name?.Trim().ToLowerInvariant() switch
            {
                null or "" => null,
                // As the web means them (WHATWG Encoding).
                "iso-8859-1" or "latin1" or "ascii" or "us-ascii" => Encoding.GetEncoding(1252),
                "utf8" => Encoding.UTF8,
                // Bytes that pass for ASCII elsewhere are other characters in it.
                "utf-7" or "unicode-1-1-utf-7" or "hz-gb-2312" => null,
                var known => Encoding.GetEncoding(known),
            };
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"(?:<meta\s[^>]*charset|^<\?xml\s[^>]*encoding)\s*=\s*[""']?\s*([A-Za-z0-9_:.\-]{1,40})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Meta();
}
