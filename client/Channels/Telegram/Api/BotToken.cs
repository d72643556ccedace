using System.Diagnostics.CodeAnalysis;

namespace Moltbot.Gateway.Channels.Telegram.Api;

/// <summary>
/// A bot's secret, <c>&lt;bot id&gt;:&lt;secret&gt;</c>. Its text form shows the bot id alone, so that a token that slips into a log,
/// an error or a trace by formatting is harmless; the secret leaves only through <see cref="Reveal"/>.
/// </summary>
public sealed class BotToken
{
    private const int MaxLength = 256;
    private readonly string text;

    private BotToken(string text, long botId)
    {
        this.text = text;
        BotId = botId;
    }

    /// <summary>The bot's own user id, the part before the colon; not secret.</summary>
    public long BotId { get; }

    /// <summary>Reads a token as BotFather shows it.</summary>
    /// <param name="text">Digits, a colon, then letters, digits, <c>_</c> or <c>-</c>; outer blanks are ignored.</param>
    /// <param name="token">The token, when the answer is true.</param>
    /// <returns>Whether the text has the form of a token.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out BotToken? token)
    {
        token = null;
        text = text?.Trim();
        if (text is null || text.Length > MaxLength)
        {
            return false;
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || colon == text.Length - 1
            || !long.TryParse(text.AsSpan(0, colon), System.Globalization.NumberStyles.None, null, out var id)
            || !text.AsSpan(colon + 1).ContainsOnlyTokenCharacters())
        {
            return false;
        }

        token = new BotToken(text, id);
        return true;
    }

    /// <summary>The whole secret. Only the transport may ask for it.</summary>
    internal string Reveal() => text;

    /// <summary>Takes the secret out of a text that somebody else wrote.</summary>
    internal string Redact(string foreign)
    {
        var secret = text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return foreign.Replace(secret, "***", StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{BotId}:***";
}
