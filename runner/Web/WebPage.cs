namespace Moltbot.Runner.Web;

/// <summary>What a server answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Address">Where it came from, redirects followed.</param>
/// <param name="MediaType">What it is, lower-case, without parameters.</param>
/// <param name="Charset">The character set that the header names; null for none.</param>
/// <param name="Body">The content, decompressed.</param>
/// <param name="IsCut">Whether there was more of it than is read.</param>
internal sealed record WebPage(int Status, Uri Address, string MediaType, string? Charset, ReadOnlyMemory<byte> Body, bool IsCut)
{
    /// <summary>Whether it is HTML.</summary>
    public bool IsHtml => MediaType is "text/html" or "application/xhtml+xml";
}
