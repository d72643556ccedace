using System.Globalization;
using System.Text;
using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Envelopes;
using Moltbot.Policy.Queue;

namespace Moltbot.Grains.Sessions.Prompt;

/// <summary>What the model reads of a message: its time, who wrote it, and the lines that came meanwhile.</summary>
internal static class UserPrompt
{
    /// <param name="request">The turn.</param>
    /// <param name="text">Its text, commands taken off.</param>
    /// <param name="style">How messages are shown.</param>
    /// <param name="lines">System lines to begin with.</param>
    /// <param name="overheard">What was said in the group meanwhile.</param>
    /// <param name="dropped">Texts that the queue dropped.</param>
    /// <param name="isCollected">Whether other messages of the same turn follow.</param>
    public static string Build(
        TurnRequest request,
        string text,
        PromptStyle style,
        IReadOnlyList<SystemLine> lines,
        IReadOnlyList<OverheardMessage> overheard,
        IReadOnlyList<string> dropped,
        bool isCollected)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(request.ReceivedAt);
        string body = request.Origin != TurnOrigin.Report && request.ReplyTo is { } target && request.Sender is { } sender
            ? Envelope(target, sender, SystemLines.Marked(text), at, style, style.Previous) + IdLine(target)
            : TimeStampText.Prefix(text, style.Zone, at);
        if (lines.Count == 0 && overheard.Count == 0 && dropped.Count == 0 && !isCollected)
        {
            return body;
        }

        var prompt = new StringBuilder(body.Length + 256);
        foreach (SystemLine line in lines)
        {
            prompt.Append(CultureInfo.InvariantCulture, $"System: [{TimeStampText.In(style.Zone, DateTimeOffset.FromUnixTimeMilliseconds(line.At))}] ")
                .Append(line.Text).Append('\n');
        }

        if (lines.Count > 0)
        {
            prompt.Append('\n');
        }

        if (overheard.Count > 0)
        {
            prompt.Append("[Chat messages since your last reply - for context]\n");
            foreach (OverheardMessage said in overheard)
            {
                prompt.Append(Envelope(said.Place, said.Sender, said.Text, DateTimeOffset.FromUnixTimeMilliseconds(said.SentAt), style, null)).Append('\n');
            }

            prompt.Append("\n[Current message - respond to this]\n");
        }

        if (isCollected)
        {
            prompt.Append("[Queued messages while agent was busy]\n\n");
        }

        if (QueuedText.Summary(dropped.Count, dropped) is { } summary)
        {
            prompt.Append(summary).Append("\n\n");
        }

        return prompt.Append(body).ToString();
    }

    private static string Envelope(ReplyTarget target, InboundSender sender, string text, DateTimeOffset at, PromptStyle style, DateTimeOffset? previous)
    {
        string channel = char.ToUpperInvariant(target.Channel[0]) + target.Channel[1..];
        bool isGroup = target.ChatKind != ChatKind.Direct;
        string name = OneLine(sender.Name ?? sender.Username ?? sender.Id);
        string from = isGroup
            ? MessageEnvelope.FromLabel(true, null, OneLine(target.ChatId), target.ChatKind == ChatKind.Channel ? "Channel" : null)
            : MessageEnvelope.FromLabel(false, name, OneLine(sender.Id));
        string body = MessageEnvelope.WithSender(
            text, isGroup ? "group" : "direct", MessageEnvelope.SenderLabel(name, null, null, null, OneLine(sender.Id)));
        return new MessageEnvelope(channel, from, At: at, Previous: previous).Wrap(body, style.Envelope);
    }

    private static string IdLine(ReplyTarget target) => target.ReplyToMessageId is { } messageId ? $"\n[message_id: {OneLine(messageId)}]" : "";

    // A name is its owner's to choose: it must not end the header or begin a line of its own.
    private static string OneLine(string text) =>
        string.Concat(text.Select(c => char.IsControl(c) || c is '[' or ']' ? ' ' : c)).Trim();
}
