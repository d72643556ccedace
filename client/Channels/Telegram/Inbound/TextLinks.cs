using System.Text;
using Moltbot.Gateway.Channels.Telegram.Api;

namespace Moltbot.Gateway.Channels.Telegram.Inbound;

/// <summary>Shows where the links behind words lead: <c>[words](address)</c>. A reader of the plain text would not know that they are there.</summary>
internal static class TextLinks
{
    /// <param name="text">The text as Telegram sends it.</param>
    /// <param name="entities">Its marks.</param>
    /// <param name="from">Where the text begins that is answered; what stands before is left out.</param>
    public static string Expand(string text, IEnumerable<MessageEntity> entities, int from = 0)
    {
        var expanded = new StringBuilder(text.Length);
        var copied = from;
        foreach (var link in entities.Where(static entity => entity is { Type: "text_link", Url.Length: > 0, Length: > 0 }).OrderBy(static entity => entity.Offset))
        {
            // Marks that overlap, or lie outside, are none that Telegram makes.
            if (link.Offset < copied || link.Offset > text.Length - link.Length)
            {
                continue;
            }

            expanded.Append(text, copied, link.Offset - copied).Append('[').Append(text, link.Offset, link.Length).Append("](").Append(link.Url).Append(')');
            copied = link.Offset + link.Length;
        }

        return expanded.Append(text, copied, text.Length - copied).ToString();
    }
}
