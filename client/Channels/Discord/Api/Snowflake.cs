using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>Discord's ids: up to 20 digits, told as text. They are never given twice.</summary>
internal static class Snowflake
{
    private const int MaxLength = 20;

    /// <summary>Whether the text is an id, so that it may stand in an address.</summary>
    public static bool Is([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= MaxLength } && text.All(char.IsAsciiDigit);

    /// <summary>The id as a number; null for what is none.</summary>
    public static ulong? Number(string? text) =>
        Is(text) && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
