using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>
/// A bot's secret, <c>&lt;id&gt;.&lt;time&gt;.&lt;secret&gt;</c>. Its text form shows nothing of it, so that a token that slips into a log, an
/// error or a trace by formatting is harmless; the secret leaves only through <see cref="Reveal"/>.
/// </summary>
public sealed class DiscordToken
{
    private const int MaxLength = 256;
    private const string Scheme = "Bot ";

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");

    private readonly string text;

    private DiscordToken(string text) => this.text = text;

    /// <summary>Tells tokens apart without telling anything of them.</summary>
    internal string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    /// <summary>Reads a token as the developer portal shows it.</summary>
    /// <param name="text">Three parts of letters, digits, <c>_</c> or <c>-</c>, with dots between; outer blanks and a <c>Bot </c> before it are ignored.</param>
    /// <param name="token">The token, when the answer is true.</param>
    /// <returns>Whether the text has the form of a token.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out DiscordToken? token)
    {
        token = null;
        text = text?.Trim() ?? "";
        if (text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            text = text[Scheme.Length..].TrimStart();
        }

        if (text.Length > MaxLength || text.AsSpan().ContainsAnyExcept(Allowed)
            || text.Split('.') is not [{ Length: > 0 }, { Length: > 0 }, { Length: > 0 }])
        {
            return false;
        }

        token = new DiscordToken(text);
        return true;
    }

    /// <summary>The whole secret. Only the transports may ask for it.</summary>
    internal string Reveal() => text;

    /// <summary>Takes the secret out of a text that somebody else wrote.</summary>
    internal string Redact(string foreign) => foreign
        .Replace(text, "***", StringComparison.Ordinal)
        .Replace(text[(text.LastIndexOf('.') + 1)..], "***", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => "***";
}
