using System.Globalization;
using System.Text;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Sessions;

namespace Moltbot.Grains.Sessions.Prompt;

/// <summary>What the model reads of a message: its time, who wrote it, and the lines that came meanwhile.</summary>
internal static class UserPrompt
{
    /// <param name="request">The turn.</param>
    /// <param name="text">Its text, commands taken off.</param>
    /// <param name="zone">The person's time zone.</param>
    /// <param name="lines">System lines to begin with.</param>
    /// <param name="dropped">Texts that the queue dropped.</param>
    /// <param name="isCollected">Whether other messages of the same turn follow.</param>
    public static string Build(
        TurnRequest request, string text, TimeZoneInfo zone, IReadOnlyList<SystemLine> lines, IReadOnlyList<string> dropped, bool isCollected)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(request.ReceivedAt);
        string body = request.ReplyTo is { } target && request.Sender is { } sender
            ? Envelope(target, sender, text, at)
            : MessageTime.Inject(text, at, zone);
        if (lines.Count == 0 && dropped.Count == 0 && !isCollected)
        {
            return body;
        }

        var prompt = new StringBuilder(body.Length + 256);
        foreach (SystemLine line in lines)
        {
            prompt.Append(CultureInfo.InvariantCulture, $"System: [{MessageTime.Format(DateTimeOffset.FromUnixTimeMilliseconds(line.At), zone)}] ")
                .Append(line.Text).Append('\n');
        }

        if (lines.Count > 0)
        {
            prompt.Append('\n');
        }

        if (isCollected)
        {
            prompt.Append("[Queued messages while agent was busy]\n\n");
        }

        if (dropped.Count > 0)
        {
            prompt.Append(CultureInfo.InvariantCulture, $"[Queue overflow] Dropped {dropped.Count} message{(dropped.Count == 1 ? "" : "s")} due to cap.\nSummary:\n");
            foreach (string summary in dropped)
            {
                prompt.Append("- ").Append(summary).Append('\n');
            }

            prompt.Append('\n');
        }

        return prompt.Append(body).ToString();
    }

    private static string Envelope(ReplyTarget target, InboundSender sender, string text, DateTimeOffset at)
    {
        string channel = char.ToUpperInvariant(target.Channel[0]) + target.Channel[1..];
        string name = OneLine(sender.Name ?? sender.Username ?? sender.Id);
        string from = target.ChatKind == ChatKind.Direct
            ? $"{name} id:{OneLine(sender.Id)}"
            : $"{(target.ChatKind == ChatKind.Group ? "Group" : "Channel")} id:{OneLine(target.ChatId)}";
        string time = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);
        string body = target.ChatKind == ChatKind.Direct ? text : $"{name} ({OneLine(sender.Id)}): {text}";
        string id = target.ReplyToMessageId is { } messageId ? $"\n[message_id: {OneLine(messageId)}]" : "";
        return $"[{channel} {from} {time}] {body}{id}";
    }

    // A name is its owner's to choose: it must not end the header or begin a line of its own.
    private static string OneLine(string text) =>
        string.Concat(text.Select(c => char.IsControl(c) || c is '[' or ']' ? ' ' : c)).Trim();
}
