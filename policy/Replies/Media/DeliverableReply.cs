namespace Moltbot.Policy.Replies.Media;

/// <summary>A part of an answer in the form in which it is delivered: what a model wrote into its text has become fields.</summary>
/// <param name="Text">The text for people.</param>
/// <param name="MediaUrl">The file to send along; null when there is none, or more than one.</param>
/// <param name="MediaUrls">All files to send along, in order, none twice.</param>
/// <param name="ReplyToId">The message it answers, if one was named.</param>
/// <param name="HasReplyTag">Whether the text said what it answers.</param>
/// <param name="IsReplyToCurrent">Whether it answers the message at hand.</param>
/// <param name="AsVoice">Whether sound is to be sent as a voice message.</param>
public sealed record DeliverableReply(
    string Text, string? MediaUrl, IReadOnlyList<string> MediaUrls, string? ReplyToId, bool HasReplyTag, bool IsReplyToCurrent, bool AsVoice)
{
    /// <summary>Reads what the text says; what was given beside it wins. Null when nothing is left to deliver.</summary>
    /// <param name="text">The text as the model wrote it.</param>
    /// <param name="mediaUrl">A file given beside the text.</param>
    /// <param name="mediaUrls">Files given beside the text.</param>
    /// <param name="replyToId">The message to answer, given beside the text.</param>
    public static DeliverableReply? Of(string? text, string? mediaUrl = null, IReadOnlyList<string>? mediaUrls = null, string? replyToId = null)
    {
        MediaReply reply = MediaLines.Split(text ?? "");
        ReplyTag tag = ReplyTag.Extract(reply.Text, currentMessageId: null);
        string words = tag.HasTag ? tag.Cleaned : reply.Text;
        words = SilentReply.IsSilent(words) ? "" : words;
        IReadOnlyList<string> listed = mediaUrls ?? reply.Media;
        string? single = mediaUrl ?? (reply.Media.Count > 0 ? reply.Media[0] : null);
        List<string> media =
        [
            .. listed.Append(single).Select(each => each?.Trim() ?? "").Where(each => each.Length > 0).Distinct(StringComparer.Ordinal),
        ];
        return string.IsNullOrWhiteSpace(words) && media.Count == 0
            ? null
            : new DeliverableReply(
                words, listed.Count > 1 ? null : single, media, replyToId ?? tag.ReplyToId, tag.HasTag, tag.IsCurrent, reply.AsVoice);
    }
}
