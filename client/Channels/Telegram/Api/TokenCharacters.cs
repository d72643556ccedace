using System.Buffers;

namespace Moltbot.Gateway.Channels.Telegram.Api;

internal static class TokenCharacters
{
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>Whether the text is what Telegram allows in a token's secret, and in a webhook's secret (1 to 256 characters).</summary>
    public static bool ContainsOnlyTokenCharacters(this ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= 256 && !text.ContainsAnyExcept(Allowed);
}
