using Moltbot.Policy.Attachments;

namespace Moltbot.Runner.Web;

/// <summary>What is asked for at an address.</summary>
/// <param name="Accept">As servers are told.</param>
/// <param name="MaxBytes">Bytes that are read from the wire, and made of them, at most.</param>
/// <param name="IsText">Whether nothing is read that does not say it is text.</param>
internal sealed record WebContent(string Accept, int MaxBytes, bool IsText)
{
    /// <summary>A page as text. The limit is arbitrary: more text than any model is shown.</summary>
    public static WebContent Page { get; } = new("text/html,application/xhtml+xml,application/json,application/xml;q=0.9,text/*;q=0.8", 2 << 20, IsText: true);

    /// <summary>A picture, whatever the server calls it, and a byte more than the largest, which says that it is larger.</summary>
    public static WebContent Picture { get; } = new("image/png,image/jpeg,image/gif,image/webp", Pictures.MaxBytes + 1, IsText: false);
}
