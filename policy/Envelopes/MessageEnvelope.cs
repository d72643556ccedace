using Moltbot.Policy.Channels;

namespace Moltbot.Policy.Envelopes;

/// <summary>The line a message carries for the model: <c>[Channel From host ip +elapsed time] text</c> (runtime.md §5).</summary>
/// <param name="Channel">The channel's name.</param>
/// <param name="From">Who or which chat it is from.</param>
/// <param name="Host">The sender's machine.</param>
/// <param name="Ip">Its address.</param>
/// <param name="At">When it was sent.</param>
/// <param name="Previous">When the session's last message was.</param>
public sealed record MessageEnvelope(
    string? Channel, string? From = null, string? Host = null, string? Ip = null, DateTimeOffset? At = null,
    DateTimeOffset? Previous = null)
{
    /// <summary>The message in its envelope.</summary>
    public string Wrap(string body, EnvelopeOptions options)
    {
        var elapsed = options.IncludeElapsed && At is { } now && Previous is { } before ? TimeStampText.Elapsed(now - before) : null;
        var time = !options.IncludeTimestamp || At is not { } at ? null
            : ReferenceEquals(options.Zone, TimeZoneInfo.Utc) ? TimeStampText.Utc(at)
            : TimeStampText.In(options.Zone, at);
        string?[] parts =
        [
            Channel?.Trim() is { Length: > 0 } channel ? channel : "Channel",
            From?.Trim(),
            elapsed is null ? null : $"+{elapsed}",
            Host?.Trim(),
            Ip?.Trim(),
            time,
        ];
        return $"[{string.Join(' ', parts.Where(part => !string.IsNullOrEmpty(part)))}] {body}";
    }

    /// <summary>The text with its sender in front, in groups.</summary>
    public static string WithSender(string body, string? chatType, string? senderLabel) =>
        ChatTypes.Normalize(chatType) is null or ChatTypes.Direct || string.IsNullOrWhiteSpace(senderLabel)
            ? body
            : $"{senderLabel.Trim()}: {body}";

    /// <summary>The sender as groups show it: <c>Bob (42)</c>.</summary>
    public static string? SenderLabel(string? name, string? username, string? tag, string? phone, string? id)
    {
        var display = First(name, username, tag);
        var idPart = First(phone, id);
        return display is not null && idPart is not null && display != idPart ? $"{display} ({idPart})" : display ?? idPart;
    }

    /// <summary>The chat as the envelope shows it: <c>Team id:1</c>.</summary>
    /// <param name="isGroup">Whether it is a group.</param>
    /// <param name="label">The group's or person's name.</param>
    /// <param name="id">Its id; left out where it says the same.</param>
    /// <param name="fallback">The name of a group without one.</param>
    public static string FromLabel(bool isGroup, string? label, string? id, string? fallback = null)
    {
        var shown = First(label) ?? (isGroup ? First(fallback) ?? "Group" : "");
        return First(id) is { } own && (isGroup || own != shown) ? $"{shown} id:{own}" : shown;
    }

    private static string? First(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                return text.Trim();
            }
        }

        return null;
    }
}
